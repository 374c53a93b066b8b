// Small preferences only. No token, code or secret is ever kept here.

export function recall(key: string): string {
  try {
    return localStorage.getItem(`simpul.${key}`) ?? '';
  } catch {
    return '';
  }
}

export function remember(key: string, value: string): void {
  try {
    if (value) localStorage.setItem(`simpul.${key}`, value);
    else localStorage.removeItem(`simpul.${key}`);
  } catch {
    // Storage may be forbidden or full; a preference is not worth an error.
  }
}
