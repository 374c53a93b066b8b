import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AnyPost, State } from './shapes';
import type { Rights } from './states';
import { actsOf, isEditable, needsCare, pauseMs } from './states';

const WRITER: Rights = { write: true, approve: false };
const OWNER: Rights = { write: true, approve: true };
const READER: Rights = { write: false, approve: false };
const NOW = Date.parse('2026-11-24T12:00:00Z');
const post = (state: State, more: object = {}): AnyPost =>
  ({ state, publish_at: null, approval: null, ...more }) as unknown as AnyPost;

test('each state offers what fits it', () => {
  assert.deepEqual(actsOf(post('published'), WRITER), ['duplicate']);
  assert.deepEqual(actsOf(post('unconfirmed'), WRITER), ['there', 'absent', 'duplicate']);
  assert.equal(actsOf(post('held'), WRITER)[0], 'publish-now');
  assert.equal(actsOf(post('failed'), WRITER)[0], 'retry');
});

test('approval is offered where it is needed and to who may give it', () => {
  assert.ok(!actsOf(post('draft'), WRITER).includes('submit'));
  const needed = { approval: { needed: true } };
  assert.ok(actsOf(post('draft', needed), WRITER).includes('submit'));
  assert.ok(!actsOf(post('draft', needed), WRITER).includes('publish-now'));
  assert.ok(!actsOf(post('waiting_approval', needed), WRITER).includes('approve'));
  assert.equal(actsOf(post('waiting_approval', needed), OWNER)[0], 'approve');
  assert.deepEqual(actsOf(post('waiting_approval', needed), READER), []);
  const approver: Rights = { write: false, approve: true };
  assert.deepEqual(actsOf(post('waiting_approval', needed), approver), ['approve', 'reject']);
});

test('what is being published, or was, is not edited', () => {
  assert.deepEqual(
    (['draft', 'scheduled', 'failed', 'held', 'publishing', 'published'] as State[]).map(
      isEditable,
    ),
    [true, true, true, true, false, false],
  );
  assert.equal(needsCare('held'), true);
  assert.equal(needsCare('published'), false);
});

test('looking again: often when something moves or is due, else seldom', () => {
  const due = new Date(NOW + 30_000).toISOString();
  const later = new Date(NOW + 3_600_000).toISOString();
  assert.equal(pauseMs([post('publishing')], NOW, 0), 1200);
  assert.equal(pauseMs([post('scheduled', { publish_at: due })], NOW, 0), 1200);
  assert.equal(pauseMs([post('publishing')], NOW, 20), 8000);
  assert.equal(pauseMs([post('scheduled', { publish_at: later })], NOW, 0), 15_000);
  assert.equal(pauseMs([post('published')], NOW, 20), 60_000);
});
