import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DailyInsight, EngagementDay, UserData } from '../api/types';
import {
  accountNumbers,
  alongDays,
  dayRate,
  followersAtEnd,
  newFollowers,
  newPosts,
  percentNumber,
  rate,
} from './cards';

const row = (
  datestamp: string,
  followers: number | null,
  gained: number | null,
  posts = 565,
  added: number | null = 0,
): UserData => ({
  followers_count: followers,
  follows_count: 10,
  media_count: posts,
  followers_count_growth: gained,
  media_count_growth: added,
  updated_timestamp: `${datestamp}T20:25:44+07:00`,
  datestamp,
});

// The demo account of the contract, 18-24 October 2022.
const DEMO = [
  row('2022-10-18', 4572, 2, 566, 1),
  row('2022-10-19', 4573, 1, 567, 1),
  row('2022-10-20', 4574, 1, 568, 1),
  row('2022-10-21', 4576, 2, 569, 1),
  row('2022-10-22', 4579, 3, 570, 1),
  row('2022-10-23', 4579, 0, 571, 1),
  row('2022-10-24', 4576, -3, 571, 0),
];

test('C.9: new followers of the demo account', () => {
  const { sum, percent, since } = newFollowers(DEMO);
  assert.equal(sum, 6);
  assert.equal(percent, (6 / 4570) * 100);
  assert.equal(since, '2022-10-18');
});

test('C.9: posts of the demo account', () => {
  const { sum, percent } = newPosts(DEMO);
  assert.equal(sum, 6);
  assert.equal(percent, (6 / 565) * 100);
});

test('the very first day has no growth: its count is the base', () => {
  const { sum, percent } = newFollowers([row('2022-10-18', 100, null), row('2022-10-19', 110, 10)]);
  assert.equal(sum, 10);
  assert.equal(percent, 10);
});

test('no row, or no known growth, is unknown and not zero', () => {
  assert.deepEqual(newFollowers([]), { sum: null, percent: null, since: null });
  assert.deepEqual(newFollowers([row('2022-10-18', 100, null)]), {
    sum: null,
    percent: null,
    since: '2022-10-18',
  });
});

test('followers at the end skip days that do not know them', () => {
  assert.equal(followersAtEnd([row('2022-10-18', 7, 0), row('2022-10-19', null, null)]), 7);
  assert.equal(followersAtEnd([]), null);
});

const RATES: [
  likes: number | null,
  comments: number | null,
  followers: number | null,
  want: number | null,
][] = [
  [126, 1, 28087, 0.45216648271442306],
  [99, 0, 28087, 0.35247623455691246],
  [5, 5, 0, 0],
  [5, 5, null, null],
  [null, 5, 100, null],
  [5, null, 100, null],
];
for (const [likes, comments, followers, want] of RATES) {
  test(`C.5: (${likes} + ${comments}) / ${followers}`, () =>
    assert.equal(rate(likes, comments, followers), want));
}

const engaged = (updated_datestamp: string, likes: number, comments: number): EngagementDay => ({
  count: 1,
  like_count: 1000,
  comments_count: 100,
  like_count_growth: likes,
  comments_count_growth: comments,
  updated_datestamp,
});

test('C.7: the daily rate uses growth and that day’s followers', () => {
  assert.equal(dayRate(engaged('2022-10-24', 40, 5), 4500), 1);
  assert.equal(dayRate(undefined, 4500), null);
});

test('days without a row stay gaps; a zero stays a zero', () => {
  const days = ['2022-10-17', '2022-10-18', '2022-10-23', '2022-10-25'];
  assert.deepEqual(
    alongDays(
      days,
      DEMO,
      (r) => r.datestamp,
      (r) => r.followers_count_growth,
    ),
    [null, 2, 0, null],
  );
});

const insight = (day: string, value: number): DailyInsight => ({
  value,
  end_time: `${day}T07:00:00+0000`,
  period: 'day',
  updated_timestamp: `${day}T13:00:00+00:00`,
});

test('C.9: the card compares the newest row with the day two days before the update', () => {
  const numbers = accountNumbers(
    '2022-10-24T11:51:00+07:00',
    DEMO,
    [engaged('2022-10-22', 15, 0), engaged('2022-10-23', 4, 1), engaged('2022-10-24', 40, 5)],
    [insight('2022-10-22', 597), insight('2022-10-23', 181)],
    [],
  );
  assert.equal(numbers.comparedTo, '2022-10-22');
  assert.deepEqual(numbers.followers, { value: 4576, growth: -3 });
  assert.deepEqual(numbers.reach, { value: 181, growth: -416 });
  assert.deepEqual(numbers.impressions, { value: null, growth: null });
  assert.equal(numbers.rate.value, (45 / 4576) * 100);
  assert.equal(numbers.rate.growth, (45 / 4576) * 100 - (15 / 4579) * 100);
});

test('without a comparison day the growth is unknown', () => {
  const numbers = accountNumbers('2022-10-24T11:51:00+07:00', DEMO.slice(-1), [], [], []);
  assert.deepEqual(numbers.followers, { value: 4576, growth: null });
  assert.equal(accountNumbers(null, [], [], [], []).comparedTo, null);
});

const PERCENTS: [string | number | null | undefined, number | null][] = [
  ['-0.4560729716754763%', -0.4560729716754763],
  ['0.0%', 0],
  [2.5, 2.5],
  ['nan%', null],
  [null, null],
  [undefined, null],
  [Number.NaN, null],
];
for (const [text, want] of PERCENTS) {
  test(`percent ${String(text)}`, () => assert.equal(percentNumber(text), want));
}
