// Reading for the screens: one cache keyed by URL, one request in flight per URL, stale answers
// shown while they are refreshed, and a reload for the "try again" button.
import { useEffect, useMemo, useState } from 'preact/hooks';
import { get, withQuery, type Query } from './client';
import { ApiError } from './error';

const FRESH_MS = 30_000;

interface Entry {
  data?: unknown;
  error?: ApiError;
  loadedAt: number;
  running?: Promise<void> | undefined;
  /** Something changed while the answer was on its way: ask once more. */
  again?: boolean;
  listeners: Set<() => void>;
}

const cache = new Map<string, Entry>();
let generation = 0;

function entryOf(key: string): Entry {
  let entry = cache.get(key);
  if (!entry) cache.set(key, (entry = { loadedAt: 0, listeners: new Set() }));
  return entry;
}

const notify = (entry: Entry) => entry.listeners.forEach((listener) => listener());

function asApiError(error: unknown): ApiError {
  return error instanceof ApiError ? error : new ApiError(0, 'unexpected', String(error));
}

function load(key: string, entry: Entry): Promise<void> {
  if (entry.running) return entry.running;
  entry.again = false;
  const mine = generation;
  entry.running = get<unknown>(key)
    .then((data) => {
      if (mine !== generation) return;
      entry.data = data;
      entry.error = undefined;
      entry.loadedAt = Date.now();
    })
    .catch((error: unknown) => {
      if (mine === generation) entry.error = asApiError(error);
    })
    .finally(() => {
      entry.running = undefined;
      if (entry.again && mine === generation) void load(key, entry);
      notify(entry);
    });
  return entry.running;
}

/** The entry of a key, on its way if it is not fresh. */
function ensure(key: string): Entry {
  const entry = entryOf(key);
  if (!entry.running && Date.now() - entry.loadedAt > FRESH_MS) {
    entry.error = undefined;
    void load(key, entry);
  }
  return entry;
}

export interface Loaded<T> {
  data: T | undefined;
  error: ApiError | undefined;
  /** Nothing to show yet and no failure: draw a skeleton. */
  pending: boolean;
  reload: () => void;
}

const NOTHING: Loaded<never> = {
  data: undefined,
  error: undefined,
  pending: true,
  reload: () => {},
};

/** Loads `path` (null waits) and re-renders when it arrives, fails or is invalidated. */
export function useGet<T>(path: string | null, query?: Query): Loaded<T> {
  const key = path === null ? null : withQuery(path, query);
  const [, rerender] = useState({});
  // Asked for while rendering, not after it: a parent's calls go out before its children's.
  const entry = useMemo(() => (key === null ? null : ensure(key)), [key]);
  const shown = entry && { data: entry.data, error: entry.error };

  useEffect(() => {
    if (!entry) return;
    const listener = () => rerender({});
    entry.listeners.add(listener);
    // The answer may have come between the rendering and this.
    if (entry.data !== shown?.data || entry.error !== shown?.error) listener();
    return () => entry.listeners.delete(listener);
  }, [entry]);

  if (!entry || key === null) return NOTHING;
  const reload = () => {
    entry.error = undefined;
    void load(key, entry);
    notify(entry);
  };
  return {
    data: entry.data as T | undefined,
    error: entry.data === undefined ? entry.error : undefined,
    pending: entry.data === undefined && !entry.error,
    reload,
  };
}

/** Forgets what was read under these paths; mounted screens read it again. */
export function invalidate(...prefixes: string[]): void {
  for (const [key, entry] of cache) {
    if (!prefixes.some((prefix) => key.startsWith(prefix))) continue;
    entry.loadedAt = 0;
    if (entry.running) entry.again = true;
    else if (entry.listeners.size) void load(key, entry);
    else cache.delete(key);
  }
}

/** Another user may sit down now: forget everything, and drop answers still on their way. */
export function forgetAll(): void {
  generation += 1;
  cache.clear();
}
