// Columns whose parts lie on each other, one column a day: counts that add up to something.
import { AXIS_HEIGHT, axisWidth, labelledDays } from './geometry';
import type { TimeModel } from './model';
import { DayAxis, Plot, TipRow, ValueAxis, type Heights } from './plot';
import { linear, ticks } from './viz';

const TOP = 10;
const RIGHT = 8;
const BAR_SHARE = 0.62;
const BAR_MAX = 26;

interface ChartProps {
  /** Lanes are the parts, the lowest first. */
  model: TimeModel;
  label: string;
  heights: Heights;
}

function shapeOf(model: TimeModel, width: number, height: number) {
  const count = model.days.length;
  const totals = model.days.map((_, i) =>
    model.lanes.reduce((sum, lane) => sum + (lane.values[i] ?? 0), 0),
  );
  const marks = ticks(0, Math.max(1, ...totals), { count: 4, whole: true, zero: true });
  const axis = (value: number) => model.lanes[0]!.axis(value);
  const left = axisWidth(marks.map(axis));
  const right = width - RIGHT;
  const bottom = TOP + height;
  const bar = Math.min(BAR_MAX, ((right - left) / count) * BAR_SHARE);
  // Columns at the ends need half their width inside the plot.
  const inset = bar / 2 + 2;
  return {
    width,
    height: bottom + AXIS_HEIGHT,
    left,
    right,
    bottom,
    bar,
    axis,
    x: linear(0, Math.max(1, count - 1), left + inset, right - inset),
    y: linear(marks[0]!, marks[marks.length - 1]!, bottom, TOP),
    marks,
    labels: labelledDays(count, right - left),
  };
}

type Shape = ReturnType<typeof shapeOf>;

export function StackedChart({ model, label, heights }: ChartProps) {
  return (
    <Plot
      model={model}
      label={label}
      heights={heights}
      shapeOf={(width, height) => shapeOf(model, width, height)}
      draw={(shape, at) => (
        <>
          <ValueAxis
            shape={shape}
            ticks={shape.marks.map((value) => ({ value, y: shape.y(value) }))}
            text={shape.axis}
          />
          <DayAxis shape={shape} days={model.days} />
          {at !== null && (
            <line class="cursor" x1={shape.x(at)} x2={shape.x(at)} y1={TOP} y2={shape.bottom} />
          )}
          {model.days.map((day, i) => (
            <Stack key={day} model={model} shape={shape} index={i} />
          ))}
        </>
      )}
      tip={(index) =>
        [...model.lanes]
          .reverse()
          .map((lane) => <TipRow key={lane.key} lane={lane} index={index} />)
      }
    />
  );
}

function Stack({ model, shape, index }: { model: TimeModel; shape: Shape; index: number }) {
  let below = 0;
  return (
    <>
      {model.lanes.map((lane) => {
        const value = lane.values[index] ?? 0;
        if (value <= 0) return null;
        const [bottom, top] = [shape.y(below), shape.y(below + value)];
        below += value;
        return (
          <g key={lane.key} class={`tone-${lane.tone}`}>
            <rect
              class="bar"
              x={shape.x(index) - shape.bar / 2}
              y={top}
              width={shape.bar}
              height={Math.max(1, bottom - top - 1)}
              rx={Math.min(2.5, shape.bar / 3)}
            />
          </g>
        );
      })}
    </>
  );
}
