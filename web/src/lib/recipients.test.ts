import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressesIn, isAddress, RECIPIENTS_MAX, withAddresses } from './recipients';

test('what is an address', () => {
  const cases: [string, boolean][] = [
    ['rani@contoh.id', true],
    ['rani+laporan@mail.contoh.co.id', true],
    ['rani@contoh', false],
    ['rani contoh.id', false],
    ['@contoh.id', false],
    ['rani@@contoh.id', false],
    [`${'a'.repeat(250)}@b.id`, false],
  ];
  for (const [text, good] of cases) assert.equal(isAddress(text), good, text);
});

test('lists as they are pasted', () => {
  assert.deepEqual(addressesIn('Rani <rani@contoh.id>, budi@contoh.id;\nsari@contoh.id '), [
    'rani@contoh.id',
    'budi@contoh.id',
    'sari@contoh.id',
  ]);
});

test('what is good is taken, the rest stays with its reason', () => {
  assert.deepEqual(withAddresses(['a@b.id'], 'c@d.id, x, e@f.id'), {
    list: ['a@b.id', 'c@d.id'],
    rest: 'x, e@f.id',
    refusal: { kind: 'wrong', text: 'x' },
  });
  assert.deepEqual(withAddresses(['a@b.id'], 'A@b.id').refusal, { kind: 'twice', text: 'A@b.id' });
  const full = Array.from({ length: RECIPIENTS_MAX }, (_, i) => `a${i}@b.id`);
  assert.deepEqual(withAddresses(full, 'z@b.id').refusal, { kind: 'full' });
});
