// Several accounts on one scale over the same days: lines where there is a value every day, dots
// where there is one now and then. Pointer and keyboard move one cursor for all.
import { useMemo, useState } from 'preact/hooks';
import { useT } from '../app/i18n';
import type { TimeModel } from './model';
import { LABEL_HALF, NARROW, useSpoken, useWidth } from './time-chart';
import { labelStep, linear, linePath, lonely, ticks, type Point } from './viz';

const TOP = 10;
const RIGHT = 10;
const AXIS_HEIGHT = 26;
const LABEL_WIDTH = 6.2;
const LABEL_GAP = 76;

interface ChartProps {
  model: TimeModel;
  label: string;
  heights: [wide: number, narrow: number];
  /** Dots alone: most days have no value. */
  sparse: boolean;
}

function shapeOf(model: TimeModel, width: number, height: number) {
  const [first] = model.lanes;
  const known = model.lanes.flatMap((lane) => lane.values.filter((value) => value !== null));
  const { whole = false, zero = false } = first ?? {};
  const marks = ticks(Math.min(...known), Math.max(...known), { count: 4, whole, zero });
  const texts = marks.map((mark) => first!.axis(mark));
  const left = Math.max(26, Math.max(...texts.map((text) => text.length)) * LABEL_WIDTH + 12);
  const right = width - RIGHT;
  const bottom = TOP + height;
  const count = model.days.length;
  const x = linear(0, count - 1, left, right);
  const y = linear(marks[0]!, marks[marks.length - 1]!, bottom, TOP);
  const step = labelStep(count, right - left, LABEL_GAP);
  return {
    width,
    height: bottom + AXIS_HEIGHT,
    left,
    right,
    bottom,
    x,
    marks: marks.map((value, i) => ({ value, y: y(value), text: texts[i]! })),
    labels: model.days.map((_, i) => i).filter((i) => (count - 1 - i) % step === 0),
    lanes: model.lanes.map((lane) => ({
      lane,
      points: lane.values.map((v, i): Point | null => (v === null ? null : [x(i), y(v)])),
    })),
  };
}

type Shape = ReturnType<typeof shapeOf>;

export function CompareChart({ model, label, heights, sparse }: ChartProps) {
  const { f } = useT();
  const [box, width] = useWidth();
  const [cursor, setCursor] = useState<number | null>(null);
  const spoken = useSpoken(model);
  const last = model.days.length - 1;
  const shape = useMemo(
    () => (width ? shapeOf(model, width, width < NARROW ? heights[1] : heights[0]) : null),
    [model, width],
  );
  const at = cursor === null ? null : Math.min(cursor, last);

  const onPointer = (event: PointerEvent) => {
    if (!shape) return;
    const position = event.clientX - box.current!.getBoundingClientRect().left;
    const share = (position - shape.left) / (shape.right - shape.left);
    setCursor(Math.max(0, Math.min(last, Math.round(share * last))));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') return setCursor(null);
    const moves: Record<string, number> = {
      ArrowLeft: (at ?? last + 1) - 1,
      ArrowRight: at === null ? last : at + 1,
      Home: 0,
      End: last,
    };
    const next = moves[event.key];
    if (next === undefined) return;
    event.preventDefault();
    setCursor(Math.max(0, Math.min(last, next)));
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
            <Axes shape={shape} day={(i) => f.dayShort(model.days[i]!)} />
            <Plots shape={shape} sparse={sparse} />
            {at !== null && <Cursor shape={shape} index={at} />}
          </svg>
        )}
      </div>
      {shape && at !== null && <Tip model={model} shape={shape} index={at} />}
    </div>
  );
}

function Axes({ shape, day }: { shape: Shape; day: (index: number) => string }) {
  return (
    <>
      {shape.marks.map(({ value, y, text }, i) => (
        <g key={value}>
          <line
            class={i ? 'grid' : 'grid base'}
            x1={shape.left}
            x2={shape.right}
            y1={Math.round(y)}
            y2={Math.round(y)}
          />
          <text x={shape.left - 10} y={y + 4} text-anchor="end">
            {text}
          </text>
        </g>
      ))}
      {shape.labels.map((i) => (
        <text
          key={i}
          x={shape.x(i)}
          y={shape.height - 6}
          text-anchor={shape.x(i) + LABEL_HALF > shape.width ? 'end' : 'middle'}
        >
          {day(i)}
        </text>
      ))}
    </>
  );
}

/** The first account is drawn last, so that it lies on top. */
function Plots({ shape, sparse }: { shape: Shape; sparse: boolean }) {
  return (
    <>
      {[...shape.lanes].reverse().map(({ lane, points }) => {
        const dots = sparse ? points.filter((point) => point !== null) : lonely(points);
        return (
          <g key={lane.key} class={`tone-${lane.tone}`}>
            {!sparse && <path class="line" d={linePath(points)} />}
            {dots.map(([x, y]) => (
              <circle key={x} class="dot" cx={x} cy={y} r={sparse ? 5 : 4} />
            ))}
          </g>
        );
      })}
    </>
  );
}

function Cursor({ shape, index }: { shape: Shape; index: number }) {
  const x = shape.x(index);
  return (
    <>
      <line class="cursor" x1={x} x2={x} y1={TOP} y2={shape.bottom} />
      {shape.lanes.map(({ lane, points }) => {
        const point = points[index];
        return (
          point && (
            <circle
              key={lane.key}
              class={`dot tone-${lane.tone}`}
              cx={point[0]}
              cy={point[1]}
              r={5.5}
            />
          )
        );
      })}
    </>
  );
}

function Tip({ model, shape, index }: { model: TimeModel; shape: Shape; index: number }) {
  const { f } = useT();
  const x = shape.x(index);
  const leftHalf = x < shape.width / 2;
  const place =
    shape.width < NARROW
      ? leftHalf
        ? { right: '0px' }
        : { left: '0px' }
      : leftHalf
        ? { left: `${x + 14}px` }
        : { right: `${shape.width - x + 14}px` };
  return (
    <div class="tip" style={place} aria-hidden="true">
      <strong>{f.dayFull(model.days[index]!)}</strong>
      <dl>
        {model.lanes.map((lane) => (
          <div key={lane.key} class={`tip-rows tone-${lane.tone}`}>
            <dt>
              <i class="swatch" />
              {lane.label}
            </dt>
            <dd>{lane.format(lane.values[index] ?? null)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
