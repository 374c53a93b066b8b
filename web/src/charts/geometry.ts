// From a model and a width to lines on the screen.
import type { Value } from '../lib/cards';
import type { Lane, TimeModel } from './model';
import { areaPath, labelStep, linear, linePath, lonely, ticks, type Point } from './viz';

/** Below this width a chart is a phone's. */
export const NARROW = 560;
/** Room for the days below a plot. */
export const AXIS_HEIGHT = 26;
const LANE_TITLE = 30;
const LANE_GAP = 12;
const LABEL_WIDTH = 6.2;
const BAR_SHARE = 0.56;
const BAR_MAX = 22;
const LABEL_GAP = 76;
const RIGHT = 8;
const TOP = 10;

export interface LaneShape {
  lane: Lane;
  top: number;
  bottom: number;
  ticks: { value: number; y: number }[];
  points: (Point | null)[];
  previous: (Point | null)[];
  line: string;
  area: string;
  previousLine: string;
  dots: Point[];
  bars: Bar[];
}

export interface Bar {
  x: number;
  y: number;
  width: number;
  height: number;
  /** Height of the same day in the window before; null where unknown or zero. */
  previous: number | null;
}

export interface Shape {
  width: number;
  height: number;
  left: number;
  right: number;
  bottom: number;
  narrow: boolean;
  x: (index: number) => number;
  /** Indexes of the days that get a label. */
  labels: number[];
  lanes: LaneShape[];
}

/** Bars stand on zero; an unknown day has none, and a day with nothing has none either. */
function barsOf(
  points: (Point | null)[],
  previous: (Point | null)[],
  zero: number,
  width: number,
): Bar[] {
  return points.flatMap((point, i) => {
    const then = previous[i] ?? null;
    if (!point && !then) return [];
    const x = (point ?? then)![0] - width / 2;
    const y = point ? Math.min(point[1], zero) : zero;
    const height = point ? Math.abs(zero - point[1]) : 0;
    return [{ x, y, width, height, previous: then && then[1] !== zero ? then[1] : null }];
  });
}

const known = (values: Value[]): number[] => values.filter((value) => value !== null);

function marksOf(lane: Lane, steps: number): number[] {
  const all = [...known(lane.values), ...known(lane.previous ?? [])];
  if (!all.length) return [0, 1];
  const { whole, zero } = lane;
  return ticks(Math.min(...all), Math.max(...all), { count: steps, whole, zero });
}

/** Room for the longest of these axis labels. */
export const axisWidth = (labels: string[]): number =>
  Math.max(26, Math.max(...labels.map((label) => label.length)) * LABEL_WIDTH + 12);

/** Indexes of the days that get a label: as many as there is room for, the last one always. */
export function labelledDays(count: number, width: number): number[] {
  const step = labelStep(count, width, LABEL_GAP);
  return Array.from({ length: count }, (_, i) => i).filter((i) => (count - 1 - i) % step === 0);
}

interface Place {
  top: number;
  bottom: number;
  x: Shape['x'];
  barWidth: number;
}

function shapeLane(lane: Lane, marks: number[], { top, bottom, x, barWidth }: Place): LaneShape {
  const y = linear(marks[0]!, marks[marks.length - 1]!, bottom, top);
  const toPoints = (values: Value[]) =>
    values.map((value, i): Point | null => (value === null ? null : [x(i), y(value)]));
  const points = toPoints(lane.values);
  const previous = toPoints(lane.previous ?? []);
  const base = lane.zero ? y(0) : bottom;
  const bars = lane.form === 'bars';
  return {
    lane,
    top,
    bottom,
    ticks: marks.map((value) => ({ value, y: y(value) })),
    points,
    previous,
    line: bars ? '' : linePath(points),
    area: lane.form === 'area' ? areaPath(points, base) : '',
    previousLine: bars ? '' : linePath(previous),
    dots: bars ? [] : lonely(points),
    bars: bars ? barsOf(points, previous, base, barWidth) : [],
  };
}

/** Lays the lanes out below each other. `laneHeight` is the height of one plot. */
export function layout(model: TimeModel, width: number, laneHeight: number): Shape {
  const narrow = width < NARROW;
  const steps = laneHeight < 130 ? 2 : 4;
  const marks = model.lanes.map((lane) => marksOf(lane, steps));
  const left = axisWidth(model.lanes.flatMap((lane, i) => marks[i]!.map((m) => lane.axis(m))));
  const right = width - RIGHT;
  const count = model.days.length;
  const barWidth = Math.min(BAR_MAX, ((right - left) / count) * BAR_SHARE);
  // Bars at the ends need half their width inside the plot.
  const inset = model.lanes.some((lane) => lane.form === 'bars') ? barWidth / 2 + 2 : 0;
  const x = linear(0, count - 1, left + inset, right - inset);
  const several = model.lanes.length > 1;
  const lanes: LaneShape[] = [];
  let cursor = 0;
  for (const [i, lane] of model.lanes.entries()) {
    const top = cursor + (several ? LANE_TITLE : TOP);
    const bottom = top + laneHeight;
    lanes.push(shapeLane(lane, marks[i]!, { top, bottom, x, barWidth }));
    cursor = bottom + (several ? LANE_GAP : 0);
  }
  const bottom = lanes[lanes.length - 1]!.bottom;
  const labels = labelledDays(count, right - left);
  return { width, height: bottom + AXIS_HEIGHT, left, right, bottom, narrow, x, labels, lanes };
}

/** The day nearest to a horizontal position. */
export function indexAt(
  shape: Pick<Shape, 'left' | 'right'>,
  count: number,
  position: number,
): number {
  const share = (position - shape.left) / (shape.right - shape.left);
  return Math.max(0, Math.min(count - 1, Math.round(share * (count - 1))));
}
