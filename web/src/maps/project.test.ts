import assert from 'node:assert/strict';
import { test } from 'node:test';
import { INDONESIA_HEIGHT, inIndonesia, onIndonesia, onWorld } from './project';

const SCALE = { k: 378.13, tx: 978.12, ty: 567.86 };

// Small places whose middles are in the file, as its own projection put them there.
const PLACES: [name: string, lng: number, lat: number, x: number, y: number][] = [
  ['Vatican', 12.45, 41.9, 986, 288],
  ['Singapore', 103.82, 1.35, 1512, 559],
  ['Malta', 14.4, 35.9, 997, 328],
  ['Nauru', 166.93, -0.53, 1874, 571],
];

for (const [name, lng, lat, x, y] of PLACES) {
  test(`the world map: ${name}`, () => {
    const [gotX, gotY] = onWorld(lng, lat, SCALE);
    assert.ok(Math.abs(gotX - x) < 3 && Math.abs(gotY - y) < 3, `${gotX} ${gotY}`);
  });
}

test('the map of Indonesia: its corners, and what lies outside', () => {
  assert.deepEqual(onIndonesia(94.8, 6.4), [0, 0]);
  assert.deepEqual(onIndonesia(141.2, -11.2).map(Math.round), [2000, Math.round(INDONESIA_HEIGHT)]);
  assert.equal(inIndonesia(106.8, -6.2), true);
  assert.equal(inIndonesia(4.5, 52.2), false);
});
