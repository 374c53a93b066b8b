import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PostTextRule } from '../api/types';
import { characters, countersOf, hashtagsOf, mentions } from './counts';

test('characters are code points', () => {
  assert.equal(characters('Kopi ☕️'), 7);
  assert.equal(characters('👩‍🍳'), 3);
});

test('hashtags are counted once, and only where they begin', () => {
  const rows: [string, string[]][] = [
    ['#kopi #Kopi #teh', ['kopi', 'teh']],
    ['harga#1 dan &#39;', []],
    ['(#promo) ＃lebar', ['promo', 'lebar']],
    ['# sendiri ##dua', ['dua']],
    ['#café #日本', ['café', '日本']],
  ];
  for (const [text, tags] of rows) assert.deepEqual(hashtagsOf(text), tags, text);
});

test('mentions are not e-mail addresses', () => {
  assert.equal(mentions('@rani dan @budi_2, tulis ke halo@contoh.id @ @.x'), 2);
});

const rule = (measure: PostTextRule['measure'], max: number, refuses: boolean): PostTextRule => ({
  place: 'instagram_caption',
  measure,
  max,
  refuses,
  source: refuses ? 'reference' : 'announcement',
  read_on: '2026-11-21',
});
const RULES = [rule('characters', 10, true), rule('hashtags', 3, true), rule('hashtags', 1, false)];

test('what is unwise and what is refused are two things', () => {
  const levels = (text: string) =>
    countersOf(RULES, 'instagram_caption', text).map(({ measure, level }) => [measure, level]);
  assert.deepEqual(levels('#a'), [
    ['characters', 'fine'],
    ['hashtags', 'fine'],
  ]);
  assert.deepEqual(levels('#a #b'), [
    ['characters', 'fine'],
    ['hashtags', 'unwise'],
  ]);
  assert.deepEqual(levels('#a #b #c #d'), [
    ['characters', 'refused'],
    ['hashtags', 'refused'],
  ]);
  assert.deepEqual(countersOf(RULES, 'page_message', 'x'), []);
});
