// Who the followers are and when they are online (contract C.13, C.14). The lists hold several
// days; what is shown is the mean per group over the days that came back.
import type {
  AudienceCity,
  AudienceCountry,
  AudienceGenderAge,
  OnlineFollowers,
} from '../api/types';
import { addDays, dayOf } from './dates';
import { weekday } from './months';

export interface Share {
  key: string;
  name: string;
  detail: string;
  mean: number;
  /** Percent of all groups together. */
  share: number;
}

interface Group {
  name: string;
  detail: string;
  sum: number;
  count: number;
}

/** Means per group, largest first. Rows without a value say nothing about their group. */
function shares<T extends { value: number | null }>(
  rows: T[],
  key: (row: T) => string,
  names: (row: T) => { name: string; detail: string },
): Share[] {
  const groups = new Map<string, Group>();
  for (const row of rows) {
    if (row.value === null) continue;
    const group = groups.get(key(row)) ?? { ...names(row), sum: 0, count: 0 };
    group.sum += row.value;
    group.count += 1;
    groups.set(key(row), group);
  }
  const means = [...groups].map(([id, { name, detail, sum, count }]) => ({
    key: id,
    name,
    detail,
    mean: sum / count,
  }));
  const total = means.reduce((all, group) => all + group.mean, 0);
  return means
    .map((group) => ({ ...group, share: total ? (group.mean / total) * 100 : 0 }))
    .sort((a, b) => b.mean - a.mean || a.key.localeCompare(b.key));
}

export const cityShares = (rows: AudienceCity[]): Share[] =>
  shares(
    rows,
    (row) => `${row.city}|${row.province ?? ''}`,
    (row) => ({ name: row.city, detail: row.province ?? '' }),
  );

export const countryShares = (rows: AudienceCountry[]): Share[] =>
  shares(
    rows,
    (row) => row.country_code,
    (row) => ({ name: row.country_code, detail: '' }),
  );

export const AGES = ['13-17', '18-24', '25-34', '35-44', '45-54', '55-64', '65+'] as const;

export interface AgeRow {
  age: string;
  /** Percent of all followers whose gender is told. */
  women: number;
  men: number;
}

export interface People {
  ages: AgeRow[];
  women: number;
  men: number;
  /** The largest cell. */
  majority: { gender: 'F' | 'M'; age: string; share: number } | null;
}

/** Followers who do not tell their gender are left out, as the contract says. */
export function people(rows: AudienceGenderAge[]): People {
  const told = rows.filter((row) => row.gender !== 'U');
  const cells = new Map(
    shares(
      told,
      (row) => `${row.gender}.${row.age}`,
      () => ({ name: '', detail: '' }),
    ).map((cell) => [cell.key, cell.share]),
  );
  const of = (gender: string, age: string) => cells.get(`${gender}.${age}`) ?? 0;
  const ages = AGES.map((age) => ({ age, women: of('F', age), men: of('M', age) }));
  const sum = (pick: (row: AgeRow) => number) => ages.reduce((all, row) => all + pick(row), 0);
  const [first] = cells;
  return {
    ages,
    women: sum((row) => row.women),
    men: sum((row) => row.men),
    majority: first
      ? { gender: first[0][0] as 'F' | 'M', age: first[0].slice(2), share: first[1] }
      : null,
  };
}

const HOURS = 24;
/** From Meta's hours (seven behind UTC) to those of Jakarta (seven ahead). */
const META_TO_JAKARTA = 14;

export interface Slot {
  /** Monday is 0. */
  weekday: number;
  hour: number;
  value: number;
}

export interface OnlineGrid {
  /** Seven rows, Monday first, of 24 means; null where nothing is known. */
  cells: (number | null)[][];
  max: number;
  best: Slot | null;
}

/** The row of a day belongs to the day before its `end_time`; late hours roll into the next. */
export function onlineGrid(rows: OnlineFollowers[]): OnlineGrid {
  const sums = Array.from({ length: 7 * HOURS }, () => ({ sum: 0, count: 0 }));
  for (const row of rows) {
    if (row.value === null) continue;
    const shifted = row.hour + META_TO_JAKARTA;
    const day = addDays(dayOf(row.end_time), -1 + Math.floor(shifted / HOURS));
    const cell = sums[weekday(day) * HOURS + (shifted % HOURS)]!;
    cell.sum += row.value;
    cell.count += 1;
  }
  const flat = sums.map(({ sum, count }) => (count ? Math.round(sum / count) : null));
  const max = Math.max(0, ...flat.filter((value) => value !== null));
  const at = max > 0 ? flat.indexOf(max) : -1;
  return {
    cells: Array.from({ length: 7 }, (_, day) => flat.slice(day * HOURS, (day + 1) * HOURS)),
    max,
    best: at < 0 ? null : { weekday: Math.floor(at / HOURS), hour: at % HOURS, value: max },
  };
}

const THRESHOLDS = [0, 0.2, 0.35, 0.5, 0.65, 0.8];

/** 0 (quiet) to 6 (busiest): how many thresholds of the maximum a value has passed. */
export function level(value: number | null, max: number): number {
  if (value === null || max === 0) return 0;
  return THRESHOLDS.filter((share) => value > Math.round(share * max)).length;
}

const RECOMMENDED = 0.8;
const PER_DAY = 10;

/** Per weekday the hours above 80 % of the maximum, at most ten, in the order of the clock. */
export function recommendedHours({ cells, max }: OnlineGrid): number[][] {
  return cells.map((row) =>
    row
      .map((value, hour) => ({ hour, value: value ?? 0 }))
      .filter(({ value }) => max > 0 && value > RECOMMENDED * max)
      .sort((a, b) => b.value - a.value)
      .slice(0, PER_DAY)
      .map(({ hour }) => hour)
      .sort((a, b) => a - b),
  );
}
