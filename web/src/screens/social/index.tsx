export function SocialConnect() {
  return null;
}
