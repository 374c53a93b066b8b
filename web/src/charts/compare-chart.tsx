// Several accounts on one scale over the same days: lines where there is a value every day, dots
// where there is one now and then. Pointer and keyboard move one cursor for all.
import { AXIS_HEIGHT, axisWidth, labelledDays } from './geometry';
import type { TimeModel } from './model';
import { DayAxis, Plot, TipRow, ValueAxis, type Heights } from './plot';
import { linear, linePath, lonely, ticks, type Point } from './viz';

const TOP = 10;
const RIGHT = 10;

interface ChartProps {
  model: TimeModel;
  label: string;
  heights: Heights;
  /** Dots alone: most days have no value. */
  sparse: boolean;
}

function shapeOf(model: TimeModel, width: number, height: number) {
  const [first] = model.lanes;
  const known = model.lanes.flatMap((lane) => lane.values.filter((value) => value !== null));
  const { whole = false, zero = false } = first ?? {};
  const marks = ticks(Math.min(...known), Math.max(...known), { count: 4, whole, zero });
  const axis = (value: number) => first!.axis(value);
  const left = axisWidth(marks.map(axis));
  const right = width - RIGHT;
  const bottom = TOP + height;
  const count = model.days.length;
  const x = linear(0, count - 1, left, right);
  const y = linear(marks[0]!, marks[marks.length - 1]!, bottom, TOP);
  return {
    width,
    height: bottom + AXIS_HEIGHT,
    left,
    right,
    bottom,
    x,
    axis,
    marks: marks.map((value) => ({ value, y: y(value) })),
    labels: labelledDays(count, right - left),
    lanes: model.lanes.map((lane) => ({
      lane,
      points: lane.values.map((v, i): Point | null => (v === null ? null : [x(i), y(v)])),
    })),
  };
}

type Shape = ReturnType<typeof shapeOf>;

export function CompareChart({ model, label, heights, sparse }: ChartProps) {
  const shapeOfModel = (width: number, height: number) => shapeOf(model, width, height);
  return (
    <Plot
      model={model}
      label={label}
      heights={heights}
      shapeOf={shapeOfModel}
      draw={(shape, at) => (
        <>
          <ValueAxis shape={shape} ticks={shape.marks} text={shape.axis} />
          <DayAxis shape={shape} days={model.days} />
          <Plots shape={shape} sparse={sparse} />
          {at !== null && <Cursor shape={shape} index={at} />}
        </>
      )}
      tip={(index) =>
        model.lanes.map((lane) => <TipRow key={lane.key} lane={lane} index={index} />)
      }
    />
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
