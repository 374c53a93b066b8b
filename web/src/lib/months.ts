// Month arithmetic for the calendar: a month is its first day, as UTC milliseconds.
import { DAY_MS, dayOfUtc, utcOf, type Day } from './dates';

export type Month = number;

export function monthOf(day: Day, offset = 0): Month {
  const date = new Date(utcOf(day));
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + offset, 1);
}

export const addMonths = (month: Month, count: number): Month => monthOf(dayOfUtc(month), count);

/** The same day of another month; its last day where it is shorter. */
export function sameDayOf(day: Day, count: number): Day {
  const month = addMonths(monthOf(day), count);
  const last = dayOfUtc(addMonths(month, 1) - DAY_MS);
  const wanted = `${last.slice(0, 8)}${day.slice(8)}`;
  return wanted > last ? last : wanted;
}

/** Monday is 0. */
export const weekday = (day: Day): number => (new Date(utcOf(day)).getUTCDay() + 6) % 7;

/** The weeks of a month, Monday first; null fills the days of other months. */
export function weeksOf(month: Month): (Day | null)[][] {
  const first = dayOfUtc(month);
  const lead = weekday(first);
  const length = Math.round((addMonths(month, 1) - month) / DAY_MS);
  const cells = Array.from({ length: Math.ceil((lead + length) / 7) * 7 }, (_, i) => {
    const day = i - lead;
    return day < 0 || day >= length ? null : dayOfUtc(month + day * DAY_MS);
  });
  return Array.from({ length: cells.length / 7 }, (_, i) => cells.slice(i * 7, i * 7 + 7));
}

/** Whole weeks, Monday first, with the days of the months beside it. */
export function wholeWeeksOf(month: Month): Day[][] {
  const first = month - weekday(dayOfUtc(month)) * DAY_MS;
  return weeksOf(month).map((_, row) =>
    Array.from({ length: 7 }, (__, i) => dayOfUtc(first + (row * 7 + i) * DAY_MS)),
  );
}
