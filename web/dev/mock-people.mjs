// Registration, profile, sessions, members and coupons of the mock.

const SESSION = 'simpul_session=mock; Path=/; HttpOnly; SameSite=Lax';
const CSRF = 'csrftoken=mockcsrf; Path=/; SameSite=Lax';

const CATEGORIES = ['UMKM', 'Digital Agency', 'Umum', 'Pelajar'].map((name, i) => ({
  id: i + 1,
  name,
}));
const GROUPS = ['trial', 'paid', 'enterprise', 'admin'].map((name, i) => ({
  id: i + 1,
  name,
  permissions: [],
}));
const PLANS = [
  { id: 1, name: '1 Bulan', price: 120_000, period_days: 30 },
  { id: 2, name: '6 Bulan', price: 600_000, period_days: 180 },
  { id: 3, name: '12 Bulan', price: 960_000, period_days: 365 },
];

const NAMES = ['Budi Santoso', 'Ayu Lestari', 'Made Wirawan', 'Tini Suryani', 'Raka Pratama'];
const STATUSES = ['active', 'trialing', 'ended', 'canceled'];

const member = (i) => {
  const [first_name, last_name] = NAMES[i % NAMES.length].split(' ');
  const day = String((i % 27) + 1).padStart(2, '0');
  return {
    id: i + 1,
    email: `${first_name.toLowerCase()}${i + 1}@contoh.id`,
    first_name,
    last_name,
    last_login: i % 4 ? `2026-11-${day}T08:30:00+07:00` : null,
    date_joined: `2026-10-${day}T10:00:00+07:00`,
    profile: {
      phone: i % 3 ? `+62812345600${i}` : '',
      photo_url: null,
      category: CATEGORIES[i % 4],
    },
    subscription:
      i % 5 === 4
        ? null
        : {
            id: `sub-${i}`,
            status: STATUSES[i % 4],
            group: GROUPS[i % 2],
            plan: i % 2 ? PLANS[i % 3] : null,
            period_start: '2026-10-01T00:00:00+07:00',
            period_end: '2027-03-31T23:59:59+07:00',
          },
  };
};

export const MEMBERS = Array.from({ length: 37 }, (_, i) => member(i));

export const VOUCHERS = [
  { id: 1, code: 'UMKM-NAIK-KELAS', name: 'Komunitas UMKM', usage_count: 42 },
  { id: 2, code: 'KULINER26', name: 'Festival Kuliner', usage_count: 17 },
  { id: 3, code: 'KAMPUS', name: 'Kampus Merdeka', usage_count: 6 },
  { id: 4, code: 'BELUM-DIPAKAI', name: 'Mitra Baru', usage_count: 0 },
].map((row) => ({ ...row, created_at: '2026-10-02T09:00:00+07:00', is_active: true }));

const REDEMPTIONS = NAMES.map((name, i) => ({
  user: name,
  user_id: i + 1,
  email: `${i}@contoh.id`,
  code: VOUCHERS[i % 3].code,
  name: VOUCHERS[i % 3].name,
  redeemed: `2026-11-0${i + 1}T12:00:00+07:00`,
}));

const SESSIONS = [
  [
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36',
    '127.0.0.1',
    true,
  ],
  [
    'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Mobile Safari/537.36',
    '180.252.10.4',
    false,
  ],
  ['curl/8.5.0', '203.0.113.9', false],
].map(([user_agent, address, is_this], i) => ({
  id: `session-${i}`,
  user_agent,
  address,
  is_this,
  created_at: '2026-11-18T08:00:00+07:00',
  seen_at: '2026-11-21T08:12:00+07:00',
}));

export const peopleState = () => ({
  vouchers: structuredClone(VOUCHERS),
  sessions: structuredClone(SESSIONS),
  invoices: [],
});

const invalid = (error) => ({ status: 400, body: { code: 'invalid', detail: 'Salah.', error } });

function register(state, { body }) {
  if (body.email === 'sudah@contoh.id') return invalid({ email: ['Email ini sudah terdaftar.'] });
  const { first_name, last_name, email } = body;
  state.user = { ...state.user, first_name, last_name, email, is_staff: false, is_verified: false };
  return { body: { user: state.user, token: 'mock' }, headers: { 'Set-Cookie': [SESSION, CSRF] } };
}

function members(state, { query }) {
  const search = (query.get('search') ?? '').toLowerCase();
  const status = query.get('status');
  const size = Number(query.get('page_size') ?? 10);
  const page = Number(query.get('page') ?? 1);
  const found = MEMBERS.filter(
    (row) =>
      `${row.first_name} ${row.last_name} ${row.email}`.toLowerCase().includes(search) &&
      (!status || row.subscription?.status === status),
  );
  const results = found.slice((page - 1) * size, page * size);
  return { body: { count: found.length, next: null, previous: null, results } };
}

function changeUser(state, { form }) {
  const { first_name, last_name, phone, category_id } = form;
  const category = CATEGORIES.find((item) => String(item.id) === category_id) ?? null;
  state.user = {
    ...state.user,
    first_name: first_name ?? state.user.first_name,
    last_name: last_name ?? state.user.last_name,
    profile: { phone: phone ?? '', photo_url: null, category },
  };
  return { body: state.user };
}

/** As the server keeps it: for the operator, in Meta's words. */
const REVOKED =
  'IG_USER: TOKEN_EXPIRED: code 190/458, HTTP 400, trace Ab38Sn2BFVRhFnJWYoPZtBA: Error validating ' +
  'access token: [hidden] user has not authorized application 1234567890123456.';

const standing = (kind, username, state, i) => ({
  kind,
  id: `1784140000000000${i}`,
  username,
  state,
  coverage: '1,204 of 1,204 media, 1 metric not offered by Meta since 2026-10-01',
  last_try: '2026-11-21T20:24:02+07:00',
  last_success: state === 'failed' ? '2026-11-18T20:25:44+07:00' : '2026-11-21T20:25:44+07:00',
  next_run: '2026-11-22T07:12:00+07:00',
  failures: state === 'failed' ? 6 : 0,
  calls_today: 41 + i,
  error_code: state === 'failed' ? 'invalid_token' : null,
  error_text: state === 'failed' ? REVOKED : null,
  meta_code: state === 'failed' ? 190 : null,
  meta_subcode: state === 'failed' ? 458 : null,
  steps: [
    { name: 'profile', state: 'done', got: 1, total: 1, message: null, meta_code: null },
    {
      name: 'audience',
      state: state === 'done' ? 'done' : 'partial',
      got: 2,
      total: 4,
      message: state === 'done' ? null : 'Not enough users',
      meta_code: state === 'done' ? null : 10,
    },
    { name: 'media', state: 'done', got: 1204, total: 1204, message: null, meta_code: null },
  ],
  not_offered: [
    {
      metric: 'account/impressions',
      since: '2026-10-01T00:00:00+07:00',
      asked_again: '2026-12-01T00:00:00+07:00',
      meta_code: 100,
      message: 'metric retired',
    },
  ],
  problems: [],
});

export const COLLECTION = {
  totals: { accounts: 3, fresh: 2, failing: 1, calls_today: 164, oldest_success: null },
  accounts: [
    standing('account', 'dapurnusantara.id', 'done', 1),
    standing('account', 'kopi.senja', 'failed', 2),
    standing('competitor', 'rasa.surabaya', 'partial', 3),
  ],
  next: null,
};

export const PEOPLE_ROUTES = {
  'GET /api/admin/collection': () => ({ body: COLLECTION }),
  'POST /auth/register': register,
  'POST /auth/password/reset': () => ({ body: { detail: 'ok' } }),
  'POST /auth/password/reset/confirm': (state, { body }) =>
    body.token === 'rusak' ? invalid({ token: ['Tidak berlaku.'] }) : { body: { detail: 'ok' } },
  'POST /account/password/change': (state, { body }) =>
    body.old_password === 'rahasia'
      ? { body: { detail: 'ok' } }
      : invalid({ old_password: ['Kata sandi sekarang salah.'] }),
  'PUT /account': changeUser,
  'POST /account/verify-email': (state, { body }) => {
    if (body.key !== 'benar') return { status: 400, body: { code: 'key_expired', detail: 'x' } };
    state.user = { ...state.user, is_verified: true };
    return { body: { detail: 'ok' } };
  },
  'PATCH /account/verify-email/resend': () => ({ body: { detail: 'ok' } }),
  'GET /account/sessions': (state) => ({ body: state.sessions }),
  'POST /store/products/1/claim-free-trial': (state) => {
    const subscription = { id: 'sub-1', status: 'trialing', group: GROUPS[0], plan: null };
    state.user = { ...state.user, subscriptions: [subscription] };
    return { body: subscription };
  },
  'GET /user-management/categories': () => ({ body: CATEGORIES }),
  'GET /subscription-groups': () => ({ body: GROUPS }),
  'GET /subscription-plans': () => ({ body: PLANS }),
  'GET /user-management/subscriptions': members,
  'POST /user-management/subscriptions': (state, { body }) => {
    state.invoices.push(body);
    return { status: 201, body };
  },
  'GET /vouchers/invitation': (state) => ({ body: state.vouchers }),
  'POST /vouchers/invitation': (state, { body }) => {
    if (state.vouchers.some((row) => row.code === body.code)) {
      return invalid({ code: ['Kode ini sudah ada.'] });
    }
    const row = { ...VOUCHERS[3], ...body, id: 10 + state.vouchers.length };
    state.vouchers.push(row);
    return { status: 201, body: row };
  },
  'GET /vouchers/redeemed/invitation': () => ({
    body: { count: REDEMPTIONS.length, next: null, previous: null, results: REDEMPTIONS },
  }),
};

export const PEOPLE_PATTERNS = [
  [
    /^DELETE \/account\/sessions\/(.+)$/,
    (state, call, id) => {
      state.sessions = state.sessions.filter((row) => row.id !== id);
      return { status: 204 };
    },
  ],
  [
    /^GET \/user-management\/subscriptions\/(\d+)$/,
    (state, call, id) => ({ body: MEMBERS.find((row) => row.id === Number(id)) }),
  ],
  [
    /^PUT \/vouchers\/invitation\/(\d+)$/,
    (state, { body }, id) => {
      const row = state.vouchers.find((item) => item.id === Number(id));
      return { body: Object.assign(row, body) };
    },
  ],
  [
    /^DELETE \/vouchers\/invitation\/(\d+)$/,
    (state, call, id) => {
      state.vouchers = state.vouchers.filter((row) => row.id !== Number(id));
      return { status: 204 };
    },
  ],
];

export const PEOPLE_PUBLIC = [
  'POST /auth/register',
  'POST /auth/password/reset',
  'POST /auth/password/reset/confirm',
  'GET /user-management/categories',
];
