// Posts in every state. Times are counted from when they are made.
import { ACCOUNTS } from './mock-data.mjs';

const [MAIN] = ACCOUNTS;
export const ZONE = 'Asia/Jakarta';
export const DAY = 86_400_000;
export const iso = (ms) => new Date(ms).toISOString().replace(/\.\d+Z$/, '+00:00');
export const inJakarta = (wall) => Date.parse(`${wall}:00+07:00`);
export const wallOf = (ms) => new Date(ms + 7 * 3_600_000).toISOString().slice(0, 16);

export const INSTAGRAM = {
  connection_id: 'conn_7f3a2c',
  place: 'instagram',
  account_id: MAIN.id,
  name: MAIN.name,
  username: MAIN.username,
  picture_url: null,
  kinds: ['image', 'carousel', 'reel', 'story'],
  trouble: null,
};
export const PAGE = {
  connection_id: 'conn_7f3a2c',
  place: 'page',
  account_id: '101',
  name: 'Dapur Nusantara',
  username: null,
  picture_url: null,
  kinds: ['image', 'carousel', 'text', 'reel', 'story', 'video'],
  trouble: null,
};

const WAY = ['schedule', 'claim', 'create', 'created', 'intend', 'publish', 'finish'];
const NEXT = {
  schedule: 'scheduled',
  claim: 'claimed',
  create: 'creating',
  created: 'container',
  intend: 'intent',
  publish: 'published',
  finish: 'done',
  refuse: 'failed',
  give_up: 'unknown',
  late: 'held',
};
const ENDS = {
  published: WAY,
  publishing: WAY.slice(0, 4),
  failed: [...WAY.slice(0, 3), 'refuse'],
  unconfirmed: [...WAY.slice(0, 5), 'give_up'],
  held: ['schedule', 'late'],
  scheduled: ['schedule'],
};
const DETAILS = {
  schedule: 'user',
  created: '17912340009',
  publish: '18044556677',
  refuse: 'media_ratio',
};

const FAULTS = {
  failed: {
    code: 'media_ratio',
    message: 'Rasio gambar di luar 4:5 sampai 1,91:1.',
    action: 'Potong gambarnya.',
    meta_code: 36003,
    meta_subcode: 2207009,
    meta_message: 'The aspect ratio is not supported.',
  },
  unconfirmed: {
    code: 'unconfirmed',
    message: 'Belum pasti apakah posting ini sudah tayang.',
    action: 'Periksa di aplikasi, lalu nyatakan sudah tayang atau belum.',
    meta_code: null,
    meta_subcode: null,
    meta_message: null,
  },
  held: {
    code: 'missed',
    message: 'Waktunya terlewat saat server mati.',
    action: 'Terbitkan sekarang, jadwalkan lagi, atau batalkan.',
    meta_code: null,
    meta_subcode: null,
    meta_message: null,
  },
};

function stepsOf(state, at) {
  let from = 'draft';
  return (ENDS[state] ?? []).map((event, i) => {
    const step = {
      number: i + 1,
      at: iso(event === 'schedule' ? at - 2 * DAY : at + i * 2300),
      event,
      from,
      to: NEXT[event],
      detail: DETAILS[event] ?? '',
    };
    from = step.to;
    return step;
  });
}

export function targetOf(place, state, at, id) {
  const done = state === 'published';
  return {
    id: `${id}${place.place === 'page' ? 2 : 1}`,
    connection_id: place.connection_id,
    place: place.place,
    account_id: place.account_id,
    state,
    step: done ? 'done' : state === 'publishing' ? 'container' : state,
    next_look_at: null,
    media_id: done ? '18044556677' : null,
    permalink: done
      ? `https://www.${place.place === 'page' ? 'facebook.com/101/posts' : 'instagram.com/p'}/C${id}xYz/`
      : null,
    comment_id: null,
    published_at: done ? iso(at + 12_000) : null,
    fault: FAULTS[state] ?? null,
    caption: null,
    first_comment: null,
    options: null,
    steps: stepsOf(state, at),
  };
}

let nextId = 900;

/** A post as the server shows it; `at` null: a draft without a time. */
export function makePost({ state, at = null, places = [INSTAGRAM], ...more }) {
  const id = String((nextId += 1));
  return {
    id,
    kind: 'image',
    state,
    caption: '',
    first_comment: null,
    options: {},
    media: [],
    publish_at: at === null ? null : iso(at),
    wall_time: at === null ? null : wallOf(at),
    time_zone: at === null ? null : ZONE,
    revision: 1,
    approval: null,
    series_id: null,
    created_at: iso(Date.now() - 3 * DAY),
    updated_at: iso(Date.now() - DAY),
    targets: places.map((place) => targetOf(place, state, at ?? 0, id)),
    findings: [],
    warnings: [],
    ...more,
  };
}

const image = (seed, shape) => ({
  kind: 'image',
  url: `/mock-picture?seed=${seed}${shape ? `&shape=${shape}` : ''}`,
  upload_id: null,
  alt_text: null,
  cover: null,
});

/** A month that has seen something of everything. */
export function fullPlan(state) {
  const today = wallOf(Date.now()).slice(0, 10);
  const on = (days, clock) =>
    inJakarta(`${wallOf(inJakarta(`${today}T12:00`) + days * DAY).slice(0, 10)}T${clock}`);
  const both = [INSTAGRAM, PAGE];
  const soto =
    'Soto Betawi yang kuahnya gurih sampai suapan terakhir 🍲 Simpan resepnya, masak akhir pekan ini, lalu ceritakan hasilnya di komentar!\n\n#resepnusantara #sotobetawi';
  state.places = [INSTAGRAM, PAGE];
  state.posts = [
    makePost({
      state: 'published',
      at: on(-12, '18:30'),
      caption: 'Rendang 8 jam: sabar itu bumbu',
      media: [image(0)],
      places: both,
    }),
    makePost({
      state: 'published',
      at: on(-6, '12:00'),
      kind: 'carousel',
      caption: '5 sambal, 5 tingkat pedas',
      media: [image(2), image(0), image(3)],
    }),
    makePost({ state: 'published', at: on(-3, '19:00'), kind: 'story', media: [image(4, 'tall')] }),
    makePost({
      state: 'failed',
      at: on(-1, '19:00'),
      caption: 'Menu baru: nasi krawu komplit',
      media: [image(5, 'tall')],
    }),
    makePost({
      state: 'unconfirmed',
      at: on(-2, '12:00'),
      caption: 'Di balik dapur, jam 4 pagi',
      media: [image(2)],
    }),
    makePost({
      state: 'published',
      at: on(0, '06:30'),
      caption: 'Sarapan Jumat: lontong sayur',
      media: [image(1)],
      places: both,
    }),
    makePost({
      state: 'publishing',
      at: Date.now() - 20_000,
      caption: 'Cara melipat daun pisang tanpa sobek',
      media: [image(1)],
      kind: 'image',
    }),
    makePost({
      state: 'scheduled',
      at: on(1, '19:00'),
      caption: soto,
      media: [image(0), image(3), image(1)],
      kind: 'carousel',
      first_comment: '#dapurnusantara #kulinerindonesia',
      places: both,
      series_id: null,
    }),
    makePost({
      state: 'scheduled',
      at: on(1, '12:00'),
      caption: 'Promo makan siang: paket hemat',
      media: [image(3)],
      series_id: '4',
    }),
    makePost({ state: 'scheduled', at: on(4, '07:00'), kind: 'story', media: [image(4, 'tall')] }),
    makePost({
      state: 'scheduled',
      at: on(4, '18:00'),
      caption: 'Tips memilih santan segar',
      media: [image(1)],
    }),
    makePost({
      state: 'scheduled',
      at: on(4, '19:30'),
      caption: 'Giveaway akhir bulan!',
      media: [image(5)],
    }),
    makePost({
      state: 'scheduled',
      at: on(4, '21:00'),
      caption: 'Besok kita masak apa?',
      media: [image(2)],
    }),
    makePost({
      state: 'draft',
      at: on(6, '10:00'),
      caption: 'Ide: kolaborasi dengan pasar tani',
      media: [image(1)],
    }),
    makePost({
      state: 'held',
      at: on(-1, '07:00'),
      caption: 'Sarapan cepat sebelum kerja',
      media: [image(3)],
    }),
    makePost({
      state: 'draft',
      caption: 'Cerita pelanggan: Bu Tini dan gudegnya',
      media: [image(0)],
    }),
    makePost({
      state: 'draft',
      caption: 'Resep simpanan nenek',
      media: [],
      kind: 'text',
      places: [PAGE],
    }),
  ].sort((a, b) => (a.publish_at ?? '9').localeCompare(b.publish_at ?? '9'));
}

/* ---- answers ---- */
