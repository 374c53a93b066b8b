// A chart over days: lanes of lines and areas, one cursor for all. Pointer, touch and keyboard
// move the cursor; screen readers hear the day and its values as those of a slider.
import { useId, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { useT } from '../app/i18n';
import { Fade } from './fade';
import { Column } from './column';
import { indexAt, layout, type LaneShape, type Shape } from './geometry';
import { change, type TimeModel } from './model';

interface ChartProps {
  model: TimeModel;
  label: string;
  /** Height of one lane's plot: on a wide card, and on a phone. */
  heights: [wide: number, narrow: number];
}

export const NARROW = 560;

/** Half the width of a date below the axis. */
export const LABEL_HALF = 19;

export function useWidth() {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = box.current!;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    setWidth(element.clientWidth);
    return () => observer.disconnect();
  }, []);
  return [box, width] as const;
}

export function useSpoken(model: TimeModel) {
  const { f } = useT();
  return (index: number) => {
    const values = model.lanes.map(
      (lane) => `${lane.label} ${lane.format(lane.values[index] ?? null)}`,
    );
    return `${f.dayFull(model.days[index]!)}: ${values.join(', ')}`;
  };
}

export function TimeChart({ model, label, heights }: ChartProps) {
  const [box, width] = useWidth();
  const [cursor, setCursor] = useState<number | null>(null);
  const spoken = useSpoken(model);
  const last = model.days.length - 1;
  const shape = useMemo(
    () => (width ? layout(model, width, width < NARROW ? heights[1] : heights[0]) : null),
    [model, width],
  );
  const at = cursor === null ? null : Math.min(cursor, last);

  const onPointer = (event: PointerEvent) => {
    const left = box.current!.getBoundingClientRect().left;
    if (shape) setCursor(indexAt(shape, model.days.length, event.clientX - left));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const from = at ?? last + (event.key === 'ArrowLeft' ? 1 : 0);
    const moves: Record<string, number> = {
      ArrowLeft: from - 1,
      ArrowRight: at === null ? last : from + 1,
      Home: 0,
      End: last,
    };
    const next = moves[event.key];
    if (event.key === 'Escape') return setCursor(null);
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
            <Lanes model={model} shape={shape} />
            {at === null ? <LastDots shape={shape} /> : <Cursor shape={shape} index={at} />}
          </svg>
        )}
      </div>
      {shape && at !== null && <Tip model={model} shape={shape} index={at} />}
    </div>
  );
}

/** Everything that does not move with the cursor. */
function Lanes({ model, shape }: { model: TimeModel; shape: Shape }) {
  const { f } = useT();
  return useMemo(
    () => (
      <>
        {shape.lanes.map((part) => (
          <LanePlot key={part.lane.key} part={part} shape={shape} titled={shape.lanes.length > 1} />
        ))}
        {shape.labels.map((i) => (
          <text
            key={i}
            x={shape.x(i)}
            y={shape.height - 6}
            text-anchor={shape.x(i) + LABEL_HALF > shape.width ? 'end' : 'middle'}
          >
            {f.dayShort(model.days[i]!)}
          </text>
        ))}
      </>
    ),
    [model, shape, f],
  );
}

interface LanePlotProps {
  part: LaneShape;
  shape: Shape;
  titled: boolean;
}

function LanePlot({ part, shape, titled }: LanePlotProps) {
  const { lane } = part;
  const fade = `fade-${useId()}`;
  return (
    <g class={`tone-${lane.tone}`}>
      {titled && (
        <text class="lane-title" x={0} y={part.top - 16}>
          {lane.label}
        </text>
      )}
      {part.ticks.map(({ value, y }, i) => (
        <g key={value}>
          <line
            class={i ? 'grid' : 'grid base'}
            x1={shape.left}
            x2={shape.right}
            y1={Math.round(y)}
            y2={Math.round(y)}
          />
          <text x={shape.left - 10} y={y + 4} text-anchor="end">
            {lane.axis(value)}
          </text>
        </g>
      ))}
      {part.area && (
        <>
          <Fade id={fade} />
          <path d={part.area} fill={`url(#${fade})`} />
        </>
      )}
      {part.previousLine && <path class="line previous" d={part.previousLine} />}
      {part.line && <path class="line" d={part.line} />}
      {part.bars.map((bar) => (
        <Column key={bar.x} bar={bar} />
      ))}
      {part.dots.map(([x, y]) => (
        <circle key={x} class="dot small" cx={x} cy={y} r={3} />
      ))}
    </g>
  );
}

function LastDots({ shape }: { shape: Shape }) {
  return (
    <>
      {shape.lanes.map(({ lane, points }) => {
        const end = lane.form === 'bars' ? null : points[points.length - 1];
        return (
          end && (
            <circle
              key={lane.key}
              class={`dot tone-${lane.tone}`}
              cx={end[0]}
              cy={end[1]}
              r={4.5}
            />
          )
        );
      })}
    </>
  );
}

function Cursor({ shape, index }: { shape: Shape; index: number }) {
  const x = shape.x(index);
  return (
    <>
      <line class="cursor" x1={x} x2={x} y1={shape.lanes[0]!.top} y2={shape.bottom} />
      {shape.lanes.map(({ lane, points, previous }) => {
        if (lane.form === 'bars') return null;
        const [now, then] = [points[index], previous[index]];
        return (
          <g key={lane.key} class={`tone-${lane.tone}`}>
            {then && <circle class="dot previous" cx={then[0]} cy={then[1]} r={4} />}
            {now && <circle class="dot" cx={now[0]} cy={now[1]} r={5} />}
          </g>
        );
      })}
    </>
  );
}

interface TipProps {
  model: TimeModel;
  shape: Shape;
  index: number;
}

/** Beside the cursor; on a phone in the corner away from the finger. */
function tipStyle(shape: Shape, index: number): Record<string, string> {
  const x = shape.x(index);
  const leftHalf = x < shape.width / 2;
  if (shape.narrow) return leftHalf ? { right: '0px' } : { left: '0px' };
  return leftHalf ? { left: `${x + 14}px` } : { right: `${shape.width - x + 14}px` };
}

function Tip({ model, shape, index }: TipProps) {
  const { t, f } = useT();
  return (
    <div class="tip" style={tipStyle(shape, index)} aria-hidden="true">
      <strong>{f.dayFull(model.days[index]!)}</strong>
      <dl>
        {model.lanes.map((lane) => {
          const now = lane.values[index] ?? null;
          const then = lane.previous?.[index] ?? null;
          const previousDay = model.previousDays[index];
          return (
            <div key={lane.key} class={`tip-rows tone-${lane.tone}`}>
              <dt>
                <i class="swatch" />
                {lane.label}
              </dt>
              <dd>{lane.format(now)}</dd>
              {lane.previous && previousDay && (
                <>
                  <dt>
                    <i class="swatch previous" />
                    {f.dayShort(previousDay)}
                  </dt>
                  <dd>{lane.format(then)}</dd>
                  <dt>{t.stats.change}</dt>
                  <dd>{f.percent(change(now, then), 1, true)}</dd>
                </>
              )}
            </div>
          );
        })}
      </dl>
    </div>
  );
}
