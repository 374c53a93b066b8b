export function Reauthorize() {
  return null;
}
