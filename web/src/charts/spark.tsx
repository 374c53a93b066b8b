// A line the size of a word. Decoration: the figure beside it says the same in numbers.
import { useId, useMemo } from 'preact/hooks';
import type { Value } from '../lib/cards';
import { Fade } from './fade';
import { areaPath, linear, linePath, lonely, type Point } from './viz';

const WIDTH = 84;
const HEIGHT = 30;

/** Bars as upright strokes from the ground. */
const stems = (points: (Point | null)[]): string =>
  points.map((p) => (p && p[1] < HEIGHT - 4 ? `M${p[0]} ${HEIGHT - 3}V${p[1]}` : '')).join('');

const stemWidth = (count: number): number => Math.max(0.7, Math.min(5, (WIDTH / count) * 0.55));

export function Spark({ values, bars = false }: { values: Value[]; bars?: boolean }) {
  const fade = `fade-${useId()}`;
  const paths = useMemo(() => {
    const known = values.filter((value) => value !== null);
    if (bars) known.push(0);
    const x = linear(0, values.length - 1, 2, WIDTH - 2);
    const y = linear(Math.min(...known), Math.max(...known), HEIGHT - 4, 4);
    const points = values.map((v, i): Point | null => (v === null ? null : [x(i), y(v)]));
    if (bars) return { line: stems(points), area: '', dots: [] };
    return {
      line: linePath(points),
      area: areaPath(points, HEIGHT),
      dots: lonely(points),
    };
  }, [values, bars]);
  return (
    <svg class="spark tone-1" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      <Fade id={fade} />
      <path d={paths.area} fill={`url(#${fade})`} />
      {bars ? (
        <path class="stems" d={paths.line} stroke-width={stemWidth(values.length)} />
      ) : (
        <path class="line" d={paths.line} />
      )}
      {paths.dots.map(([x, y]) => (
        <circle key={x} class="dot" cx={x} cy={y} r={1.5} />
      ))}
    </svg>
  );
}
