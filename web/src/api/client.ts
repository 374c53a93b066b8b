// The only file that calls fetch. Same-origin, cookie session, CSRF header on unsafe methods;
// every failure leaves here as an ApiError.
import { decoded } from '../lib/addresses';
import { ApiError, errorFromBody, isAbort, networkError } from './error';
import { noteServerTime } from '../lib/clock';
import { ZONE } from '../lib/dates';

export type Query = Record<string, string | number | undefined>;

export interface CallOptions {
  query?: Query;
  /** Sent as JSON; a file, or a form with files, goes as it is. */
  body?: unknown;
  signal?: AbortSignal;
  /** Give up after this long; 0 waits for ever (a first fetch may take minutes). */
  timeoutMs?: number;
}

const DEFAULT_TIMEOUT_MS = 60_000;

let onUnauthorized: () => void = () => {};

/** What to do when any call says 401; the session sets this once at start. */
export function whenUnauthorized(handler: () => void): void {
  onUnauthorized = handler;
}

export function cookie(name: string): string {
  const prefix = `${name}=`;
  const found = document.cookie.split('; ').find((part) => part.startsWith(prefix));
  return found ? decoded(found.slice(prefix.length)) : '';
}

export function withQuery(path: string, query: Query = {}): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined) params.set(key, String(value));
  }
  const tail = params.toString();
  return tail ? `${path}?${tail}` : path;
}

let moreHeaders: (path: string) => Record<string, string> = () => ({});

/** What some paths want beside: for whose workspace they are asked. */
export function alsoSend(more: (path: string) => Record<string, string>): void {
  moreHeaders = more;
}

/** For the one call that does not go through here. */
export const extraHeaders = (path: string): Record<string, string> => moreHeaders(path);

function headers(path: string, method: string, hasJson: boolean, accept: string): Headers {
  // The page's language is the reader's choice: the server explains failures in it.
  const all = new Headers({
    Accept: accept,
    'Accept-Language': document.documentElement.lang,
    'X-Time-Zone': ZONE,
    ...moreHeaders(path),
  });
  if (hasJson) all.set('Content-Type', 'application/json');
  if (method !== 'GET') all.set('X-CSRFToken', cookie('csrftoken'));
  return all;
}

/** Combines the caller's signal with a time limit; returns the clean-up too. */
function deadline(signal: AbortSignal | undefined, timeoutMs: number) {
  const controller = new AbortController();
  const abort = () => controller.abort();
  if (signal?.aborted) abort();
  signal?.addEventListener('abort', abort);
  const timer = timeoutMs ? setTimeout(abort, timeoutMs) : undefined;
  const done = () => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  };
  return { signal: controller.signal, done };
}

async function failure(response: Response): Promise<ApiError> {
  let body: unknown = null;
  try {
    body = await response.json();
  } catch {
    // Not JSON (a proxy's HTML page, or nothing): the status alone must do.
  }
  return errorFromBody(response.status, body);
}

async function send(
  method: string,
  path: string,
  options: CallOptions,
  accept = 'application/json',
): Promise<Response> {
  const { query, body, signal, timeoutMs = DEFAULT_TIMEOUT_MS } = options;
  const limit = deadline(signal, timeoutMs);
  const raw = body instanceof FormData || body instanceof Blob;
  const sent = body === undefined || raw ? body : JSON.stringify(body);
  let response: Response;
  try {
    response = await fetch(withQuery(path, query), {
      method,
      headers: headers(path, method, body !== undefined && !raw, accept),
      body: sent,
      credentials: 'same-origin',
      signal: limit.signal,
    });
  } catch (error) {
    if (isAbort(error) && signal?.aborted) throw error;
    throw networkError();
  } finally {
    limit.done();
  }
  noteServerTime(response.headers.get('Date'));
  if (response.ok) return response;
  if (response.status === 401) onUnauthorized();
  throw await failure(response);
}

async function json<T>(response: Response): Promise<T> {
  if (response.status === 204) return null as T;
  try {
    return (await response.json()) as T;
  } catch {
    throw new ApiError(response.status, 'bad_reply', '');
  }
}

export const get = async <T>(path: string, options: CallOptions = {}): Promise<T> =>
  json<T>(await send('GET', path, options));

export const post = async <T>(path: string, options: CallOptions = {}): Promise<T> =>
  json<T>(await send('POST', path, options));

export const put = async <T>(path: string, options: CallOptions = {}): Promise<T> =>
  json<T>(await send('PUT', path, options));

export const patch = async <T>(path: string, options: CallOptions = {}): Promise<T> =>
  json<T>(await send('PATCH', path, options));

export const remove = async (path: string, options: CallOptions = {}): Promise<void> => {
  await send('DELETE', path, options);
};

/** The status matters to the caller (204 and 200 lead to different pages). */
export const getStatus = async (path: string, options: CallOptions = {}): Promise<number> =>
  (await send('GET', path, options)).status;

export const download = async (path: string, options: CallOptions = {}): Promise<Blob> =>
  (await send('GET', path, options, '*/*')).blob();
