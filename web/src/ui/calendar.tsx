// A range calendar of two months (one on a phone). One day is in the tab order; arrows move by
// day and week, Page Up and Down by month, Home and End within the week.
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useT } from '../app/i18n';
import { addDays, dayOfUtc, spanDays, type Day } from '../lib/dates';
import { addMonths, monthOf, weekday, weeksOf, type Month } from '../lib/months';
import { DialogActions } from './dialog';
import { Icon } from './icon';

interface CalendarProps {
  start: Day;
  end: Day;
  min: Day;
  max: Day;
  onApply: (start: Day, end: Day) => void;
  onCancel: () => void;
}

const STEPS: Record<string, (day: Day) => Day> = {
  ArrowLeft: (day) => addDays(day, -1),
  ArrowRight: (day) => addDays(day, 1),
  ArrowUp: (day) => addDays(day, -7),
  ArrowDown: (day) => addDays(day, 7),
  PageUp: (day) => addDays(day, -28),
  PageDown: (day) => addDays(day, 28),
  Home: (day) => addDays(day, -weekday(day)),
  End: (day) => addDays(day, 6 - weekday(day)),
};

const clamp = (day: Day, min: Day, max: Day): Day => (day < min ? min : day > max ? max : day);

export function RangeCalendar({ start, end, min, max, onApply, onCancel }: CalendarProps) {
  const { t, f } = useT();
  const [first, setFirst] = useState(clamp(start, min, max));
  const [second, setSecond] = useState<Day | null>(clamp(end, min, max));
  const [hovered, setHovered] = useState<Day | null>(null);
  const [focused, setFocused] = useState(clamp(end, min, max));
  const [left, setLeft] = useState<Month>(monthOf(clamp(end, min, max), -1));
  const root = useRef<HTMLDivElement>(null);
  const movedByKey = useRef(false);

  const other = second ?? hovered ?? first;
  const [low, high] = first < other ? [first, other] : [other, first];

  useLayoutEffect(() => {
    if (!movedByKey.current) return;
    movedByKey.current = false;
    root.current!.querySelector<HTMLElement>(`[data-day="${focused}"]`)?.focus();
  }, [focused, left]);

  const pick = (day: Day) => {
    setFocused(day);
    if (second !== null) {
      setFirst(day);
      setSecond(null);
      return;
    }
    setSecond(day);
  };

  const show = (day: Day) => {
    const month = monthOf(day);
    if (month < left) setLeft(month);
    else if (month > addMonths(left, 1)) setLeft(addMonths(month, -1));
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (!step || !(event.target as HTMLElement).dataset.day) return;
    event.preventDefault();
    const next = clamp(step(focused), min, max);
    movedByKey.current = true;
    setFocused(next);
    show(next);
  };

  const dayProps = { low, high, min, max, focused, onPick: pick, onHover: setHovered };
  return (
    <div class="calendar" ref={root} onKeyDown={onKeyDown}>
      <div class="calendar-months">
        <MonthGrid
          month={left}
          {...dayProps}
          before={
            <StepButton
              back
              label={t.dashboard.previousMonth}
              disabled={dayOfUtc(left) <= min}
              onClick={() => setLeft(addMonths(left, -1))}
            />
          }
        />
        <MonthGrid
          month={addMonths(left, 1)}
          {...dayProps}
          after={
            <StepButton
              label={t.dashboard.nextMonth}
              disabled={dayOfUtc(addMonths(left, 2)) > max}
              onClick={() => setLeft(addMonths(left, 1))}
            />
          }
        />
      </div>
      <div class="calendar-foot">
        <span aria-live="polite">
          {second === null
            ? t.dashboard.pickEnd
            : `${f.range(low, high)} · ${t.common.days(spanDays(low, high))}`}
        </span>
        <DialogActions
          onCancel={onCancel}
          disabled={second === null}
          onClick={() => onApply(low, high)}
        >
          {t.dashboard.apply}
        </DialogActions>
      </div>
    </div>
  );
}

interface StepProps {
  back?: boolean;
  label: string;
  disabled: boolean;
  onClick: () => void;
}

function StepButton({ back = false, label, disabled, onClick }: StepProps) {
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={label}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon name={back ? 'chevronLeft' : 'chevronRight'} />
    </button>
  );
}

interface MonthProps {
  month: Month;
  low: Day;
  high: Day;
  min: Day;
  max: Day;
  focused: Day;
  onPick: (day: Day) => void;
  onHover: (day: Day) => void;
  before?: ComponentChildren;
  after?: ComponentChildren;
}

function MonthGrid(props: MonthProps) {
  const { month, low, high, min, max, focused } = props;
  const { t, f } = useT();
  const title = f.month(dayOfUtc(month));
  const look = (day: Day) =>
    day === low || day === high ? ' edge' : day > low && day < high ? ' inside' : '';
  return (
    <div class="calendar-month">
      <div class="calendar-title">
        {props.before ?? <i />}
        <span aria-live="polite">{title}</span>
        {props.after ?? <i />}
      </div>
      <table role="grid" aria-label={title}>
        <thead>
          <tr>
            {t.dashboard.weekdays.map((name, i) => (
              <th key={name} scope="col" abbr={t.dashboard.weekdaysLong[i]}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(month).map((week, row) => (
            <tr key={row}>
              {week.map((day, i) => (
                <td key={i} aria-selected={day !== null && day >= low && day <= high}>
                  {day !== null && (
                    <button
                      type="button"
                      class={`day${look(day)}`}
                      data-day={day}
                      tabIndex={day === focused ? 0 : -1}
                      disabled={day < min || day > max}
                      aria-label={f.dayFull(day)}
                      onClick={() => props.onPick(day)}
                      onPointerEnter={() => props.onHover(day)}
                    >
                      {Number(day.slice(8))}
                    </button>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
