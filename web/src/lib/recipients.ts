// E-mail addresses as people type and paste them: one by one, or a whole list at once.

export const RECIPIENTS_MAX = 20;
const ADDRESS = /^[^\s@,;<>"]+@[^\s@,;<>"]+\.[^\s@,;<>".]{2,}$/;
const ADDRESS_MAX = 254;

export const isAddress = (text: string): boolean =>
  text.length <= ADDRESS_MAX && ADDRESS.test(text);

/** `Rani <rani@contoh.id>, budi@contoh.id` → both addresses. */
export function addressesIn(text: string): string[] {
  return text
    .split(/[,;\n]+/)
    .map((part) => /<([^<>]*)>/.exec(part)?.[1] ?? part)
    .flatMap((part) => part.trim().split(/\s+/))
    .filter((part) => part !== '');
}

export type Refusal = { kind: 'wrong' | 'twice'; text: string } | { kind: 'full' };

/** The list with what is good of the text, and the first thing that is not. */
export function withAddresses(
  list: readonly string[],
  text: string,
): { list: string[]; rest: string; refusal: Refusal | null } {
  const next = [...list];
  for (const [i, address] of addressesIn(text).entries()) {
    const rest = addressesIn(text).slice(i).join(', ');
    if (!isAddress(address)) return { list: next, rest, refusal: { kind: 'wrong', text: address } };
    if (next.some((other) => other.toLowerCase() === address.toLowerCase())) {
      return { list: next, rest, refusal: { kind: 'twice', text: address } };
    }
    if (next.length >= RECIPIENTS_MAX) return { list: next, rest, refusal: { kind: 'full' } };
    next.push(address);
  }
  return { list: next, rest: '', refusal: null };
}
