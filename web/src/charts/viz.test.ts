import assert from 'node:assert/strict';
import { test } from 'node:test';
import { areaPath, labelStep, linear, linePath, lonely, segments, ticks, type Point } from './viz';

test('linear maps a domain to a range, and an empty domain to the middle', () => {
  const scale = linear(0, 10, 100, 0);
  assert.deepEqual([0, 5, 10].map(scale), [100, 50, 0]);
  assert.equal(linear(3, 3, 0, 40)(3), 20);
});

const TICKS: [
  name: string,
  min: number,
  max: number,
  options: Parameters<typeof ticks>[2],
  want: number[],
][] = [
  ['flows start at zero', 130, 980, { count: 4, zero: true }, [0, 200, 400, 600, 800, 1000]],
  [
    'levels keep to their range',
    192_300,
    194_630,
    { count: 4 },
    [192_000, 192_500, 193_000, 193_500, 194_000, 194_500, 195_000],
  ],
  ['counts have no half steps', 0, 1, { count: 4, whole: true, zero: true }, [0, 1]],
  ['a flat count still has a scale', 5, 5, { count: 4, whole: true }, [4, 5, 6]],
  ['nothing but zeros', 0, 0, { count: 4, whole: true, zero: true }, [0, 1]],
  ['a loss goes below zero', -40, 90, { count: 4, zero: true }, [-50, 0, 50, 100]],
  ['fractions', 0.42, 1.43, { count: 4, zero: true }, [0, 0.5, 1, 1.5]],
  ['no rounding dust', 0, 0.3, { count: 3, zero: true }, [0, 0.1, 0.2, 0.3]],
];

for (const [name, min, max, options, want] of TICKS) {
  test(`ticks: ${name}`, () => assert.deepEqual(ticks(min, max, options), want));
}

test('ticks always enclose the data', () => {
  let seed = 7;
  const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  for (let i = 0; i < 500; i++) {
    const [a, b] = [random() * 10 ** (i % 7) - 50, random() * 10 ** (i % 7)];
    const marks = ticks(Math.min(a, b), Math.max(a, b), { count: 4 });
    assert.ok(marks[0]! <= Math.min(a, b) && marks.at(-1)! >= Math.max(a, b), `${a} ${b} ${marks}`);
    assert.ok(marks.length <= 9, `${marks.length} marks`);
  }
});

const POINTS: (Point | null)[] = [
  [0, 10],
  [10, 20],
  null,
  [30, 5],
  null,
  null,
  [60, 8],
  [70, 9],
  [80, 1],
];

test('a gap splits the line and is never bridged', () => {
  assert.deepEqual(
    segments(POINTS).map((run) => run.length),
    [2, 1, 3],
  );
  const path = linePath(POINTS);
  assert.equal(path.match(/M/g)?.length, 3);
  assert.ok(path.startsWith('M0,10L10,20M30,5h.1M60,8C'));
});

test('a point between two gaps is found', () => assert.deepEqual(lonely(POINTS), [[30, 5]]));

test('areas close on the base, one per run of two or more', () => {
  const area = areaPath(POINTS, 50);
  assert.equal(area.match(/Z/g)?.length, 2);
  assert.ok(area.includes('L10,50L0,50Z') && area.includes('L80,50L60,50Z'));
});

test('nothing known draws nothing', () => {
  assert.equal(linePath([null, null]), '');
  assert.equal(areaPath([], 10), '');
});

test('the curve never leaves the range of its neighbours', () => {
  const run: Point[] = [
    [0, 0],
    [10, 100],
    [20, 100],
    [30, 3],
    [40, 3.5],
    [50, 80],
  ];
  const numbers = [...linePath(run).matchAll(/C([^C]+)/g)];
  numbers.forEach((match, i) => {
    const [c1, c2] = match[1]!.split(' ').map((pair) => Number(pair.split(',')[1]));
    const [low, high] = [run[i]![1], run[i + 1]![1]].sort((a, b) => a - b);
    for (const y of [c1!, c2!])
      assert.ok(y >= low! - 0.05 && y <= high! + 0.05, `segment ${i}: ${y}`);
  });
});

test('labels keep their distance', () => {
  assert.equal(labelStep(7, 700, 76), 1);
  assert.equal(labelStep(28, 700, 76), 4);
  assert.equal(labelStep(90, 40, 76), 90);
});
