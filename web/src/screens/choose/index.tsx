export function Choose() {
  return null;
}
