import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listOf, type View } from './grouping';
import type { Post, State } from './shapes';

const ZONE = 'Asia/Jakarta';
const TODAY = '2026-11-24';
let next = 1;
const post = (state: State, publish_at: string | null, place = 'instagram'): Post =>
  ({
    id: String(next++),
    state,
    publish_at,
    time_zone: null,
    targets: [{ connection_id: 'c', place, state }],
  }) as unknown as Post;

const POSTS = [
  post('published', '2026-11-20T03:00:00Z'),
  post('failed', '2026-11-21T03:00:00Z'),
  post('published', '2026-11-23T17:30:00Z'), // half past midnight in Jakarta
  post('scheduled', '2026-11-24T12:00:00Z'),
  post('scheduled', '2026-11-24T14:00:00Z', 'page'),
  post('draft', '2026-11-25T03:00:00Z'),
  post('draft', null),
];
const ids = (view: View, more: object = {}) => {
  const { care, days } = listOf(POSTS, { view, state: null, account: null, ...more }, TODAY, ZONE);
  return [care.map((p) => p.id), days.map((d) => [d.day, d.posts.map((p) => p.id)])];
};

test('upcoming: what needs care first, then day by day; today stays until tomorrow', () => {
  assert.deepEqual(ids('upcoming'), [['2'], [[TODAY, ['3', '4', '5']]]]);
});

test('the past is newest first, and knows its failures', () => {
  assert.deepEqual(ids('past'), [
    [],
    [
      ['2026-11-21', ['2']],
      ['2026-11-20', ['1']],
    ],
  ]);
});

test('drafts, with and without a time', () => {
  assert.deepEqual(ids('drafts'), [
    [],
    [
      ['2026-11-25', ['6']],
      [null, ['7']],
    ],
  ]);
});

test('by state and by account', () => {
  assert.deepEqual(ids('upcoming', { account: 'c page' }), [[], [[TODAY, ['5']]]]);
  assert.deepEqual(ids('upcoming', { state: 'failed' }), [['2'], []]);
});
