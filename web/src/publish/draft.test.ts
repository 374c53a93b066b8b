import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  draftOf,
  draftOfSeries,
  emptyDraft,
  inputOf,
  isBlank,
  isSame,
  kindOf,
  mediumByUrl,
} from './draft';
import type { Draft } from './draft';
import type { Kind, PostDetail, Series } from './shapes';

const NOW = Date.parse('2026-11-24T12:07:00Z');
const ZONE = 'Asia/Jakarta';
const IG = 'conn_1 instagram';
const INSTAGRAM = {
  place: 'instagram' as const,
  kinds: ['image', 'carousel', 'reel', 'story'] as Kind[],
};

const draft = (more: Partial<Draft> = {}): Draft => ({
  ...emptyDraft(NOW, ZONE),
  targets: [IG],
  media: [mediumByUrl('https://cdn.example/a.jpg')],
  caption: 'Halo',
  ...more,
});

test('a new draft is due at the next quarter that is an hour away', () => {
  assert.equal(emptyDraft(NOW, ZONE).wall, '2026-11-24T20:15');
  assert.equal(isBlank(emptyDraft(NOW, ZONE)), true);
  assert.equal(isBlank(draft()), false);
});

test('the time is said in the way that was chosen', () => {
  const time = { publish_at: '2026-11-24T20:15', time_zone: ZONE };
  const rows: [Partial<Draft>, 'go' | 'draft', object][] = [
    [{}, 'go', time],
    [{ when: 'now' }, 'go', { publish_now: true }],
    [{ when: 'queue' }, 'go', { queue: true }],
    [{}, 'draft', { draft: true, ...time }],
    [{ when: 'now' }, 'draft', { draft: true }],
  ];
  const timed = ['publish_at', 'time_zone', 'publish_now', 'queue', 'draft'];
  for (const [more, intent, expected] of rows) {
    const input = inputOf(draft(more), 'image', intent);
    const said = Object.fromEntries(Object.entries(input).filter(([key]) => timed.includes(key)));
    assert.deepEqual(said, expected);
  }
});

test('a story says nothing, and only what its kind takes is sent', () => {
  const full = draft({
    firstComment: 'Pertama',
    locationId: '123',
    collaborators: ['budi'],
    userTags: [{ username: 'rani', x: 0.2, y: 0.4 }],
    variants: { [IG]: { caption: 'Lain', firstComment: null } },
  });
  const story = inputOf(full, 'story', 'go');
  assert.equal(story.caption, '');
  assert.equal(story.first_comment, null);
  assert.deepEqual(story.options, { user_tags: [{ username: 'rani' }] });
  assert.deepEqual(story.targets, [{ connection_id: 'conn_1', place: 'instagram' }]);
  const image = inputOf(full, 'image', 'go');
  assert.deepEqual(image.options, {
    location_id: '123',
    collaborators: ['budi'],
    user_tags: [{ username: 'rani', x: 0.2, y: 0.4 }],
  });
  assert.deepEqual(image.targets, [
    { connection_id: 'conn_1', place: 'instagram', caption: 'Lain' },
  ]);
});

test('a chosen kind holds as long as the media allow it', () => {
  assert.equal(kindOf(draft({ kind: 'story' }), [INSTAGRAM]), 'story');
  const two = [mediumByUrl('https://x/a.jpg'), mediumByUrl('https://x/b.mp4')];
  assert.equal(two[1]!.kind, 'video');
  assert.equal(kindOf(draft({ kind: 'story', media: two }), [INSTAGRAM]), 'carousel');
});

const STORED = {
  id: '7',
  kind: 'image',
  caption: 'Halo',
  first_comment: null,
  options: { location_id: '123' },
  media: [{ kind: 'image', url: 'https://cdn.example/a.jpg', alt_text: 'Kue' }],
  publish_at: '2026-12-01T10:00:00+07:00',
  wall_time: '2026-12-01T11:00',
  time_zone: 'Asia/Makassar',
  targets: [{ connection_id: 'conn_1', place: 'instagram', caption: null }],
} as unknown as PostDetail;

test('a stored post comes back as it went', () => {
  const got = draftOf(STORED, NOW, ZONE);
  const input = inputOf(got, 'image', 'go');
  assert.equal(input.publish_at, '2026-12-01T11:00');
  assert.equal(input.time_zone, 'Asia/Makassar');
  assert.deepEqual(input.media, [
    { url: 'https://cdn.example/a.jpg', kind: 'image', alt_text: 'Kue' },
  ]);
  assert.deepEqual(input.options, { location_id: '123' });
  assert.equal(isSame(got, draftOf(STORED, NOW, ZONE)), true);
  assert.equal(isSame(got, { ...got, caption: 'Lain' }), false);
});

test('what the composer has no field for is kept', () => {
  const own = { location_id: '9' };
  const reel = {
    ...STORED,
    kind: 'reel',
    options: { share_to_feed: true },
    media: [
      {
        kind: 'video',
        url: null,
        upload_id: '5',
        alt_text: null,
        cover: { url: null, upload_id: '6' },
      },
    ],
    targets: [{ connection_id: 'conn_1', place: 'instagram', caption: null, options: own }],
  } as unknown as PostDetail;
  const input = inputOf(draftOf(reel, NOW, ZONE), 'reel', 'go');
  assert.deepEqual(input.media, [{ upload_id: '5', cover: { upload_id: '6' } }]);
  assert.deepEqual(input.targets, [{ connection_id: 'conn_1', place: 'instagram', options: own }]);
});

test('a cover is an address, a file or a second, and only a reel has one', () => {
  const video = mediumByUrl('https://x/b.mp4');
  const cover = { key: 'k', url: ' https://x/c.jpg ', uploadId: null, fileName: '' };
  const reel = draft({ media: [video], cover, coverAt: 2 });
  assert.deepEqual(inputOf(reel, 'reel', 'go').media![0]!.cover, { url: 'https://x/c.jpg' });
  assert.deepEqual(inputOf(reel, 'reel', 'go').options, { share_to_feed: true });
  assert.equal(inputOf(reel, 'story', 'go').media![0]!.cover, undefined);
  const second = inputOf({ ...reel, cover: null }, 'reel', 'go');
  assert.equal(second.media![0]!.cover, undefined);
  assert.deepEqual(second.options, { share_to_feed: true, thumb_offset_ms: 2000 });
  const old = { ...STORED, kind: 'reel', options: { cover_url: 'https://x/c.jpg' } } as PostDetail;
  assert.equal(draftOf(old, NOW, ZONE).cover!.url, 'https://x/c.jpg');
});

const SERIES = {
  id: '4',
  active: true,
  publish_at: '2026-11-02T07:30',
  time_zone: 'Asia/Makassar',
  repeat: { every: 'week', interval: 2, weekdays: [1, 4], until: null, count: 10 },
  post: {
    caption: 'Menu minggu ini',
    media: [{ url: 'https://cdn.example/a.mp4' }],
    targets: [{ connection_id: 'conn_1' }],
  },
} as unknown as Series;

test('an address that nobody can decode is kept as it is', () => {
  const medium = mediumByUrl('https://x/potongan%2050%.jpg');
  assert.deepEqual(
    [medium.url, medium.fileName],
    ['https://x/potongan%2050%.jpg', 'potongan%2050%.jpg'],
  );
});

test('a series comes back as it went, however little of it was said', () => {
  const got = draftOfSeries(SERIES, NOW);
  assert.deepEqual(got.targets, [IG]);
  assert.equal(got.media[0]!.kind, 'video');
  const input = inputOf(got, kindOf(got, [INSTAGRAM]), 'go');
  assert.equal(input.kind, 'reel');
  assert.deepEqual([input.publish_at, input.time_zone], ['2026-11-02T07:30', 'Asia/Makassar']);
  assert.deepEqual(input.repeat, SERIES.repeat);
  const bare = { ...SERIES, repeat: { every: 'day' } } as Series;
  assert.deepEqual(draftOfSeries(bare, NOW).repeat, {
    every: 'day',
    interval: 1,
    weekdays: [],
    until: '',
    count: null,
  });
});
