// What every chart over days has: its size, its axes, and one cursor. Pointer, touch and keyboard
// move the cursor; screen readers hear the day and its values as those of a slider.
import type { ComponentChildren } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { useT } from '../app/i18n';
import type { Day } from '../lib/dates';
import { useWidth } from '../ui/width';
import { indexAt, NARROW } from './geometry';
import type { Lane, TimeModel } from './model';

/** Height of one plot: on a wide card, and on a phone. */
export type Heights = [wide: number, narrow: number];

/** What the frame has to know of a shape. */
interface Frame {
  width: number;
  height: number;
  left: number;
  right: number;
  x: (index: number) => number;
  /** Indexes of the days that get a label. */
  labels: number[];
}

/** Half the width of a date below the axis. */
const LABEL_HALF = 19;
const TIP_GAP = 14;

function useSpoken(model: TimeModel) {
  const { f } = useT();
  return (index: number) => {
    const values = model.lanes.map(
      (lane) => `${lane.label} ${lane.format(lane.values[index] ?? null)}`,
    );
    return `${f.dayFull(model.days[index]!)}: ${values.join(', ')}`;
  };
}

/** Where a key moves the cursor; it enters from the side it is moved to. */
function moved(key: string, at: number | null, last: number): number | undefined {
  const moves: Record<string, number> = {
    ArrowLeft: (at ?? last + 1) - 1,
    ArrowRight: at === null ? last : at + 1,
    Home: 0,
    End: last,
  };
  const next = moves[key];
  return next === undefined ? undefined : Math.max(0, Math.min(last, next));
}

interface PlotProps<S extends Frame> {
  model: TimeModel;
  label: string;
  heights: Heights;
  shapeOf: (width: number, height: number) => S;
  draw: (shape: S, at: number | null) => ComponentChildren;
  /** What stands below the day in the panel beside the cursor: rows of a `dl`. */
  tip: (index: number) => ComponentChildren;
}

export function Plot<S extends Frame>(props: PlotProps<S>) {
  const { model, label, heights } = props;
  const [box, width] = useWidth<HTMLDivElement>();
  const [cursor, setCursor] = useState<number | null>(null);
  const spoken = useSpoken(model);
  const { f } = useT();
  const count = model.days.length;
  const last = count - 1;
  const shape = useMemo(
    () => (width ? props.shapeOf(width, width < NARROW ? heights[1] : heights[0]) : null),
    [model, width],
  );
  const at = cursor === null ? null : Math.min(cursor, last);

  const onPointer = (event: PointerEvent) => {
    const left = box.current!.getBoundingClientRect().left;
    if (shape) setCursor(indexAt(shape, count, event.clientX - left));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') return setCursor(null);
    const next = moved(event.key, at, last);
    if (next === undefined) return;
    event.preventDefault();
    setCursor(next);
  };

  return (
    <div class="plot" ref={box}>
      <div
        class="plot-area"
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={last}
        aria-valuenow={at ?? last}
        aria-valuetext={spoken(at ?? last)}
        onPointerMove={onPointer}
        onPointerDown={onPointer}
        onPointerLeave={() => setCursor(null)}
        onKeyDown={onKeyDown}
        onBlur={() => setCursor(null)}
      >
        {shape && (
          <svg
            viewBox={`0 0 ${shape.width} ${shape.height}`}
            width={shape.width}
            height={shape.height}
            aria-hidden="true"
          >
            {props.draw(shape, at)}
          </svg>
        )}
      </div>
      {shape && at !== null && (
        <div class="tip" style={tipStyle(shape, at)} aria-hidden="true">
          <strong>{f.dayFull(model.days[at]!)}</strong>
          <dl>{props.tip(at)}</dl>
        </div>
      )}
    </div>
  );
}

/** Beside the cursor; on a phone in the corner away from the finger. */
function tipStyle(shape: Frame, index: number): Record<string, string> {
  const x = shape.x(index);
  const leftHalf = x < shape.width / 2;
  if (shape.width < NARROW) return leftHalf ? { right: '0px' } : { left: '0px' };
  return leftHalf ? { left: `${x + TIP_GAP}px` } : { right: `${shape.width - x + TIP_GAP}px` };
}

interface TipRowProps {
  lane: Lane;
  index: number;
  children?: ComponentChildren;
}

/** The value of one lane under the cursor, and what belongs to it. */
export function TipRow({ lane, index, children }: TipRowProps) {
  return (
    <div class={`tip-rows tone-${lane.tone}`}>
      <dt>
        <i class="swatch" />
        {lane.label}
      </dt>
      <dd>{lane.format(lane.values[index] ?? null)}</dd>
      {children}
    </div>
  );
}

interface ValueAxisProps {
  shape: Pick<Frame, 'left' | 'right'>;
  ticks: { value: number; y: number }[];
  text: (value: number) => string;
}

/** Lines across the plot with their values; the lowest is the ground. */
export function ValueAxis({ shape, ticks, text }: ValueAxisProps) {
  return (
    <>
      {ticks.map(({ value, y }, i) => (
        <g key={value}>
          <line
            class={i ? 'grid' : 'grid base'}
            x1={shape.left}
            x2={shape.right}
            y1={Math.round(y)}
            y2={Math.round(y)}
          />
          <text x={shape.left - 10} y={y + 4} text-anchor="end">
            {text(value)}
          </text>
        </g>
      ))}
    </>
  );
}

export function DayAxis({ shape, days }: { shape: Frame; days: Day[] }) {
  const { f } = useT();
  return (
    <>
      {shape.labels.map((i) => (
        <text
          key={i}
          x={shape.x(i)}
          y={shape.height - 6}
          text-anchor={shape.x(i) + LABEL_HALF > shape.width ? 'end' : 'middle'}
        >
          {f.dayShort(days[i]!)}
        </text>
      ))}
    </>
  );
}
