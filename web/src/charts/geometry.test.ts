import assert from 'node:assert/strict';
import { test } from 'node:test';
import { indexAt, layout } from './geometry';
import { change, isEmpty, type Lane, type TimeModel } from './model';

const DAYS = ['2026-11-18', '2026-11-19', '2026-11-20', '2026-11-21'];

const lane = (values: (number | null)[], more: Partial<Lane> = {}): Lane => ({
  key: 'a',
  label: 'A',
  values,
  tone: 1,
  form: 'area',
  zero: true,
  whole: true,
  format: String,
  axis: String,
  ...more,
});

const model = (...lanes: Lane[]): TimeModel => ({ days: DAYS, previousDays: [], lanes });

test('lanes lie below each other and do not touch', () => {
  const shape = layout(model(lane([1, 2, 3, 4]), lane([9, 9, 9, 9], { key: 'b' })), 800, 90);
  const [first, second] = shape.lanes;
  assert.ok(second!.top > first!.bottom);
  assert.ok(shape.height > second!.bottom);
});

test('every point lies inside its plot', () => {
  const shape = layout(model(lane([5, null, -3, 40])), 360, 200);
  for (const point of shape.lanes[0]!.points) {
    if (!point) continue;
    assert.ok(point[0] >= shape.left && point[0] <= shape.right);
    assert.ok(point[1] >= shape.lanes[0]!.top && point[1] <= shape.lanes[0]!.bottom);
  }
});

test('the axis leaves room for its longest label', () => {
  const short = layout(model(lane([0, 1, 2, 3])), 600, 200);
  const long = layout(model(lane([0, 1, 2, 3], { axis: () => '194,5 rb' })), 600, 200);
  assert.ok(long.left > short.left);
});

test('a day without a value has no bar; a zero has one of no height', () => {
  const shape = layout(model(lane([2, null, 0, 1], { form: 'bars' })), 600, 200);
  const heights = shape.lanes[0]!.bars.map((bar) => bar.height);
  assert.equal(heights.length, 3);
  assert.equal(heights[1], 0);
  assert.ok(heights[0]! > heights[2]!);
});

test('the window before leaves its mark even on days that are unknown now', () => {
  const bars = lane([null, 1, 1, 1], { form: 'bars', previous: [1, 0, null, 1] });
  const shape = layout(model(bars), 600, 200);
  assert.deepEqual(
    shape.lanes[0]!.bars.map((bar) => bar.previous !== null),
    [true, false, false, true],
  );
});

test('a single day stands in the middle', () => {
  const shape = layout({ ...model(lane([3])), days: ['2026-11-21'] }, 600, 200);
  const x = shape.x(0);
  assert.ok(x > 250 && x < 380, String(x));
});

test('the pointer finds the nearest day and stays in range', () => {
  const shape = layout(model(lane([1, 2, 3, 4])), 600, 200);
  const at = (position: number) => indexAt(shape, DAYS.length, position);
  assert.deepEqual([-50, shape.x(1) + 3, shape.x(2) - 3, 5000].map(at), [0, 1, 2, 3]);
});

test('empty means that no lane knows anything', () => {
  assert.equal(isEmpty(model(lane([null, null, null, null]))), true);
  assert.equal(isEmpty(model(lane([null, 0, null, null]))), false);
});

const CHANGES: [number | null, number | null, number | null][] = [
  [110, 100, 10],
  [90, 100, -10],
  [5, 0, null],
  [null, 5, null],
  [5, null, null],
];
for (const [now, then, want] of CHANGES) {
  test(`change of ${then} to ${now} is ${want}`, () => assert.equal(change(now, then), want));
}
