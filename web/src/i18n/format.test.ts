import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatter } from './format';
import { en } from './en';
import { id } from './id';

const f = formatter('id-ID');
const e = formatter('en-GB');

const UNKNOWNS = [null, undefined, Number.NaN, Number.POSITIVE_INFINITY];

test('unknown is a dash, never a zero', () => {
  for (const value of UNKNOWNS) {
    for (const text of [
      f.whole(value),
      f.compact(value),
      f.signed(value),
      f.fixed(value, 2),
      f.percent(value, 1),
    ]) {
      assert.equal(text, '–');
    }
  }
  assert.equal(f.whole(0), '0');
  assert.equal(f.percent(0, 2), '0,00%');
});

test('numbers in both languages', () => {
  assert.deepEqual([f.whole(187896), e.whole(187896)], ['187.896', '187,896']);
  assert.deepEqual([f.fixed(677.8333, 2), e.fixed(677.8333, 2)], ['677,83', '677.83']);
  assert.equal(e.compact(12_300).toLowerCase(), '12.3k');
  assert.equal(f.compact(12_300).replace(/\s/, ' '), '12,3 rb');
  assert.deepEqual([f.signed(204), f.signed(-204), f.signed(0)], ['+204', '-204', '0']);
  assert.equal(f.percent(-0.456, 2, true), '-0,46%');
});

test('timestamps are shown in Jakarta time', () => {
  assert.equal(f.date('2022-12-26T20:44:36+07:00'), '26 Des 2022');
  assert.equal(f.date('2022-12-26T20:00:00Z'), '27 Des 2022');
  assert.equal(f.time('2022-12-26T13:05:00Z'), '20.05');
  assert.equal(f.dateNumeric('2022-12-26T13:05:00Z'), '26/12/2022');
});

test('plain days are not shifted by any zone', () => {
  assert.equal(f.dayLong('2022-12-26'), '26 Desember 2022');
  assert.equal(f.range('2022-10-18', '2022-10-24'), '18 Okt 2022 – 24 Okt 2022');
  assert.equal(f.range('2022-10-18', '2022-10-18'), '18 Okt 2022');
});

type Tree = Record<string, unknown>;

/** Every text of a dictionary with its place; functions are called with plain arguments. */
function texts(tree: Tree, at = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] => {
    const here = `${at}.${key}`;
    if (typeof value === 'string') return [[here, value]];
    if (typeof value === 'function') return [[here, String(value(2, 3))]];
    return typeof value === 'object' ? texts(value as Tree, here) : [];
  });
}

test('no text is empty but an action that has none', () => {
  for (const dict of [id, en]) {
    for (const [at, text] of texts(dict as unknown as Tree)) {
      assert.ok(text.trim() || at.endsWith('.action'), at);
    }
  }
});

test('both languages have as many weekdays, steps and hints', () => {
  const places = (dict: unknown) => texts(dict as Tree).map(([at]) => at);
  assert.deepEqual(places(en), places(id));
});

test('the four messages of Social Connect are the contract’s', () => {
  const { codes } = id.errors;
  assert.equal(
    codes.not_admin_page.message,
    'Akun Facebook ini tidak punya akses admin/editor ke Page yang dipilih.',
  );
  assert.equal(
    codes.instagram_not_connected_to_page.message,
    'Page Facebook belum terhubung ke Instagram Business.',
  );
  assert.equal(codes.token_expired.message, 'Koneksi Meta kedaluwarsa. Silakan connect ulang.');
  assert.equal(codes.permissions_missing.message, 'Izin Meta belum lengkap untuk auto-posting.');
});
