import type { Bar } from './geometry';

/** A bar with a rounded head; a dashed cap marks the same day of the window before. */
export function Column({ bar }: { bar: Bar }) {
  const { x, y, width, height, previous } = bar;
  return (
    <>
      {height > 0 && (
        <rect class="bar" x={x} y={y} width={width} height={height} rx={Math.min(4, width / 3)} />
      )}
      {previous !== null && (
        <line class="line previous" x1={x - 2} x2={x + width + 2} y1={previous} y2={previous} />
      )}
    </>
  );
}
