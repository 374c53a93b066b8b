// Which picture addresses the page's content policy lets through: https anywhere, or our own
// origin. Asking for another would only raise a violation.

export function showable(url: string | null | undefined): url is string {
  if (!url) return false;
  try {
    const target = new URL(url, window.location.href);
    return target.protocol === 'https:' || target.origin === window.location.origin;
  } catch {
    return false;
  }
}
