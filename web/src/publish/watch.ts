// Keeps what a page shows of the plan true: looks again by itself, often while something moves,
// seldom else, and not at all while nobody sees the page.
import { useEffect, useRef } from 'preact/hooks';
import { now } from '../lib/clock';
import type { AnyPost } from './shapes';
import { pauseMs } from './states';

/** Calls `look` again and again; `posts` are those in sight, as they are now. */
export function useWatch(posts: readonly AnyPost[] | undefined, look: () => Promise<void>): void {
  const latest = useRef({ posts: posts ?? [], look });
  latest.current = { posts: posts ?? [], look };
  const quiet = useRef(0);
  const shown = (posts ?? []).map(({ id, state, revision }) => `${id}${state}${revision}`).join();

  useEffect(() => {
    quiet.current = 0;
  }, [shown]);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let over = false;
    const later = () => {
      clearTimeout(timer);
      if (over || document.hidden) return;
      timer = setTimeout(again, pauseMs(latest.current.posts, now(), quiet.current));
      quiet.current += 1;
    };
    const again = () => void latest.current.look().finally(later);
    const turned = () => {
      quiet.current = 0;
      if (document.hidden) clearTimeout(timer);
      else again();
    };
    document.addEventListener('visibilitychange', turned);
    later();
    return () => {
      over = true;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', turned);
    };
    // What is in sight has changed: begin to look often again.
  }, [shown]);
}
