// Geometry of the charts: scales, ticks and paths. Pure functions, no DOM. A null is a gap, and a
// gap stays a gap: no line is drawn across it.

export type Point = [x: number, y: number];

const round = (value: number): number => Math.round(value * 10) / 10;

/** A linear scale from a domain to a range. An empty domain maps to the middle of the range. */
export function linear(d0: number, d1: number, r0: number, r1: number): (value: number) => number {
  if (d0 === d1) return () => (r0 + r1) / 2;
  return (value) => r0 + ((value - d0) / (d1 - d0)) * (r1 - r0);
}

/** 1, 2 or 5 times a power of ten, near `raw`. */
function niceStep(raw: number): number {
  const power = 10 ** Math.floor(Math.log10(raw));
  const part = raw / power;
  const factor = part >= 7.07 ? 10 : part >= 3.16 ? 5 : part >= 1.41 ? 2 : 1;
  return factor * power;
}

interface TickOptions {
  /** About how many steps. */
  count: number;
  /** Steps below one make no sense for counts. */
  whole?: boolean;
  /** The axis starts at zero (or goes through it). */
  zero?: boolean;
}

/** Round values that enclose `min`…`max`. */
export function ticks(min: number, max: number, options: TickOptions): number[] {
  let low = options.zero ? Math.min(0, min) : min;
  let high = options.zero ? Math.max(0, max) : max;
  if (low === high) {
    high += options.whole ? 1 : Math.abs(high) * 0.1 || 1;
    if (!options.zero) low -= options.whole ? 1 : Math.abs(low) * 0.1 || 1;
  }
  const step = Math.max(niceStep((high - low) / options.count), options.whole ? 1 : 0);
  const first = Math.floor(low / step);
  const last = Math.ceil(high / step);
  return Array.from({ length: last - first + 1 }, (_, i) =>
    Number(((first + i) * step).toPrecision(12)),
  );
}

/** The runs of known points between the gaps. */
export function segments(points: (Point | null)[]): Point[][] {
  const runs: Point[][] = [];
  let run: Point[] = [];
  for (const point of points) {
    if (point) run.push(point);
    else if (run.length) {
      runs.push(run);
      run = [];
    }
  }
  if (run.length) runs.push(run);
  return runs;
}

/** Tangents of a monotone cubic (Steffen's method): the curve never overshoots its points. */
function tangents(points: Point[]): number[] {
  const n = points.length;
  const width = (i: number) => points[i + 1]![0] - points[i]![0];
  const slope = (i: number) => (points[i + 1]![1] - points[i]![1]) / (width(i) || 1e-9);
  const result = new Array<number>(n).fill(0);
  for (let i = 1; i < n - 1; i++) {
    const [before, after] = [slope(i - 1), slope(i)];
    const mean = (before * width(i) + after * width(i - 1)) / (width(i - 1) + width(i));
    const limit = Math.min(Math.abs(before), Math.abs(after), 0.5 * Math.abs(mean));
    result[i] = (Math.sign(before) + Math.sign(after)) * limit || 0;
  }
  result[0] = (3 * slope(0) - result[1]!) / 2;
  result[n - 1] = (3 * slope(n - 2) - result[n - 2]!) / 2;
  return result;
}

const at = ([x, y]: Point): string => `${round(x)},${round(y)}`;

function curve(points: Point[]): string {
  const start = `M${at(points[0]!)}`;
  if (points.length === 1) return `${start}h.1`;
  if (points.length === 2) return `${start}L${at(points[1]!)}`;
  const slopes = tangents(points);
  let path = start;
  for (let i = 0; i < points.length - 1; i++) {
    const [from, to] = [points[i]!, points[i + 1]!];
    const third = (to[0] - from[0]) / 3;
    const out: Point = [from[0] + third, from[1] + third * slopes[i]!];
    const into: Point = [to[0] - third, to[1] - third * slopes[i + 1]!];
    path += `C${at(out)} ${at(into)} ${at(to)}`;
  }
  return path;
}

export const linePath = (points: (Point | null)[]): string => segments(points).map(curve).join('');

/** The area between the line and the height `base`, one closed shape per run. */
export function areaPath(points: (Point | null)[], base: number): string {
  return segments(points)
    .filter((run) => run.length > 1)
    .map((run) => {
      const [first, last] = [run[0]!, run[run.length - 1]!];
      return `${curve(run)}L${round(last[0])},${round(base)}L${round(first[0])},${round(base)}Z`;
    })
    .join('');
}

/** Points with a gap on both sides: a line cannot show them, a dot can. */
export const lonely = (points: (Point | null)[]): Point[] =>
  segments(points)
    .filter((run) => run.length === 1)
    .map((run) => run[0]!);

/** Which of `count` labels to draw, so that they keep `gap` apart; the last one always. */
export function labelStep(count: number, width: number, gap: number): number {
  return Math.max(1, Math.ceil(count / Math.max(1, Math.floor(width / gap))));
}
