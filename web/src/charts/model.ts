// What a chart over days is made of, before any pixel is decided.
import type { Sentiment } from '../api/types';
import type { Value } from '../lib/cards';
import type { Day } from '../lib/dates';

export interface Series {
  label: string;
  values: Value[];
  /** The same days of the window before, position by position. */
  previous?: Value[] | undefined;
}

/** One strip with its own scale. Several lanes share the days and the cursor. */
export interface Lane extends Series {
  key: string;
  tone: 1 | 2 | 3 | 4 | Sentiment;
  /** Counts of things that happen or not are bars; everything else is a line. */
  form: 'line' | 'area' | 'bars';
  /** Flows start at zero; levels show their change. */
  zero: boolean;
  whole: boolean;
  /** A value in full, for the tooltip and the table. */
  format: (value: Value) => string;
  /** A value on the axis. */
  axis: (value: number) => string;
}

export interface TimeModel {
  days: Day[];
  previousDays: Day[];
  lanes: Lane[];
}

export const hasValues = (values: Value[]): boolean => values.some((value) => value !== null);

export const isEmpty = (model: TimeModel): boolean =>
  !model.lanes.some((lane) => hasValues(lane.values));

/** The change against the day of the window before, in percent. */
export function change(now: Value, then: Value): Value {
  return now === null || then === null || then === 0 ? null : ((now - then) / then) * 100;
}
