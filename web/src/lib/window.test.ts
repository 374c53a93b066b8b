import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addDays, dayAt, dayOf, isDay, spanDays } from './dates';
import {
  before,
  bounds,
  daysOf,
  fromParams,
  limits,
  rangeQuery,
  toParams,
  windowQuery,
  type Window,
} from './window';
import { weeksOf, monthOf, addMonths, weekday } from './months';
import { csvName } from './export-name';

const TODAY = '2022-10-24';
const WEEK: Window = { kind: 'frame', days: 7 };

test('B: seven days end today, and the week before ends right before', () => {
  assert.deepEqual(bounds(WEEK, TODAY), { start: '2022-10-18', end: '2022-10-24', length: 7 });
  assert.deepEqual(before(WEEK, TODAY), { start: '2022-10-11', end: '2022-10-17', length: 7 });
});

test('B: the worked example in UTC', () => {
  assert.deepEqual(rangeQuery(bounds(WEEK, TODAY)), {
    start: '2022-10-17T17:00:00.000Z',
    end: '2022-10-24T16:59:59.000Z',
  });
  assert.equal(rangeQuery(before(WEEK, TODAY)).start, '2022-10-10T17:00:00.000Z');
});

test('B: a frame and a range are never sent together', () => {
  assert.deepEqual(windowQuery(WEEK), { date_frame: 7 });
  const range: Window = { kind: 'range', start: '2023-01-01', end: '2023-01-02' };
  assert.deepEqual(Object.keys(windowQuery(range)), ['start', 'end']);
  assert.equal(bounds(range, TODAY).length, 2);
});

test('the days of a window across a month', () => {
  const range: Window = { kind: 'range', start: '2024-02-28', end: '2024-03-01' };
  assert.deepEqual(daysOf(bounds(range, TODAY)), ['2024-02-28', '2024-02-29', '2024-03-01']);
});

const LIMITS: [string, string | null, string][] = [
  ['no post: 89 days back', null, '2022-07-27'],
  ['an old first post does not reach further', '2020-01-01T00:00:00+07:00', '2022-07-27'],
  ['a young account starts at its first post', '2022-10-01T23:30:00+07:00', '2022-10-01'],
  ['the day is that of Jakarta', '2022-10-01T18:00:00Z', '2022-10-02'],
  ['a first post in the future is no limit', '2022-12-01T00:00:00+07:00', '2022-07-27'],
];
for (const [name, earliest, min] of LIMITS) {
  test(`picker: ${name}`, () => assert.deepEqual(limits(TODAY, earliest), { min, max: TODAY }));
}

const ADDRESSES: [string, Window][] = [
  ['', WEEK],
  ['frame=28', { kind: 'frame', days: 28 }],
  ['frame=29', WEEK],
  ['start=2022-10-01&end=2022-10-05', { kind: 'range', start: '2022-10-01', end: '2022-10-05' }],
  ['start=2022-10-05&end=2022-10-01', WEEK],
  ['start=2022-02-30&end=2022-03-05', WEEK],
  ['start=2022-10-01', WEEK],
];
for (const [query, want] of ADDRESSES) {
  test(`address ?${query}`, () => assert.deepEqual(fromParams(new URLSearchParams(query)), want));
}

test('an address survives the way there and back', () => {
  for (const window of [
    WEEK,
    { kind: 'frame', days: 90 },
    { kind: 'range', start: '2022-10-01', end: '2022-10-01' },
  ] as Window[]) {
    assert.deepEqual(fromParams(new URLSearchParams(toParams(window))), window);
  }
});

test('days are those of Jakarta, wherever the machine stands', () => {
  assert.equal(dayAt(Date.parse('2022-10-24T16:59:59Z')), '2022-10-24');
  assert.equal(dayAt(Date.parse('2022-10-24T17:00:00Z')), '2022-10-25');
  assert.equal(dayOf('2022-12-26T20:44:36+07:00'), '2022-12-26');
  assert.equal(addDays('2024-02-28', 2), '2024-03-01');
  assert.equal(spanDays('2022-10-18', '2022-10-24'), 7);
  assert.deepEqual(['2024-02-29', '2023-02-29', '2022-1-01', 'x'].map(isDay), [
    true,
    false,
    false,
    false,
  ]);
});

test('a month is whole weeks, Monday first', () => {
  const october = monthOf('2022-10-24');
  const weeks = weeksOf(october);
  assert.equal(weeks.length, 6);
  assert.deepEqual(weeks[0], [null, null, null, null, null, '2022-10-01', '2022-10-02']);
  assert.deepEqual(weeks[5], ['2022-10-31', null, null, null, null, null, null]);
  assert.equal(addMonths(october, 3), monthOf('2023-01-15'));
  assert.equal(weekday('2022-10-24'), 0);
});

test('E.2: file names', () => {
  assert.equal(
    csvName('media', bounds(WEEK, TODAY)),
    'Data Performa Konten Tanggal 18 Oktober 2022 - 24 Oktober 2022.csv',
  );
  assert.equal(
    csvName('age', { start: '2022-03-05', end: '2022-03-05', length: 1 }),
    'Data Umur Followers Tanggal 05 Maret 2022 - 05 Maret 2022.csv',
  );
});
