// Weekdays by hours as a grid of shades. One cell is in the tab order; arrows move to the others.
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

interface HeatMapProps {
  label: string;
  /** One row per weekday, 24 values each. */
  rows: { short: string; long: string; cells: (number | null)[] }[];
  best: { weekday: number; hour: number } | null;
  level: (value: number | null) => number;
  /** A cell in words: day, hour and value. */
  spoken: (weekday: number, hour: number) => string;
  /** The two lines of the tip. */
  tip: (weekday: number, hour: number) => [title: string, text: string];
}

interface Spot {
  day: number;
  hour: number;
}

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const twoDigits = (hour: number): string => String(hour).padStart(2, '0');

const MOVES: Record<string, (spot: Spot) => Spot> = {
  ArrowLeft: ({ day, hour }) => ({ day, hour: Math.max(0, hour - 1) }),
  ArrowRight: ({ day, hour }) => ({ day, hour: Math.min(23, hour + 1) }),
  ArrowUp: ({ day, hour }) => ({ day: Math.max(0, day - 1), hour }),
  ArrowDown: ({ day, hour }) => ({ day: Math.min(6, day + 1), hour }),
  Home: ({ day }) => ({ day, hour: 0 }),
  End: ({ day }) => ({ day, hour: 23 }),
};

export function HeatMap({ label, rows, best, level, spoken, tip }: HeatMapProps) {
  const box = useRef<HTMLDivElement>(null);
  const start: Spot = best ? { day: best.weekday, hour: best.hour } : { day: 0, hour: 0 };
  const [moved, setMoved] = useState<Spot | null>(null);
  const [shown, setShown] = useState<Spot | null>(null);
  const focus = moved ?? start;

  const cellAt = (spot: Spot): HTMLElement | null =>
    box.current?.querySelector(`[data-cell="${spot.day}-${spot.hour}"]`) ?? null;

  useLayoutEffect(() => {
    if (moved) cellAt(moved)?.focus();
  }, [moved]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') return setShown(null);
    const next = MOVES[event.key]?.(focus);
    if (!next) return;
    event.preventDefault();
    setMoved(next);
  };
  const spotOf = (event: Event): Spot | null => {
    const key = (event.target as HTMLElement).dataset.cell;
    if (!key) return null;
    const [day = 0, hour = 0] = key.split('-').map(Number);
    return { day, hour };
  };

  return (
    <div class="heat-box" ref={box}>
      <table
        class="heat"
        role="grid"
        aria-label={label}
        onKeyDown={onKeyDown}
        onPointerOver={(event) => setShown(spotOf(event))}
        onPointerLeave={() => setShown(null)}
        onFocusIn={(event) => setShown(spotOf(event))}
        onFocusOut={() => setShown(null)}
      >
        <thead class="unseen">
          <tr>
            <td />
            {HOURS.map((hour) => (
              <th key={hour} scope="col">
                {twoDigits(hour)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, day) => (
            <tr key={row.long}>
              <th scope="row" abbr={row.long}>
                {row.short}
              </th>
              {row.cells.map((value, hour) => {
                const isBest = best?.weekday === day && best.hour === hour;
                return (
                  <td
                    key={hour}
                    class={`heat-${level(value)}${isBest ? ' best' : ''}`}
                    data-cell={`${day}-${hour}`}
                    tabIndex={focus.day === day && focus.hour === hour ? 0 : -1}
                    aria-label={spoken(day, hour)}
                  />
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <div class="heat-hours" aria-hidden="true">
        {HOURS.map((hour) => (
          <span key={hour}>{hour % 3 === 0 ? twoDigits(hour) : ''}</span>
        ))}
      </div>
      {shown && <Tip spot={shown} cell={cellAt(shown)} lines={tip(shown.day, shown.hour)} />}
    </div>
  );
}

function Tip(props: { spot: Spot; cell: HTMLElement | null; lines: [string, string] }) {
  const { spot, cell, lines } = props;
  if (!cell) return null;
  const left = spot.hour < 12;
  const style = {
    top: `${cell.offsetTop + cell.offsetHeight + 6}px`,
    ...(left
      ? { left: `${cell.offsetLeft}px` }
      : { right: `calc(100% - ${cell.offsetLeft + cell.offsetWidth}px)` }),
  };
  return (
    <div class="tip" style={style} aria-hidden="true">
      <strong>{lines[0]}</strong>
      <dl>
        <div class="tip-rows">
          <dt>{lines[1]}</dt>
        </div>
      </dl>
    </div>
  );
}
