// The numbers the client works out itself (contract C.5, C.7, C.9). Pure; null in, null out.
import type { DailyInsight, EngagementDay, Media, UserData } from '../api/types';
import { addDays, dayOf, type Day } from './dates';

export type Value = number | null;

/** `"2.15%"` → 2.15; numbers pass; anything else is unknown. */
export function percentNumber(value: string | number | null | undefined): Value {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string') return null;
  const number = Number.parseFloat(value);
  return Number.isFinite(number) ? number : null;
}

const plus = (a: Value, b: Value): Value => (a === null || b === null ? null : a + b);
const minus = (a: Value, b: Value): Value => (a === null || b === null ? null : a - b);

export interface Growth {
  sum: Value;
  /** Against the value before the window's first row, in percent. */
  percent: Value;
  /** The first day that counts. */
  since: Day | null;
}

/** Sum of a growth column; rows without growth (the very first day) add nothing. */
function growthOver(rows: { count: Value; growth: Value; day: Day }[]): Growth {
  const first = rows[0];
  if (!first) return { sum: null, percent: null, since: null };
  const known = rows.filter((row) => row.growth !== null);
  if (!known.length) return { sum: null, percent: null, since: first.day };
  const sum = known.reduce((total, row) => total + row.growth!, 0);
  const base = first.count === null ? null : first.count - (first.growth ?? 0);
  return { sum, percent: base ? (sum / base) * 100 : null, since: first.day };
}

export const newFollowers = (rows: UserData[]): Growth =>
  growthOver(
    rows.map((row) => ({
      count: row.followers_count,
      growth: row.followers_count_growth,
      day: row.datestamp,
    })),
  );

export const newPosts = (rows: UserData[]): Growth =>
  growthOver(
    rows.map((row) => ({
      count: row.media_count,
      growth: row.media_count_growth,
      day: row.datestamp,
    })),
  );

export const lastOf = <T>(rows: T[] | undefined): T | undefined => rows?.[rows.length - 1];

/** Followers at the end of the window: the newest row that knows them. */
export const followersAtEnd = (rows: UserData[]): Value =>
  lastOf(rows.filter((row) => row.followers_count !== null))?.followers_count ?? null;

/** (likes + comments) / followers × 100; nobody to engage means a rate of zero. */
export function rate(likes: Value, comments: Value, followers: Value): Value {
  const engagement = plus(likes, comments);
  if (engagement === null || followers === null) return null;
  return followers === 0 ? 0 : (engagement / followers) * 100;
}

export const postRate = (media: Media, followers: Value): Value =>
  rate(media.like_count, media.comments_count, followers);

export const dayRate = (row: EngagementDay | undefined, followers: Value): Value =>
  row ? rate(row.like_count_growth, row.comments_count_growth, followers) : null;

/** One value per day of the axis; days without a row are null. Later rows of a day win. */
export function alongDays<T>(
  days: Day[],
  rows: T[],
  day: (row: T) => Day,
  value: (row: T) => Value,
): Value[] {
  const byDay = new Map(rows.map((row) => [day(row), value(row)]));
  return days.map((key) => byDay.get(key) ?? null);
}

/** The Jakarta day an insight belongs to is that of its `end_time`. */
export const insightDay = (row: DailyInsight): Day => dayOf(row.end_time);

export interface Compared {
  value: Value;
  /** Difference with the comparison day. */
  growth: Value;
}

export interface AccountNumbers {
  followers: Compared;
  rate: Compared;
  reach: Compared;
  impressions: Compared;
  comparedTo: Day | null;
}

const COMPARE_DAYS = 2;

/** The newest row's value, against the row of the comparison day. */
function compare<T>(
  rows: T[],
  day: (row: T) => Day,
  value: (row: T) => Value,
  base: Day | null,
): Compared {
  const newest = lastOf(rows);
  if (!newest) return { value: null, growth: null };
  const then = rows.find((row) => day(row) === base);
  return { value: value(newest), growth: minus(value(newest), then ? value(then) : null) };
}

/** The four figures of a card on "Pilih Akun". */
export function accountNumbers(
  updated: string | null,
  userData: UserData[],
  engagement: EngagementDay[],
  reach: DailyInsight[],
  impressions: DailyInsight[],
): AccountNumbers {
  const comparedTo = updated ? addDays(dayOf(updated), -COMPARE_DAYS) : null;
  const followersOn = new Map(userData.map((row) => [row.datestamp, row.followers_count]));
  const rateOf = (row: EngagementDay) =>
    dayRate(row, followersOn.get(row.updated_datestamp) ?? null);
  const value = (row: DailyInsight) => row.value;
  return {
    followers: compare(
      userData,
      (r) => r.datestamp,
      (r) => r.followers_count,
      comparedTo,
    ),
    rate: compare(engagement, (r) => r.updated_datestamp, rateOf, comparedTo),
    reach: compare(reach, insightDay, value, comparedTo),
    impressions: compare(impressions, insightDay, value, comparedTo),
    comparedTo,
  };
}
