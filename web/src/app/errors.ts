// The text of a failure: our own words where the code is known, else the server's, else a
// general sentence.
import { ApiError } from '../api/error';
import type { Dict } from '../i18n/id';

export interface ErrorText {
  message: string;
  /** What the reader can do about it; may be empty. */
  action: string;
}

/** In one line, where there is no room for two. */
export const lineOf = ({ message, action }: ErrorText): string => `${message} ${action}`.trim();

export function errorText(t: Dict, error: unknown): ErrorText {
  if (!(error instanceof ApiError))
    return { message: t.errors.codes.unexpected.message, action: '' };
  const known = codeText(t, error.code);
  if (known) return known;
  if (error.status >= 500) return t.errors.codes.server_error;
  return {
    message: error.message || t.errors.codes.unexpected.message,
    action: error.action,
  };
}

/** Why a collection failed; empty: it did not. */
export function collectionReason(t: Dict, code: string | null): string {
  const reasons: Record<string, string> = t.collection.reasons;
  if (!code) return '';
  if (Object.hasOwn(reasons, code)) return reasons[code]!;
  const known = codeText(t, code);
  return known ? lineOf(known) : reasons.other!;
}

export function codeText(t: Dict, code: string): ErrorText | null {
  const codes: Record<string, ErrorText> = t.errors.codes;
  return Object.hasOwn(codes, code) ? codes[code]! : null;
}
