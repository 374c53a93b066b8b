import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lastDay, taxOf, toPay } from './invoice';

test('tax by price', () => {
  assert.deepEqual([0, 2_000_000, 2_000_001].map(taxOf), [0.11, 0.11, 0.125]);
});

test('what is paid, and until when', () => {
  assert.equal(toPay(120_000, 0.11), 133_200);
  assert.equal(lastDay('2026-02-01', 30), '2026-03-02');
});
