// A range calendar of two months (one on a phone).
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { useT } from '../app/i18n';
import { addDays, dayOfUtc, spanDays, type Day } from '../lib/dates';
import { addMonths, monthOf, weeksOf, type Month } from '../lib/months';
import { DialogActions } from './dialog';
import { Icon } from './icon';
import { useDayKeys, WeekdayHead } from './month-table';

interface CalendarProps {
  start: Day;
  end: Day;
  min: Day;
  max: Day;
  onApply: (start: Day, end: Day) => void;
  onCancel: () => void;
}

const byFourWeeks = (day: Day, count: number): Day => addDays(day, 28 * count);

const clamp = (day: Day, min: Day, max: Day): Day => (day < min ? min : day > max ? max : day);

export function RangeCalendar({ start, end, min, max, onApply, onCancel }: CalendarProps) {
  const { t, f } = useT();
  const [first, setFirst] = useState(clamp(start, min, max));
  const [second, setSecond] = useState<Day | null>(clamp(end, min, max));
  const [hovered, setHovered] = useState<Day | null>(null);
  const [focused, setFocused] = useState(clamp(end, min, max));
  const [left, setLeft] = useState<Month>(monthOf(clamp(end, min, max), -1));

  const other = second ?? hovered ?? first;
  const [low, high] = first < other ? [first, other] : [other, first];

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

  const { root, onKeyDown } = useDayKeys<HTMLDivElement>(focused, byFourWeeks, (day) => {
    const next = clamp(day, min, max);
    setFocused(next);
    show(next);
  });

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
  const { f } = useT();
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
        <WeekdayHead />
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
