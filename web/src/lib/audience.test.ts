import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cityShares, level, onlineGrid, people, recommendedHours } from './audience';

const END = '2022-10-18T14:00:00+07:00'; // a Tuesday; its row is about Monday

test('cities: the mean over the days, then the share of all means', () => {
  const row = (city: string, value: number) => ({
    city,
    province: 'Jawa Barat',
    value,
    end_time: END,
    updated_timestamp: END,
  });
  const found = cityShares([row('Bekasi', 10), row('Bandung', 30), row('Bandung', 50)]);
  assert.deepEqual(
    found.map(({ name, mean, share }) => [name, mean, share]),
    [
      ['Bandung', 40, 80],
      ['Bekasi', 10, 20],
    ],
  );
});

test('people: both dimensions, without those who do not tell', () => {
  const row = (gender: 'M' | 'F' | 'U', age: string, value: number) => ({
    gender,
    age,
    value,
    end_time: END,
    updated_timestamp: END,
  });
  const found = people([
    row('F', '18-24', 60),
    row('M', '18-24', 20),
    row('M', '65+', 20),
    row('U', '18-24', 900),
  ]);
  assert.equal(found.women, 60);
  assert.equal(found.men, 40);
  assert.deepEqual(found.majority, { gender: 'F', age: '18-24', share: 60 });
  assert.deepEqual(found.ages[1], { age: '18-24', women: 60, men: 20 });
});

test('people: nobody', () => {
  assert.deepEqual(people([]).majority, null);
});

const HOURS: [name: string, hour: number, weekday: number, local: number][] = [
  ['the same day', 5, 0, 19],
  ['the last hour of the day', 9, 0, 23],
  ['rolls into the next day', 10, 1, 0],
  ['late in the evening there', 23, 1, 13],
];

for (const [name, hour, weekday, local] of HOURS) {
  test(`online followers: ${name}`, () => {
    const { best } = onlineGrid([{ hour, value: 7, end_time: END, updated_timestamp: END }]);
    assert.deepEqual(best, { weekday, hour: local, value: 7 });
  });
}

test('online followers: an empty list has no best hour', () => {
  const grid = onlineGrid([]);
  assert.equal(grid.best, null);
  assert.equal(grid.cells.length, 7);
  assert.deepEqual(recommendedHours(grid), [[], [], [], [], [], [], []]);
});

test('online followers: weeks are averaged, and only busy hours are recommended', () => {
  const grid = onlineGrid([
    { hour: 5, value: 100, end_time: END, updated_timestamp: END },
    { hour: 5, value: 60, end_time: '2022-10-25T14:00:00+07:00', updated_timestamp: END },
    { hour: 6, value: 65, end_time: END, updated_timestamp: END },
    { hour: 7, value: 64, end_time: END, updated_timestamp: END },
  ]);
  assert.equal(grid.max, 80);
  assert.deepEqual(recommendedHours(grid)[0], [19, 20]);
});

test('levels of the heat map', () => {
  const levels = [null, 0, 1, 20, 21, 80, 81, 100].map((value) => level(value, 100));
  assert.deepEqual(levels, [0, 0, 1, 1, 2, 5, 6, 6]);
});
