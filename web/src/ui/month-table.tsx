// What every table of a month has: the names of the weekdays, and the keys. One day is in the tab
// order; arrows move by day and week, Page Up and Down by month, Home and End within the week.
import { useLayoutEffect, useRef } from 'preact/hooks';
import { useT } from '../app/i18n';
import { addDays, type Day } from '../lib/dates';
import { weekday } from '../lib/months';

export function WeekdayHead() {
  const { t } = useT();
  return (
    <thead>
      <tr>
        {t.dashboard.weekdays.map((name, i) => (
          <th key={name} scope="col" abbr={t.dashboard.weekdaysLong[i]}>
            {name}
          </th>
        ))}
      </tr>
    </thead>
  );
}

type ByMonths = (day: Day, count: number) => Day;

const STEPS: Record<string, (day: Day, byMonths: ByMonths) => Day> = {
  ArrowLeft: (day) => addDays(day, -1),
  ArrowRight: (day) => addDays(day, 1),
  ArrowUp: (day) => addDays(day, -7),
  ArrowDown: (day) => addDays(day, 7),
  PageUp: (day, byMonths) => byMonths(day, -1),
  PageDown: (day, byMonths) => byMonths(day, 1),
  Home: (day) => addDays(day, -weekday(day)),
  End: (day) => addDays(day, 6 - weekday(day)),
};

/** Moves the focus with the keys; the button of the day gets it once it is drawn. */
export function useDayKeys<Root extends HTMLElement>(
  focused: Day,
  byMonths: ByMonths,
  onFocus: (day: Day) => void,
) {
  const root = useRef<Root>(null);
  const byKey = useRef(false);
  useLayoutEffect(() => {
    if (!byKey.current) return;
    byKey.current = false;
    root.current!.querySelector<HTMLElement>(`[data-day="${focused}"]`)?.focus();
  }, [focused]);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (!step || !(event.target as HTMLElement).dataset.day) return;
    event.preventDefault();
    byKey.current = true;
    onFocus(step(focused, byMonths));
  };
  return { root, onKeyDown };
}
