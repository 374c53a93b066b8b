// Own account and competitors side by side (contract C.9): which columns fit, how the followers
// changed, which value of a row is the largest.
import type { EngagementAverage, Media, UserData, WinningMedia } from '../api/types';
import { percentNumber, type Compared, type Value } from './cards';
import { addDays, dayOf, type Day } from './dates';
import type { Window } from './window';

/** Columns beside the own account, by the width of the window. */
export function columnsFor(width: number): number {
  if (width > 1450) return 3;
  return width > 1155 ? 2 : 1;
}

const last = <T>(rows: T[], back = 1): T | undefined => rows[rows.length - back];

/** The own followers: the newest day against the day before; gaps carry the last value on. */
export function ownFollowers(rows: UserData[]): Compared {
  const known = rows.filter((row) => row.followers_count !== null);
  const newest = last(known);
  if (!newest) return { value: null, growth: null };
  const dayBefore = addDays(newest.datestamp, -1);
  const before = last(known.filter((row) => row.datestamp <= dayBefore));
  const value = newest.followers_count!;
  return { value, growth: before ? value - before.followers_count! : 0 };
}

/** The newest day that still counts as fresh. */
const freshFrom = (window: Window, today: Day): Day =>
  window.kind === 'frame' ? addDays(today, -1) : window.end;

/** A competitor's followers: the last row against the one before; a stale row shows no change. */
export function rivalFollowers(rows: UserData[], window: Window, today: Day): Compared {
  const known = rows.filter((row) => row.followers_count !== null);
  const newest = last(known);
  if (!newest) return { value: null, growth: null };
  const before = last(known, 2);
  const stale = newest.datestamp < freshFrom(window, today);
  const value = newest.followers_count!;
  return { value, growth: before && !stale ? value - before.followers_count! : 0 };
}

export interface Performance {
  rate: Compared;
  followers: Compared;
  likes: Compared;
  comments: Compared;
}

export const performance = (
  average: EngagementAverage | undefined,
  followers: Compared,
): Performance => ({
  rate: {
    value: percentNumber(average?.engagement_average_rate),
    growth: percentNumber(average?.engagement_average_rate_growth),
  },
  followers,
  likes: { value: average?.like_average ?? null, growth: average?.like_average_growth ?? null },
  comments: {
    value: average?.comments_average ?? null,
    growth: average?.comments_average_growth ?? null,
  },
});

const difference = (a: Value, b: Value): Value => (a === null || b === null ? null : a - b);

export interface BestPost {
  media: WinningMedia;
  likes: Compared;
  comments: Compared;
  rate: Compared;
}

/** A winner and its predecessor, as figures with their change. */
export function bestPost(
  best: WinningMedia | null | undefined,
  before: WinningMedia | null | undefined,
  rate: (media: WinningMedia) => Value,
): BestPost | null {
  if (!best) return null;
  const pair = (value: (media: WinningMedia) => Value): Compared => ({
    value: value(best),
    growth: before ? difference(value(best), value(before)) : null,
  });
  return {
    media: best,
    likes: pair((media) => media.like_count),
    comments: pair((media) => media.comments_count),
    rate: pair(rate),
  };
}

/** Change since the first known day, in percent: accounts of any size on one scale. */
export function relative(values: Value[]): Value[] {
  const first = values.find((value) => value !== null);
  if (!first) return values.map(() => null);
  return values.map((value) => (value === null ? null : (value / first - 1) * 100));
}

/** Likes and comments per post, by the day it was posted. */
export function perPost(days: Day[], media: Media[]): Value[] {
  const byDay = new Map<Day, number[]>();
  for (const item of media) {
    if (item.like_count === null || item.comments_count === null) continue;
    const day = dayOf(item.timestamp);
    byDay.set(day, [...(byDay.get(day) ?? []), item.like_count + item.comments_count]);
  }
  return days.map((day) => {
    const sums = byDay.get(day);
    return sums ? sums.reduce((all, sum) => all + sum, 0) / sums.length : null;
  });
}
