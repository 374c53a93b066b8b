// Calendar days of the product's zone. Asia/Jakarta has no daylight saving, so a day is a plain
// shift of seven hours; days are `YYYY-MM-DD` strings, which sort and compare as they are.

export const ZONE = 'Asia/Jakarta';
const OFFSET_MS = 7 * 3_600_000;
export const DAY_MS = 86_400_000;

export type Day = string;

export const utcOf = (day: Day): number => Date.parse(`${day}T00:00:00Z`);

export const dayOfUtc = (utcMs: number): Day => new Date(utcMs).toISOString().slice(0, 10);

/** The day in Jakarta at this instant. */
export const dayAt = (instantMs: number): Day => dayOfUtc(instantMs + OFFSET_MS);

/** The Jakarta day of an ISO timestamp of the API (any offset). */
export const dayOf = (timestamp: string): Day => dayAt(Date.parse(timestamp));

export const addDays = (day: Day, count: number): Day => dayOfUtc(utcOf(day) + count * DAY_MS);

/** How many days from `start` to `end`, both counted. */
export const spanDays = (start: Day, end: Day): number =>
  Math.round((utcOf(end) - utcOf(start)) / DAY_MS) + 1;

export function daysBetween(start: Day, end: Day): Day[] {
  const count = Math.max(0, spanDays(start, end));
  return Array.from({ length: count }, (_, i) => addDays(start, i));
}

/** The first instant of a Jakarta day. */
export const startOfDay = (day: Day): number => utcOf(day) - OFFSET_MS;

/** The last second of a Jakarta day. */
export const endOfDay = (day: Day): number => startOfDay(day) + DAY_MS - 1000;

/** A real calendar day, written in full; `2026-02-30` is not. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const ms = utcOf(text);
  return !Number.isNaN(ms) && dayOfUtc(ms) === text;
}
