// A chart over days: lanes of lines, areas and bars below each other, one cursor for all.
import { useId, useMemo } from 'preact/hooks';
import { useT } from '../app/i18n';
import { Fade } from './fade';
import { Column } from './column';
import { layout, type LaneShape, type Shape } from './geometry';
import { change, type TimeModel } from './model';
import { DayAxis, Plot, TipRow, ValueAxis, type Heights } from './plot';

interface ChartProps {
  model: TimeModel;
  label: string;
  heights: Heights;
}

export function TimeChart({ model, label, heights }: ChartProps) {
  const shapeOf = (width: number, height: number) => layout(model, width, height);
  return (
    <Plot
      model={model}
      label={label}
      heights={heights}
      shapeOf={shapeOf}
      draw={(shape, at) => (
        <>
          <Lanes model={model} shape={shape} />
          {at === null ? <LastDots shape={shape} /> : <Cursor shape={shape} index={at} />}
        </>
      )}
      tip={(index) => <TipRows model={model} index={index} />}
    />
  );
}

/** Everything that does not move with the cursor. */
function Lanes({ model, shape }: { model: TimeModel; shape: Shape }) {
  return useMemo(
    () => (
      <>
        {shape.lanes.map((part) => (
          <LanePlot key={part.lane.key} part={part} shape={shape} titled={shape.lanes.length > 1} />
        ))}
        <DayAxis shape={shape} days={model.days} />
      </>
    ),
    [model, shape],
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
      <ValueAxis shape={shape} ticks={part.ticks} text={lane.axis} />
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

function TipRows({ model, index }: { model: TimeModel; index: number }) {
  const { t, f } = useT();
  const previousDay = model.previousDays[index];
  return (
    <>
      {model.lanes.map((lane) => {
        const now = lane.values[index] ?? null;
        const then = lane.previous?.[index] ?? null;
        return (
          <TipRow key={lane.key} lane={lane} index={index}>
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
          </TipRow>
        );
      })}
    </>
  );
}
