// Times on the wall of a zone, as people plan them: `2026-11-24T19:00` in Asia/Makassar. Meant as
// the server means them: a time that a change of the clock skips is as much later, one that
// happens twice is the first.
import { DAY_MS } from '../lib/dates';

export type Wall = string;

const formats = new Map<string, Intl.DateTimeFormat>();

function partsFormat(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
    formats.set(zone, format);
  }
  return format;
}

/** What the wall shows at an instant. */
export function wallAt(instantMs: number, zone: string): Wall {
  const part: Record<string, string> = {};
  for (const { type, value } of partsFormat(zone).formatToParts(instantMs)) part[type] = value;
  return `${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}`;
}

const WALL = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/;

const asUtc = (wall: Wall): number => (WALL.test(wall) ? Date.parse(`${wall}:00Z`) : NaN);

const offsetAt = (instantMs: number, zone: string): number => {
  const minute = Math.floor(instantMs / 60_000) * 60_000;
  return asUtc(wallAt(minute, zone)) - minute;
};

/** The instant of a time on the wall; NaN for what is none. */
export function instantOf(wall: Wall, zone: string): number {
  const guess = asUtc(wall);
  if (Number.isNaN(guess)) return NaN;
  const before = offsetAt(guess - DAY_MS, zone);
  const after = offsetAt(guess + DAY_MS, zone);
  const first = guess - before;
  if (offsetAt(first, zone) === before) return first;
  const second = guess - after;
  return offsetAt(second, zone) === after ? second : first;
}

export const dayOfWall = (wall: Wall): string => wall.slice(0, 10);
export const clockOfWall = (wall: Wall): string => wall.slice(11, 16);
export const wallOf = (day: string, clock: string): Wall => `${day}T${clock}`;

const QUARTER_MS = 15 * 60_000;

/** A quarter of an hour that is at least `aheadMs` away. */
export const nextQuarter = (nowMs: number, aheadMs: number): number =>
  Math.ceil((nowMs + aheadMs) / QUARTER_MS) * QUARTER_MS;

/** The next instant of an hour of the week (Sunday is 0) on the wall of a zone. */
export function nextOfWeek(nowMs: number, zone: string, weekday: number, clock: string): number {
  for (let i = 0; i < 8; i++) {
    const day = dayOfWall(wallAt(nowMs + i * DAY_MS, zone));
    if (new Date(asUtc(`${day}T00:00`)).getUTCDay() !== weekday) continue;
    const instant = instantOf(wallOf(day, clock), zone);
    if (instant > nowMs) return instant;
  }
  return NaN;
}

export const INDONESIAN_ZONES = ['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura'];

const SHORT: Record<string, string> = {
  'Asia/Jakarta': 'WIB',
  'Asia/Pontianak': 'WIB',
  'Asia/Makassar': 'WITA',
  'Asia/Jayapura': 'WIT',
};

/** WITA, or "London" of Europe/London. */
export const zoneName = (zone: string): string =>
  SHORT[zone] ?? (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');

/** Indonesia's, the reader's own, those already in use, then all others this browser knows. */
export function zonesToOffer(inUse: string): { near: string[]; far: string[] } {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const near = [...new Set([...INDONESIAN_ZONES, own, inUse])].filter(Boolean);
  const far = Intl.supportedValuesOf('timeZone').filter((zone) => !near.includes(zone));
  return { near, far };
}
