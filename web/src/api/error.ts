// One error type for every failure of a call. The server speaks three dialects:
//   {"error": {"code", "message", "action"}}    the /api routes; `field` names what is wrong
//   {"code", "detail" | "message"}              the CekBrand and account routes
//   {"error": {"field": ["text", …]}}           invalid fields, with or without the two above

export type FieldErrors = Record<string, string[]>;

export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly fields: FieldErrors = {},
    readonly action = '',
  ) {
    super(message);
    this.name = 'ApiError';
  }
}

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The texts of one field: a list, or a single string where a server is lax. */
function messages(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function fieldErrors(error: unknown): FieldErrors {
  const fields: FieldErrors = {};
  if (!isObject(error)) return fields;
  for (const [field, value] of Object.entries(error)) {
    const found = messages(value);
    if (Array.isArray(value) && found.length) fields[field] = found;
  }
  return fields;
}

const fallbackCode = (status: number) => (status >= 500 ? 'server_error' : `http_${status}`);

/** Turns any body that came with a failing status into an `ApiError`. */
export function errorFromBody(status: number, body: unknown): ApiError {
  if (!isObject(body)) return new ApiError(status, fallbackCode(status), '');
  const inner = isObject(body.error) ? body.error : {};
  const code = text(inner.code) || text(body.code) || fallbackCode(status);
  const message = text(inner.message) || text(body.detail) || text(body.message);
  const field = text(inner.field);
  const named = field ? { [field]: [message] } : {};
  const fields = text(inner.code) ? named : fieldErrors(body.error);
  const first = Object.values(fields)[0]?.[0] ?? '';
  return new ApiError(status, code, message || first, fields, text(inner.action));
}

/** The call never got an answer: no network, the server down, or our own time limit. */
export const networkError = () => new ApiError(0, 'network', '');

export const isAbort = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'AbortError';

/** The first whole number in a message: the cool-down seconds of a throttled login. */
export function secondsIn(message: string): number | null {
  const match = /\d+/.exec(message);
  return match ? Number(match[0]) : null;
}
