import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeOf } from './fields';

test('what the server says of an input is shown where it was entered', () => {
  const rows: [string, string | null][] = [
    ['caption', 'caption'],
    ['targets', 'targets'],
    ['targets[1].caption', 'caption'],
    ['targets[0].connection_id', 'targets'],
    ['targets[0].location_id', 'location_id'],
    ['media[2].url', 'media[2].url'],
    ['media', 'media'],
    ['repeat.until', 'repeat'],
    ['kind', null],
    ['idempotency_key', null],
    ['', null],
  ];
  for (const [field, place] of rows) assert.equal(placeOf(field), place, field);
});
