import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Media } from '../api/types';
import { reachOf, top, withNumbers, type Ranking } from './ranking';

const post = (
  id: string,
  day: string,
  likes: number | null,
  comments: number,
  reach: number | null,
  metric = 'reach',
): Media => ({
  id,
  permalink: '',
  media_type: 'IMAGE',
  timestamp: `${day}T10:00:00+07:00`,
  caption: '',
  like_count: likes,
  comments_count: comments,
  media_url: null,
  thumbnail_url: null,
  media_hashtag: [],
  insights:
    reach === null
      ? []
      : [{ metric, value: reach, updated_timestamp: `${day}T13:00:00+07:00`, datestamp: day }],
});

const MEDIA = [
  post('a', '2026-11-01', 9, 1, 100),
  post('b', '2026-11-02', 100, 1, 50, 'carousel_album_reach'),
  post('c', '2026-11-03', 9, 20, null),
  post('d', '2026-11-04', null, 3, 70),
];

const ORDERS: [Ranking, string][] = [
  ['newest', 'dcba'],
  ['likes_high', 'bac'],
  ['likes_low', 'cab'],
  ['comments_high', 'cdab'],
  ['comments_low', 'badc'],
  ['reach_high', 'adb'],
  ['reach_low', 'bda'],
  ['rate_high', 'bca'],
  ['rate_low', 'acb'],
];

for (const [ranking, want] of ORDERS) {
  test(`D.12: ${ranking}`, () => {
    const ranked = top(withNumbers(MEDIA, 1000), ranking);
    assert.equal(ranked.map((item) => item.media.id).join(''), want);
  });
}

test('at most ten', () => {
  const many = Array.from({ length: 30 }, (_, i) => post(String(i), '2026-11-01', i, 0, i));
  assert.equal(top(withNumbers(many, 10), 'likes_high').length, 10);
});

test('without followers nothing is ranked by rate', () => {
  assert.deepEqual(top(withNumbers(MEDIA, null), 'rate_high'), []);
});

test('reach of an album has its own name', () => {
  assert.deepEqual(MEDIA.map(reachOf), [100, 50, null, 70]);
});
