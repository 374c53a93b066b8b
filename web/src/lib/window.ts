// The date window of the dashboard: either a frame (the N days that end today) or a chosen range.
// Its parameters, its days, the window before it, and its place in the page's address.
import type { Query } from '../api/client';
import {
  addDays,
  dayAt,
  daysBetween,
  endOfDay,
  isDay,
  spanDays,
  startOfDay,
  type Day,
} from './dates';

export const FRAMES = [7, 28, 60, 90] as const;
export type Frame = (typeof FRAMES)[number];

export type Window = { kind: 'frame'; days: Frame } | { kind: 'range'; start: Day; end: Day };

export const DEFAULT_WINDOW: Window = { kind: 'frame', days: 7 };

/** Nothing older than this can be asked for. */
const OLDEST_DAYS = 90;

export interface Bounds {
  start: Day;
  end: Day;
  /** Length in days, both ends counted. */
  length: number;
}

export function bounds(window: Window, today: Day): Bounds {
  const end = window.kind === 'frame' ? today : window.end;
  const start = window.kind === 'frame' ? addDays(today, 1 - window.days) : window.start;
  return { start, end, length: spanDays(start, end) };
}

/** The same number of days, right before. */
export function before(window: Window, today: Day): Bounds {
  const { start, length } = bounds(window, today);
  return { start: addDays(start, -length), end: addDays(start, -1), length };
}

export const daysOf = ({ start, end }: Bounds): Day[] => daysBetween(start, end);

/** A range in the API's terms: first and last second of the Jakarta days, in UTC. */
export const rangeQuery = ({ start, end }: { start: Day; end: Day }): Query => ({
  start: new Date(startOfDay(start)).toISOString(),
  end: new Date(endOfDay(end)).toISOString(),
});

export const windowQuery = (window: Window): Query =>
  window.kind === 'frame' ? { date_frame: window.days } : rangeQuery(window);

/** The same as an export asks for it. */
export const exportWindow = (
  window: Window,
): { date_frame: string } | { start: string; end: string } =>
  window.kind === 'frame'
    ? { date_frame: String(window.days) }
    : {
        start: new Date(startOfDay(window.start)).toISOString(),
        end: new Date(endOfDay(window.end)).toISOString(),
      };

/** What the calendar lets one choose: up to today, back to the first post or 89 days. */
export function limits(
  today: Day,
  earliestMedia: string | null | undefined,
): { min: Day; max: Day } {
  const oldest = addDays(today, 1 - OLDEST_DAYS);
  const first = earliestMedia ? dayAt(Date.parse(earliestMedia)) : oldest;
  return { min: first > oldest && first <= today ? first : oldest, max: today };
}

/** The window as parameters of the page's address; the default leaves none. */
export function toParams(window: Window): Record<string, string> {
  if (window.kind === 'range') return { start: window.start, end: window.end };
  return window.days === 7 ? {} : { frame: String(window.days) };
}

/** Reads the address; anything odd falls back to the default rather than to an error. */
export function fromParams(params: URLSearchParams): Window {
  const start = params.get('start') ?? '';
  const end = params.get('end') ?? '';
  if (isDay(start) && isDay(end) && start <= end) return { kind: 'range', start, end };
  const frame = FRAMES.find((days) => String(days) === params.get('frame'));
  return frame ? { kind: 'frame', days: frame } : DEFAULT_WINDOW;
}
