import assert from 'node:assert/strict';
import { test } from 'node:test';
import { instantOf, nextOfWeek, nextQuarter, wallAt, zoneName } from './times';

const iso = (ms: number) => new Date(ms).toISOString();

test('a time on the wall is an instant, and back', () => {
  const rows: [string, string, string][] = [
    ['2026-11-24T19:00', 'Asia/Jakarta', '2026-11-24T12:00:00.000Z'],
    ['2026-11-24T19:00', 'Asia/Makassar', '2026-11-24T11:00:00.000Z'],
    ['2026-01-01T00:00', 'Asia/Jayapura', '2025-12-31T15:00:00.000Z'],
    ['2026-07-01T12:00', 'Europe/London', '2026-07-01T11:00:00.000Z'],
    ['2026-11-24T05:45', 'Asia/Kathmandu', '2026-11-24T00:00:00.000Z'],
  ];
  for (const [wall, zone, instant] of rows) {
    assert.equal(iso(instantOf(wall, zone)), instant, `${wall} ${zone}`);
    assert.equal(wallAt(Date.parse(instant), zone), wall);
  }
});

test('a skipped time is as much later, a doubled one is the first', () => {
  // London: 29 March 2026, 01:00 becomes 02:00; 25 October 2026, 02:00 becomes 01:00.
  assert.equal(iso(instantOf('2026-03-29T01:30', 'Europe/London')), '2026-03-29T01:30:00.000Z');
  assert.equal(iso(instantOf('2026-10-25T01:30', 'Europe/London')), '2026-10-25T00:30:00.000Z');
  assert.ok(Number.isNaN(instantOf('soon', 'Asia/Jakarta')));
});

test('quarters and hours of the week lie ahead', () => {
  const now = Date.parse('2026-11-24T12:07:00Z'); // a Tuesday, 19.07 WIB
  assert.equal(iso(nextQuarter(now, 10 * 60_000)), '2026-11-24T12:30:00.000Z');
  assert.equal(iso(nextOfWeek(now, 'Asia/Jakarta', 2, '20:00')), '2026-11-24T13:00:00.000Z');
  assert.equal(iso(nextOfWeek(now, 'Asia/Jakarta', 2, '19:00')), '2026-12-01T12:00:00.000Z');
  assert.equal(iso(nextOfWeek(now, 'Asia/Jakarta', 0, '07:00')), '2026-11-29T00:00:00.000Z');
});

test('zones have short names', () => {
  assert.equal(zoneName('Asia/Makassar'), 'WITA');
  assert.equal(zoneName('America/New_York'), 'New York');
});
