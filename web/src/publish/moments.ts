// Instants in words, on the clock of the zone they were planned in.
import { language } from '../app/prefs';
import { useStore } from '../app/store';
import { DAY_MS } from '../lib/dates';
import { now } from '../lib/clock';
import { dayOfWall, wallAt, zoneName } from './times';

const DAY: Intl.DateTimeFormatOptions = { weekday: 'short', day: 'numeric', month: 'short' };
const LONG: Intl.DateTimeFormatOptions = {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
};
const CLOCK: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hour12: false };
const SECONDS: Intl.DateTimeFormatOptions = { ...CLOCK, second: '2-digit' };

export function useMoments() {
  const { locale } = useStore(language);
  const say = (options: Intl.DateTimeFormatOptions, zone: string, at: number) =>
    new Intl.DateTimeFormat(locale, { timeZone: zone, ...options }).format(at);
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });

  return {
    /** 19.00 */
    clock: (at: number, zone: string) => say(CLOCK, zone, at),
    /** 19.00.05 */
    seconds: (at: number, zone: string) => say(SECONDS, zone, at),
    /** Sel, 24 Nov */
    day: (at: number, zone: string) => say(DAY, zone, at),
    /** Sel, 24 Nov, 19.00 WIB */
    short: (at: number, zone: string) =>
      `${say(DAY, zone, at)}, ${say(CLOCK, zone, at)} ${zoneName(zone)}`,
    /** Selasa, 24 November 2026, 19.00 WIB */
    full: (at: number, zone: string) =>
      `${say(LONG, zone, at)}, ${say(CLOCK, zone, at)} ${zoneName(zone)}`,
    /** 2 hari lagi */
    away: (at: number) => {
      const ms = at - now();
      const size = Math.abs(ms);
      if (size < 60_000) return relative.format(0, 'second');
      if (size < 45 * 60_000) return relative.format(Math.round(ms / 60_000), 'minute');
      if (size < 36 * 3_600_000) return relative.format(Math.round(ms / 3_600_000), 'hour');
      return relative.format(Math.round(ms / DAY_MS), 'day');
    },
    /** hari ini, besok, kemarin; null for other days. */
    near: (at: number, zone: string): string | null => {
      const days = Math.round(
        (Date.parse(dayOfWall(wallAt(at, zone))) - Date.parse(dayOfWall(wallAt(now(), zone)))) /
          DAY_MS,
      );
      return Math.abs(days) <= 1 ? relative.format(days, 'day') : null;
    },
  };
}

export type Moments = ReturnType<typeof useMoments>;
