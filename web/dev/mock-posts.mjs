// The plan: uploads, what a check finds, queues, import, calendar link and webhooks.
import { picture } from './mock-pictures.mjs';
import {
  DAY,
  INSTAGRAM,
  PAGE,
  ZONE,
  inJakarta,
  iso,
  makePost,
  targetOf,
} from './mock-post-data.mjs';
import { SERIES_PATTERNS } from './mock-series.mjs';

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
  /** what was sent of posts that repeat, by id */
  series: {},
});

const fail = (status, code, message, field) => ({
  status,
  body: { error: { code, message, action: '', ...(field ? { field } : {}) } },
});
const gone = fail(404, 'not_found', 'Data tidak ditemukan.');

/** A time that has passed is a finding, as it is at the server. */
const lateness = ({ publish_at: wall }) =>
  wall && inJakarta(wall.slice(0, 16)) < Date.now()
    ? [
        {
          severity: 'error',
          field: 'publish_at',
          rule: 'invalid_field',
          message: 'Waktu ini sudah lewat.',
          action: '',
        },
      ]
    : [];

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
      cover: medium.cover ?? null,
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
    target.options = body.targets[i].options ?? null;
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
  'POST /api/posts/check': (state, { body }) => ({
    body: { findings: [...state.findings, ...lateness(body)] },
  }),
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
  ...SERIES_PATTERNS,
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
