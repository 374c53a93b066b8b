// Which picture addresses are worth asking for: https anywhere, our own origin, and plain http only
// while the page itself is plain http (a server on this machine). The server's content policy has
// the last word; asking for what it surely forbids would only raise a violation.

export function showable(url: string | null | undefined): url is string {
  if (!url) return false;
  try {
    const target = new URL(url, window.location.href);
    const plain = target.protocol === 'http:' && window.location.protocol === 'http:';
    // A picture the reader has just chosen on this device.
    const own = target.protocol === 'blob:';
    return target.protocol === 'https:' || plain || own;
  } catch {
    return false;
  }
}
