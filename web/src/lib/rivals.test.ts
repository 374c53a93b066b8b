import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { UserData } from '../api/types';
import { bestPost, columnsFor, ownFollowers, relative, rivalFollowers } from './rivals';
import type { Window } from './window';

const row = (datestamp: string, followers: number | null): UserData => ({
  followers_count: followers,
  follows_count: null,
  media_count: null,
  followers_count_growth: null,
  media_count_growth: null,
  updated_timestamp: `${datestamp}T20:00:00+07:00`,
  datestamp,
});

const FRAME: Window = { kind: 'frame', days: 7 };
const RANGE: Window = { kind: 'range', start: '2022-10-10', end: '2022-10-20' };
const TODAY = '2022-10-24';

test('columns by width', () => {
  assert.deepEqual([390, 1155, 1156, 1450, 1451].map(columnsFor), [1, 1, 2, 2, 3]);
});

test('own followers: a gap carries the last value on', () => {
  const rows = [row('2022-10-20', 90), row('2022-10-22', null), row('2022-10-24', 100)];
  assert.deepEqual(ownFollowers(rows), { value: 100, growth: 10 });
  assert.deepEqual(ownFollowers([row('2022-10-24', 100)]), { value: 100, growth: 0 });
  assert.deepEqual(ownFollowers([]), { value: null, growth: null });
});

const RIVALS: [name: string, rows: UserData[], window: Window, growth: number][] = [
  ['fresh', [row('2022-10-22', 90), row('2022-10-23', 100)], FRAME, 10],
  ['dated two days ago', [row('2022-10-21', 90), row('2022-10-22', 100)], FRAME, 0],
  ['one row', [row('2022-10-24', 100)], FRAME, 0],
  ['a range to its last day', [row('2022-10-19', 90), row('2022-10-20', 100)], RANGE, 10],
  ['a range that ends earlier', [row('2022-10-18', 90), row('2022-10-19', 100)], RANGE, 0],
];

for (const [name, rows, window, growth] of RIVALS) {
  test(`competitor followers: ${name}`, () => {
    assert.deepEqual(rivalFollowers(rows, window, TODAY), { value: 100, growth });
  });
}

test('change since the first known day', () => {
  assert.deepEqual(relative([null, 200, null, 210]), [null, 0, null, 5.000000000000004]);
  assert.deepEqual(relative([null]), [null]);
});

test('a winner against its predecessor', () => {
  const media = (like_count: number) => ({
    id: '1',
    timestamp: '2022-10-20T10:00:00+07:00',
    caption: '',
    media_url: null,
    thumbnail_url: null,
    like_count,
    comments_count: null,
  });
  const found = bestPost(media(9), media(4), (item) => item.like_count);
  assert.deepEqual(found?.likes, { value: 9, growth: 5 });
  assert.deepEqual(found?.comments, { value: null, growth: null });
  assert.equal(
    bestPost(null, null, () => null),
    null,
  );
});
