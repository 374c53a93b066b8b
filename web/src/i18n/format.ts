// Numbers and dates in the reader's language. Timestamps are shown in Jakarta time; days, which
// are plain `YYYY-MM-DD`, are formatted in UTC so that no zone can shift them. Unknown is "–".
import type { Day } from '../lib/dates';
import { utcOf, ZONE } from '../lib/dates';

export const UNKNOWN = '–';

type Maybe = number | null | undefined;

const numberFormats = new Map<string, Intl.NumberFormat>();
const dateFormats = new Map<string, Intl.DateTimeFormat>();

function numberFormat(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = locale + JSON.stringify(options);
  let format = numberFormats.get(key);
  if (!format) numberFormats.set(key, (format = new Intl.NumberFormat(locale, options)));
  return format;
}

function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options);
  let format = dateFormats.get(key);
  if (!format) dateFormats.set(key, (format = new Intl.DateTimeFormat(locale, options)));
  return format;
}

const SHORT: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short' };
const MEDIUM: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', year: 'numeric' };
const LONG: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long', year: 'numeric' };
const FULL: Intl.DateTimeFormatOptions = { weekday: 'long', ...LONG };
const FULL_SHORT: Intl.DateTimeFormatOptions = { weekday: 'short', ...SHORT };
const CLOCK: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hour12: false };
const MONTH: Intl.DateTimeFormatOptions = { month: 'long', year: 'numeric' };

export function formatter(locale: string) {
  const number = (value: Maybe, options: Intl.NumberFormatOptions = {}) =>
    value === null || value === undefined || !Number.isFinite(value)
      ? UNKNOWN
      : numberFormat(locale, options).format(value);
  const fixed = (value: Maybe, digits: number, signed = false) =>
    number(value, {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
      signDisplay: signed ? 'exceptZero' : 'auto',
    });
  const percent = (value: Maybe, digits: number, signed = false) => {
    const text = fixed(value, digits, signed);
    return text === UNKNOWN ? text : `${text}%`;
  };
  const day = (options: Intl.DateTimeFormatOptions) => (value: Day) =>
    dateFormat(locale, { timeZone: 'UTC', ...options }).format(utcOf(value));
  const moment = (options: Intl.DateTimeFormatOptions, value: string) =>
    dateFormat(locale, { timeZone: ZONE, ...options }).format(Date.parse(value));

  return {
    /** 187.896 */
    whole: (value: Maybe) => number(value, { maximumFractionDigits: 0 }),
    /** 187,9 rb */
    compact: (value: Maybe) => number(value, { notation: 'compact', maximumFractionDigits: 1 }),
    /** +1.204 */
    signed: (value: Maybe) =>
      number(value, { maximumFractionDigits: 0, signDisplay: 'exceptZero' }),
    /** Axis values of a level: short, yet different from one mark to the next. */
    axis: (value: Maybe) => number(value, { notation: 'compact', maximumSignificantDigits: 5 }),
    /** 0,25% */
    percentAxis: (value: Maybe) => `${number(value, { maximumFractionDigits: 2 })}%`,
    /** 240 KB, 1,3 MB */
    bytes: (value: Maybe) => {
      if (value === null || value === undefined) return UNKNOWN;
      if (value < 999_500)
        return `${number(Math.max(1, value / 1000), { maximumFractionDigits: 0 })} KB`;
      return `${number(value / 1_000_000, { maximumFractionDigits: 1 })} MB`;
    },
    fixed,
    percent,
    dayShort: day(SHORT),
    dayMedium: day(MEDIUM),
    dayLong: day(LONG),
    /** 23 Oktober */
    dayMonth: day({ day: 'numeric', month: 'long' }),
    dayFull: day(FULL),
    dayWithWeekday: day(FULL_SHORT),
    month: day(MONTH),
    /** 21 Nov 2026 */
    date: (value: string) => moment(MEDIUM, value),
    /** 21 Nov 2026, 19.05 */
    moment: (value: string) => `${moment(MEDIUM, value)}, ${moment(CLOCK, value)}`,
    /** 21/11/2026 */
    dateNumeric: (value: string) =>
      moment({ day: 'numeric', month: 'numeric', year: 'numeric' }, value),
    /** 19.05; in either language the separator of the locale */
    time: (value: string) => moment(CLOCK, value),
    /** 18 Okt 2026 – 24 Okt 2026, or a single day */
    range: (start: Day, end: Day) =>
      start === end ? day(MEDIUM)(start) : `${day(MEDIUM)(start)} – ${day(MEDIUM)(end)}`,
  };
}

export type Format = ReturnType<typeof formatter>;
