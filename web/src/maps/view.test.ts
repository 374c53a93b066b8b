import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Place } from './project';
import { CLOSEST, closeUp, middleOf, type Box } from './view';

const WHOLE: Box = { x: 60, y: 20, width: 1880, height: 840 };

test('the whole map, whatever its middle should be', () => {
  assert.deepEqual(closeUp(WHOLE, [1500, 600], 1), WHOLE);
});

test('a place is in the middle, and the shape stays', () => {
  for (let times = 2; times <= CLOSEST; times *= 2) {
    const box = closeUp(WHOLE, [1000, 440], times);
    assert.deepEqual(middleOf(box), [1000, 440]);
    assert.equal(box.width, WHOLE.width / times);
    assert.equal(box.height, WHOLE.height / times);
  }
});

const EDGES: [place: Place, x: number, y: number][] = [
  [[0, 0], 60, 20],
  [[5000, 5000], 60 + (1880 * 3) / 4, 20 + (840 * 3) / 4],
  [[1000, -1], 1000 - 1880 / 8, 20],
];

for (const [place, x, y] of EDGES) {
  test(`nothing beside the map is seen: ${place}`, () => {
    const box = closeUp(WHOLE, place, 4);
    assert.deepEqual([box.x, box.y], [x, y]);
  });
}
