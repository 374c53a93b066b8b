// "Now" as the server sees it. A laptop with a wrong clock, or a server that runs on a test
// clock, must still agree on which day is today; the Date header of every answer tells.

const TRUSTED_SKEW_MS = 120_000;

let offsetMs = 0;

export function noteServerTime(header: string | null, localMs = Date.now()): void {
  if (!header) return;
  const server = Date.parse(header);
  if (Number.isNaN(server)) return;
  const skew = server - localMs;
  offsetMs = Math.abs(skew) > TRUSTED_SKEW_MS ? skew : 0;
}

export const now = (): number => Date.now() + offsetMs;
