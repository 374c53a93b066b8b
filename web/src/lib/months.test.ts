import assert from 'node:assert/strict';
import { test } from 'node:test';
import { monthOf, sameDayOf, weekday, wholeWeeksOf } from './months';

test('whole weeks begin on a Monday and hold the month', () => {
  for (const month of ['2026-11-01', '2026-02-01', '2027-02-01', '2026-08-01']) {
    const weeks = wholeWeeksOf(monthOf(month));
    assert.ok(
      weeks.every((week) => week.length === 7 && weekday(week[0]!) === 0),
      month,
    );
    const days = weeks.flat();
    assert.ok(days.includes(month), month);
    assert.equal(new Set(days).size, days.length);
  }
  assert.deepEqual(
    wholeWeeksOf(monthOf('2026-11-15')).map((week) => week[0]),
    ['2026-10-26', '2026-11-02', '2026-11-09', '2026-11-16', '2026-11-23', '2026-11-30'],
  );
});

test('a month later is the same day, or the last one of a shorter month', () => {
  const cases: [string, number, string][] = [
    ['2026-11-21', 1, '2026-12-21'],
    ['2026-12-05', 1, '2027-01-05'],
    ['2026-01-31', 1, '2026-02-28'],
    ['2028-03-31', -1, '2028-02-29'],
    ['2026-01-15', -1, '2025-12-15'],
  ];
  for (const [day, count, expected] of cases) assert.equal(sameDayOf(day, count), expected);
});
