// The list of the plan: what each view of it holds, in which order, day by day.
import type { Day } from '../lib/dates';
import type { PlaceKey, Post, State } from './shapes';
import { keyOf } from './shapes';
import { needsCare } from './states';
import { dayOfWall, wallAt } from './times';

export type View = 'upcoming' | 'drafts' | 'past';

export interface Filter {
  view: View;
  state: State | null;
  account: PlaceKey | null;
}

/** On the wall of the zone it was planned in: 00:30 in Makassar is that day, wherever one reads. */
export const dayOfPost = (post: Post, zone: string): Day | null =>
  post.publish_at === null
    ? null
    : dayOfWall(wallAt(Date.parse(post.publish_at), post.time_zone ?? zone));

function isIn(view: View, post: Post, today: Day, zone: string): boolean {
  const day = dayOfPost(post, zone);
  if (view === 'drafts') return post.state === 'draft';
  if (post.state === 'draft') return false;
  // What was due today stays in sight until tomorrow.
  const isPast = day !== null && day < today;
  return view === 'past' ? isPast : !isPast;
}

const matches = (post: Post, { state, account }: Filter): boolean =>
  (state === null || post.state === state || post.targets.some((t) => t.state === state)) &&
  (account === null || post.targets.some((target) => keyOf(target) === account));

export interface DayGroup {
  day: Day | null;
  posts: Post[];
}

export interface Listed {
  /** Somebody must do something about these, whenever they were due. */
  care: Post[];
  days: DayGroup[];
  count: number;
}

export function listOf(posts: readonly Post[], filter: Filter, today: Day, zone: string): Listed {
  const fitting = posts.filter((post) => matches(post, filter));
  const care = filter.view === 'upcoming' ? fitting.filter((post) => needsCare(post.state)) : [];
  const rest = fitting.filter(
    (post) => !care.includes(post) && isIn(filter.view, post, today, zone),
  );
  const ordered = filter.view === 'past' ? rest.reverse() : rest;
  const days: DayGroup[] = [];
  for (const post of ordered) {
    const day = dayOfPost(post, zone);
    const last = days.at(-1);
    if (last && last.day === day) last.posts.push(post);
    else days.push({ day, posts: [post] });
  }
  return { care, days, count: care.length + rest.length };
}

export const careCount = (posts: readonly Post[]): number =>
  posts.filter((post) => needsCare(post.state)).length;
