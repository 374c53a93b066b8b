// Parts of addresses, which anybody may have written.

/** As it was meant; as it stands where nobody can tell. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
