// The plan: posts in every state, uploads, what a check finds, queues, import, calendar link and
// webhooks. Times are counted from when the state was made.
import { ACCOUNTS } from './mock-data.mjs';
import { picture } from './mock-pictures.mjs';

const [MAIN] = ACCOUNTS;
const ZONE = 'Asia/Jakarta';
const DAY = 86_400_000;
const iso = (ms) => new Date(ms).toISOString().replace(/\.\d+Z$/, '+00:00');
const inJakarta = (wall) => Date.parse(`${wall}:00+07:00`);
const wallOf = (ms) => new Date(ms + 7 * 3_600_000).toISOString().slice(0, 16);

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

const RULES = [
  ['instagram_caption', 'characters', 2200, true, 'Instagram Platform reference'],
  ['instagram_caption', 'hashtags', 30, true, 'Instagram Platform reference'],
  ['instagram_caption', 'mentions', 20, true, 'Instagram Platform reference'],
  ['instagram_caption', 'hashtags', 5, false, "Instagram's announcement of 19 December 2025"],
  ['instagram_comment', 'characters', 2200, true, 'Instagram Platform reference'],
  ['instagram_comment', 'hashtags', 30, true, 'Instagram Platform reference'],
  ['alt_text', 'characters', 1000, true, 'Instagram Platform reference'],
  ['page_message', 'characters', 63206, true, "Facebook's limit for a status"],
].map(([place, measure, max, refuses, source]) => ({
  place,
  measure,
  max,
  refuses,
  source,
  read_on: '2026-11-21',
}));

export const postState = () => ({
  places: [],
  quota: { used: 12, total: 100 },
  posts: [],
  uploads: [],
  /** what POST /api/posts/check says */
  findings: [],
  /** keys of posts that were made: the same key is the same post */
  keys: {},
  slots: {},
  hooks: [],
  deliveries: {},
  letters_on: true,
  feed: 'https://simpul.contoh.id/calendar/9f2c71e04ab84f0d.ics',
  needsApproval: false,
  members: [],
});

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

function targetOf(place, state, at, id) {
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

const fail = (status, code, message, field) => ({
  status,
  body: { error: { code, message, action: '', ...(field ? { field } : {}) } },
});
const gone = fail(404, 'not_found', 'Data tidak ditemukan.');

/** What is being published gets there while the page looks. */
function advance(state) {
  for (const post of state.posts) {
    if (post.goingAt === undefined || Date.now() < post.goingAt) continue;
    const end = post.state === 'publishing' ? (post.endsAs ?? 'published') : 'publishing';
    post.goingAt = end === 'publishing' ? Date.now() + 900 : undefined;
    setState(post, end);
  }
}

function setState(post, word) {
  const at = post.publish_at ? Date.parse(post.publish_at) : Date.now();
  post.state = word;
  post.revision += 1;
  post.targets = post.targets.map((target) => {
    const place = target.place === 'page' ? PAGE : INSTAGRAM;
    return { ...targetOf(place, word, at, post.id), caption: target.caption };
  });
}

function kindOf(media) {
  if (!media.length) return 'text';
  if (media.length > 1) return 'carousel';
  return media[0].kind === 'video' ? 'reel' : 'image';
}

function postOf(state, body) {
  const media = (body.media ?? []).map((medium) => {
    const upload = state.uploads.find((item) => item.id === medium.upload_id);
    return {
      kind: upload?.kind ?? medium.kind ?? 'image',
      url: upload ? `/api/uploads/${upload.id}/file` : medium.url,
      upload_id: medium.upload_id ?? null,
      alt_text: medium.alt_text ?? null,
    };
  });
  const at = body.publish_now
    ? Date.now()
    : body.queue
      ? Date.now() + DAY
      : body.publish_at
        ? inJakarta(body.publish_at.slice(0, 16))
        : null;
  const word = body.draft ? 'draft' : 'scheduled';
  const post = makePost({
    state: word,
    at,
    kind: body.kind ?? kindOf(media),
    caption: body.caption ?? '',
    first_comment: body.first_comment ?? null,
    options: body.options ?? {},
    media,
    places: (body.targets ?? []).map((t) => (t.place === 'page' ? PAGE : INSTAGRAM)),
    series_id: body.repeat ? '7' : null,
  });
  post.targets.forEach((target, i) => {
    target.caption = body.targets[i].caption ?? null;
  });
  if (body.publish_now) post.goingAt = Date.now() + 400;
  post.endsAs = /gagal/i.test(post.caption) ? 'failed' : 'published';
  return post;
}

function add(state, { body }) {
  if (!body.targets?.length)
    return fail(400, 'invalid_field', 'Pilih 1 sampai 20 akun.', 'targets');
  const known = state.keys[body.idempotency_key];
  if (known) return { status: 201, body: known };
  const post = postOf(state, body);
  state.posts.push(post);
  if (body.idempotency_key) state.keys[body.idempotency_key] = post;
  return { status: 201, body: post };
}

function list(state, { query }) {
  advance(state);
  const timeless = query.get('timeless') === 'true';
  const from = Date.parse(query.get('from') ?? '2000-01-01');
  const to = Date.parse(query.get('to') ?? '2100-01-01');
  const results = state.posts
    .filter((post) =>
      timeless
        ? post.publish_at === null
        : post.publish_at !== null &&
          Date.parse(post.publish_at) >= from &&
          Date.parse(post.publish_at) < to,
    )
    .sort((a, b) => Date.parse(a.publish_at) - Date.parse(b.publish_at));
  return { body: { count: results.length, next: null, previous: null, results } };
}

const slotsOf = (state, query) => {
  const key = `${query.get('connection_id')} ${query.get('place')}`;
  return { key, at: state.slots[key] ?? { time_zone: ZONE, slots: [] } };
};

const checkRows = (state, body, dry) => {
  const lines = Buffer.isBuffer(body) ? body.toString('utf8').trim().split(/\r?\n/).slice(1) : [];
  const rows = lines.map((line, i) => {
    const bad = line.includes('salah');
    const [at, caption = ''] = line.split(',');
    return {
      row: i + 2,
      ok: !bad,
      known: false,
      post_id: bad || dry ? null : String(500 + i),
      publish_at: bad ? null : at,
      caption,
      errors: bad
        ? [
            {
              field: 'publish_at',
              code: 'invalid_field',
              message: 'Isi dengan waktu seperti 2026-12-01T19:00.',
              action: null,
            },
          ]
        : [],
      warnings: [],
    };
  });
  const refused = rows.filter((row) => !row.ok).length;
  const accepted = rows.length - refused;
  return {
    dry_run: dry,
    rows,
    accepted,
    refused,
    stored: dry ? 0 : accepted,
    ignored_columns: null,
  };
};

const OWN = { id: '1', name: 'Rani Anggraini', role: 'owner', is_own: true };
const teamOf = (state) => ({ ...OWN, needs_approval: state.needsApproval, members: state.members });

const deliveryOf = (event, number) => ({
  id: String(number),
  message_id: `msg_${number}`,
  event,
  state: number % 3 ? 'delivered' : 'failed',
  reason: null,
  body: '{}',
  attempts: [
    {
      number: 1,
      at: iso(Date.now() - number * 3_600_000),
      status: number % 3 ? 200 : 502,
      took_ms: 84,
      error: number % 3 ? null : 'bad_status',
      answer: number % 3 ? 'ok' : 'Bad Gateway',
    },
  ],
  next_attempt_at: null,
  created_at: iso(Date.now() - number * 3_600_000),
  finished_at: iso(Date.now() - number * 3_600_000),
});

export const POST_ROUTES = {
  'GET /api/posts': list,
  'POST /api/posts': add,
  'GET /api/posts/rules': () => ({ body: RULES }),
  'GET /api/posts/places': (state) => ({ body: state.places }),
  'GET /api/posts/quota': (state) => ({ body: state.quota }),
  'POST /api/posts/check': (state) => ({ body: { findings: state.findings } }),
  'POST /api/posts/import': (state, { body, query }) => ({
    body: checkRows(state, body, query.get('dry_run') === 'true'),
  }),
  'POST /api/uploads': (state, { body, query, headers }) => {
    const kind = headers['content-type'].startsWith('video/') ? 'video' : 'image';
    const upload = {
      id: String(state.uploads.length + 1),
      kind,
      content_type: headers['content-type'],
      file_name: query.get('file_name'),
      size_bytes: body.length,
      width: 1080,
      height: 1350,
      duration_ms: null,
      created_at: iso(Date.now()),
      findings: [],
    };
    state.uploads.push({ ...upload, bytes: body });
    return { status: 201, body: upload };
  },
  'GET /api/queue-slots': (state, { query }) => ({
    body: {
      ...slotsOf(state, query).at,
      connection_id: 'conn_7f3a2c',
      place: 'instagram',
      next_free: slotsOf(state, query).at.slots.length ? [iso(Date.now() + DAY)] : [],
    },
  }),
  'PUT /api/queue-slots': (state, { query, body }) => {
    state.slots[slotsOf(state, query).key] = body;
    return { body: { ...body, next_free: [] } };
  },
  'GET /api/queue-slots/suggested': () => ({
    body: {
      time_zone: ZONE,
      slots: [
        { weekday: 3, time: '19:00', score: 1.8 },
        { weekday: 5, time: '12:00', score: 1.6 },
        { weekday: 7, time: '20:00', score: 1.5 },
      ],
    },
  }),
  'GET /api/calendar-feed': (state) => ({ body: { url: state.feed } }),
  'POST /api/calendar-feed/renew': (state) => {
    state.feed = 'https://simpul.contoh.id/calendar/31d0a7b6c5e24f19.ics';
    return { body: { url: state.feed } };
  },
  'GET /api/hooks': (state) => ({ body: state.hooks }),
  'POST /api/hooks': (state, { body }) => {
    const hook = {
      id: String(state.hooks.length + 1),
      off_reason: null,
      failing_since: null,
      ...body,
    };
    state.hooks.push(hook);
    return { status: 201, body: { ...hook, secret: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD' } };
  },
  'GET /api/workspaces': (state) => ({
    body: [{ ...OWN, needs_approval: state.needsApproval }],
  }),
  'GET /api/team': (state) => ({ body: teamOf(state) }),
  'POST /api/team': (state, { body }) => {
    const member = {
      id: String(state.members.length + 1),
      name: null,
      state: 'invited',
      invited_at: iso(Date.now()),
      link_expires_at: iso(Date.now() + 7 * DAY),
      joined_at: null,
      ...body,
    };
    state.members.push(member);
    return {
      status: 201,
      body: { ...member, link: 'https://simpul.contoh.id/#/team/accept?token=q8' },
    };
  },
  'PUT /api/team/settings': (state, { body }) => {
    state.needsApproval = body.needs_approval;
    return { body: teamOf(state) };
  },
  'GET /api/post-letters': (state) => ({ body: { active: state.letters_on } }),
  'PUT /api/post-letters': (state, { body }) => {
    state.letters_on = body.active;
    return { body };
  },
  'GET /mock-picture': (state, { query }) => ({
    body: picture(Number(query.get('seed') ?? 0), query.get('shape') ?? 'upright'),
    headers: { 'Content-Type': 'image/svg+xml' },
  }),
};

const withPost = (answer) => (state, call, id) => {
  advance(state);
  const post = state.posts.find((item) => item.id === id);
  return post ? answer(state, post, call) : gone;
};

const ACTS = {
  cancel: (post) => setState(post, 'cancelled'),
  draft: (post) => setState(post, 'draft'),
  'publish-now': (post) => {
    post.publish_at = iso(Date.now());
    setState(post, 'publishing');
    post.goingAt = Date.now() + 900;
  },
  retry: (post) => {
    setState(post, 'publishing');
    post.endsAs = 'published';
    post.goingAt = Date.now() + 900;
  },
  confirm: (post, { published }) => setState(post, published ? 'published' : 'failed'),
};

const withHook = (answer) => (state, call, id) => {
  const hook = state.hooks.find((item) => item.id === id);
  return hook ? answer(state, hook, call) : gone;
};

export const POST_PATTERNS = [
  [
    /^DELETE \/api\/team\/(\d+)$/,
    (state, call, id) => {
      state.members = state.members.filter((member) => member.id !== id);
      return { status: 204 };
    },
  ],
  [
    /^GET \/api\/post-series\/(\d+)$/,
    (state, call, id) => ({
      body: {
        id,
        active: true,
        publish_at: wallOf(Date.now() + DAY),
        time_zone: ZONE,
        repeat: { every: 'week', interval: 1, weekdays: [1, 3], until: null, count: null },
        post: {},
        next_at: iso(Date.now() + 3 * DAY),
        problem: null,
        occurrences: [],
      },
    }),
  ],
  [/^GET \/api\/posts\/(\d+)$/, withPost((state, post) => ({ body: post }))],
  [
    /^PUT \/api\/posts\/(\d+)$/,
    withPost((state, post, { body }) => {
      const next = postOf(state, body);
      Object.assign(post, { ...next, id: post.id, revision: post.revision + 1 });
      return { body: post };
    }),
  ],
  [
    /^DELETE \/api\/posts\/(\d+)$/,
    withPost((state, post) => {
      state.posts = state.posts.filter((item) => item !== post);
      return { status: 204 };
    }),
  ],
  [
    /^POST \/api\/posts\/(\d+)\/duplicate$/,
    withPost((state, post) => {
      const copy = { ...structuredClone(post), id: String((nextId += 1)), publish_at: null };
      setState(copy, 'draft');
      state.posts.push(copy);
      return { status: 201, body: copy };
    }),
  ],
  [
    /^POST \/api\/posts\/(\d+)\/(cancel|draft|publish-now|retry|confirm)$/,
    (state, call, id, act) =>
      withPost((_, post, { body }) => {
        ACTS[act](post, body);
        return { body: post };
      })(state, call, id),
  ],
  [
    /^GET \/api\/uploads\/(\d+)\/file$/,
    (state, call, id) => {
      const upload = state.uploads.find((item) => item.id === id);
      if (!upload) return gone;
      return { body: upload.bytes, headers: { 'Content-Type': upload.content_type } };
    },
  ],
  [
    /^PUT \/api\/hooks\/(\d+)$/,
    withHook((state, hook, { body }) => ({ body: Object.assign(hook, body) })),
  ],
  [
    /^DELETE \/api\/hooks\/(\d+)$/,
    withHook((state, hook) => {
      state.hooks = state.hooks.filter((item) => item !== hook);
      return { status: 204 };
    }),
  ],
  [
    /^POST \/api\/hooks\/(\d+)\/test$/,
    withHook((state, hook) => {
      state.deliveries[hook.id] = [
        deliveryOf('hook.test', 1),
        ...(state.deliveries[hook.id] ?? []),
      ];
      return { status: 202, body: deliveryOf('hook.test', 1) };
    }),
  ],
  [
    /^POST \/api\/hooks\/(\d+)\/secret$/,
    withHook((state, hook) => ({
      body: { ...hook, secret: 'whsec_AnotherOneIsThisAndShownOnce00' },
    })),
  ],
  [
    /^GET \/api\/hooks\/(\d+)\/deliveries$/,
    withHook((state, hook) => {
      const results = [
        ...(state.deliveries[hook.id] ?? []),
        ...['post.published', 'post.failed', 'post.published'].map((e, i) => deliveryOf(e, i + 2)),
      ];
      return { body: { count: results.length, next: null, previous: null, results } };
    }),
  ],
  [
    /^POST \/api\/hooks\/(\d+)\/deliveries\/(\d+)\/replay$/,
    withHook(() => ({ status: 202, body: deliveryOf('post.failed', 1) })),
  ],
];
