import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasOption, kindsOf, takes } from './kinds';
import type { Kind, Medium } from './shapes';

const INSTAGRAM = {
  place: 'instagram' as const,
  kinds: ['image', 'carousel', 'reel', 'story'] as Kind[],
};
const PAGE = { place: 'page' as const, kinds: ['image', 'carousel', 'text'] as Kind[] };

test('the media make the kind, the accounts narrow it', () => {
  const rows: [Medium[], (typeof INSTAGRAM | typeof PAGE)[], Kind[]][] = [
    [[], [PAGE], ['text']],
    [[], [], ['text']],
    [['image'], [INSTAGRAM], ['image', 'story']],
    [['image'], [INSTAGRAM, PAGE], ['image']],
    [['video'], [INSTAGRAM], ['reel', 'story']],
    [['video'], [PAGE], ['reel', 'story', 'video']],
    [['image', 'video'], [INSTAGRAM], ['carousel']],
    [['image', 'video'], [INSTAGRAM, PAGE], ['carousel']],
  ];
  for (const [media, places, kinds] of rows) {
    assert.deepEqual(kindsOf(media, places), kinds, `${media} at ${places.map((p) => p.place)}`);
  }
});

test('a Page takes albums of photos alone', () => {
  assert.equal(takes(PAGE, 'carousel', ['image', 'image']), true);
  assert.equal(takes(PAGE, 'carousel', ['image', 'video']), false);
  assert.equal(takes(INSTAGRAM, 'carousel', ['image', 'video']), true);
});

test('options belong to kinds', () => {
  assert.equal(hasOption('reel', 'share_to_feed'), true);
  assert.equal(hasOption('image', 'share_to_feed'), false);
  assert.equal(hasOption('carousel', 'user_tags'), false);
});
