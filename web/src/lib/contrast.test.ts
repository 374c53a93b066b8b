import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contrastOnWhite, isColour } from './contrast';

const CASES: [string, number][] = [
  ['#ffffff', 1],
  ['#000000', 21],
  ['#767676', 4.54],
  ['#1f57e7', 5.87],
  ['#ffcc00', 1.51],
];

for (const [colour, ratio] of CASES) {
  test(`${colour} on white`, () => assert.ok(Math.abs(contrastOnWhite(colour) - ratio) < 0.015));
}

test('what is a colour', () => {
  assert.deepEqual(['#1f57e7', '#1F57E7', '1f57e7', '#fff', '#12345g', ''].map(isColour), [
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
});
