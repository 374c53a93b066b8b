import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noteServerTime, now } from './clock';

const LOCAL = Date.parse('2026-11-21T00:00:00Z');
const skew = () => now() - Date.now();

test('small differences are transit time, large ones are the server’s clock', () => {
  noteServerTime('Sat, 21 Nov 2026 00:00:30 GMT', LOCAL);
  assert.equal(skew(), 0);
  noteServerTime('Sun, 22 Nov 2026 00:00:00 GMT', LOCAL);
  assert.equal(Math.round(skew() / 3_600_000), 24);
  noteServerTime('garbage', LOCAL);
  noteServerTime(null, LOCAL);
  assert.equal(Math.round(skew() / 3_600_000), 24);
  noteServerTime('Sat, 21 Nov 2026 00:00:00 GMT', LOCAL);
  assert.equal(skew(), 0);
});
