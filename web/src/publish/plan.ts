// Reading the plan: all posts of a window, page by page, and one post; both stay true by themselves.
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { get } from '../api/client';
import { ApiError, isAbort } from '../api/error';
import { paths } from '../api/paths';
import { useGet } from '../api/query';
import type { PostTextRule } from '../api/types';
import type { Place, Post, PostDetail, Series } from './shapes';
import { useWatch } from './watch';

export const usePlaces = () => useGet<Place[]>(paths.postPlaces);
export const useRules = () => useGet<PostTextRule[]>(paths.postRules);

export interface Live<T> {
  data: T | undefined;
  /** Only when there is nothing to show. */
  error: ApiError | undefined;
  /** What is shown may be old: the server did not answer the last time. */
  away: boolean;
  reload: () => Promise<void>;
  put: (data: T) => void;
}

const asApiError = (error: unknown): ApiError =>
  error instanceof ApiError ? error : new ApiError(0, 'unexpected', String(error));

/** `key` says what is read; a new one begins anew. */
function useLive<T>(key: string, read: (signal: AbortSignal) => Promise<T>): Live<T> {
  const [shown, setShown] = useState<{ key: string; data?: T; error?: ApiError }>({ key });
  const running = useRef<AbortController | null>(null);
  const reader = useRef(read);
  reader.current = read;

  const reload = useCallback(async () => {
    running.current?.abort();
    const mine = new AbortController();
    running.current = mine;
    try {
      const data = await reader.current(mine.signal);
      if (!mine.signal.aborted) setShown({ key, data });
    } catch (error) {
      if (isAbort(error) || mine.signal.aborted) return;
      setShown((before) => ({
        ...(before.key === key ? before : { key }),
        error: asApiError(error),
      }));
    }
  }, [key]);

  useEffect(() => {
    void reload();
    return () => running.current?.abort();
  }, [reload]);

  const here = shown.key === key ? shown : { key };
  return {
    data: here.data,
    error: here.data === undefined ? here.error : undefined,
    away: here.data !== undefined && here.error !== undefined,
    reload,
    put: (data) => {
      running.current?.abort();
      setShown({ key, data });
    },
  };
}

interface PostPage {
  count: number;
  next: string | null;
  results: Post[];
}

const PAGE_SIZE = 100;
const PAGES_MAX = 5;

async function readAll(query: Record<string, string>, signal: AbortSignal): Promise<Post[]> {
  const all: Post[] = [];
  for (let page = 1; page <= PAGES_MAX; page++) {
    const got = await get<PostPage>(paths.posts, {
      query: { ...query, page, page_size: PAGE_SIZE },
      signal,
    });
    all.push(...got.results);
    if (!got.next) break;
  }
  return all;
}

export interface PlanWindow {
  /** ISO instants. */
  from: string;
  to: string;
  /** Drafts that have no time, too. */
  timeless: boolean;
}

/** The posts of a window in order of time; drafts without a time come last. */
export function usePlan({ from, to, timeless }: PlanWindow): Live<Post[]> {
  const live = useLive(`${from} ${to} ${timeless}`, async (signal) => {
    const [timed, drafts] = await Promise.all([
      readAll({ from, to }, signal),
      timeless ? readAll({ timeless: 'true' }, signal) : [],
    ]);
    return [...timed, ...drafts];
  });
  useWatch(live.data, live.reload);
  return live;
}

export function usePost(id: string): Live<PostDetail> {
  const live = useLive(id, (signal) => get<PostDetail>(paths.onePost(id), { signal }));
  useWatch(live.data ? [live.data] : undefined, live.reload);
  return live;
}

/** Read anew each time: who changes it must not begin from what it was. */
export const useSeries = (id: string): Live<Series> =>
  useLive(id, (signal) => get<Series>(paths.series(id), { signal }));
