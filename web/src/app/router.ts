// Hash routes. `#/path/:name?query` is parsed into a location; screens are matched by pattern.
import { decoded } from '../lib/addresses';
import { createStore } from './store';

export interface Location {
  path: string;
  params: URLSearchParams;
}

export function parseHash(hash: string): Location {
  const [path = '', query = ''] = hash.replace(/^#/, '').split(/\?(.*)/s);
  return { path: path.replace(/\/+$/, '') || '/', params: new URLSearchParams(query) };
}

export const location = createStore<Location>(parseHash(window.location.hash));

window.addEventListener('hashchange', () => location.set(parseHash(window.location.hash)));

export function href(path: string, params: Record<string, string> = {}): string {
  const query = new URLSearchParams(params).toString();
  return `#${path}${query ? `?${query}` : ''}`;
}

export function go(path: string, params: Record<string, string> = {}): void {
  window.location.hash = href(path, params);
}

/** Goes there without leaving the present page in the history. */
export function replace(path: string, params: Record<string, string> = {}): void {
  history.replaceState(null, '', href(path, params));
  location.set(parseHash(window.location.hash));
}

export type PathParams = Record<string, string>;

/** `/a/:name` against `/a/b` gives `{name: "b"}`; null when it does not match. */
export function match(pattern: string, path: string): PathParams | null {
  const want = pattern.split('/');
  const have = path.split('/');
  if (want.length !== have.length) return null;
  const params: PathParams = {};
  for (const [i, part] of want.entries()) {
    const value = have[i]!;
    if (part.startsWith(':')) params[part.slice(1)] = decoded(value);
    else if (part !== value) return null;
  }
  return params;
}
