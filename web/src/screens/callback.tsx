export function CallbackLogin() {
  return null;
}
export function CallbackError() {
  return null;
}
