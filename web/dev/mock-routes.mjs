// The mock's answers. `state.rules` come first: each may replace any answer with a failure, a
// delay or other data, which is how tests reach rare states.
import { ANALYTICS, growthRanking, historyOf, windowOf } from './mock-analytics.mjs';
import { audienceOf, bestTime, cityOf, comments, sentimentOf } from './mock-audience.mjs';
import { EXPORT_PATTERNS, EXPORT_ROUTES, exportState } from './mock-exports.mjs';
import { ACCOUNTS, PAGES } from './mock-data.mjs';
import { PEOPLE_PATTERNS, PEOPLE_PUBLIC, PEOPLE_ROUTES, peopleState } from './mock-people.mjs';
import { POST_PATTERNS, POST_ROUTES, postState } from './mock-posts.mjs';
import { REPORT_PATTERNS, REPORT_ROUTES, reportState } from './mock-reports.mjs';
import { addRival, findPublic, removeRival, rivalAnswer, rivalList } from './mock-rivals.mjs';

export const PASSWORD = 'rahasia';
const SESSION = 'simpul_session=mock; Path=/; HttpOnly; SameSite=Lax';
const CSRF = 'csrftoken=mockcsrf; Path=/; SameSite=Lax';
const GONE = '; Max-Age=0';

const USER = {
  id: 1,
  email: 'rani@contoh.id',
  first_name: 'Rani',
  last_name: 'Anggraini',
  is_staff: true,
  is_superuser: false,
  is_verified: true,
  subscriptions: [],
};

export function createState() {
  return {
    calls: [],
    delayMs: 0,
    /** { method?, path: RegExp, times?, status?, body?, headers?, delayMs?, until? (a promise) } */
    rules: [],
    user: { ...USER },
    groups: [],
    /** account id → its competitors */
    rivals: {},
    /** how the accounts' connections fare; null: nothing is said */
    token: null,
    connectingUntil: 0,
    /** laid over what the newest collection is said to be */
    collected: {},
    ...peopleState(),
    ...exportState(),
    ...reportState(),
    ...postState(),
    attemptsLeft: Infinity,
    /** may one log in with Facebook, and what the dialog ends with */
    facebookLogin: true,
    facebookAnswer: 'code=abc&state=xyz',
    socials: [],
    /** ids of the Instagram accounts the user has connected */
    connected: [],
    taken: [],
    meta: { status: 'not_connected' },
    pending: null,
    nextResult: 'select',
    now: () => Date.now(),
  };
}

/** One Facebook account with three Instagram accounts. */
export function facebookOf(state, id = 1) {
  const page = ACCOUNTS.map((account) => ({
    instagram_business_account: {
      id: account.id,
      name: account.name,
      username: account.username,
      profile_picture_url: null,
      connected: state.connected.includes(account.id) || state.taken.includes(account.id),
    },
  }));
  return {
    id,
    provider: 'facebook',
    uid: `90${id}`,
    last_login: '2026-11-20T20:44:36+07:00',
    date_joined: '2026-11-01T09:00:00+07:00',
    extra_data: JSON.stringify({
      id: `90${id}`,
      name: 'Rani Anggraini',
      email: 'rani@contoh.id',
      page,
    }),
    socialtoken: [],
    instagram_accounts: state.connected,
  };
}

function accountOf(state, source) {
  const data = historyOf(source, state.now());
  const latest = data.userData.at(-1);
  return {
    id: source.id,
    username: source.username,
    name: source.name,
    biography: 'Resep rumahan dari Sabang sampai Merauke.',
    profile_picture_url: null,
    social_account: { id: 1, uid: '901', name: 'Rani Anggraini', email: 'rani@contoh.id' },
    updated_timestamp: latest.updated_timestamp,
    latest_user_data: latest,
    token: state.token,
  };
}

const COLLECTED = {
  state: 'done',
  done: 8,
  total: 8,
  message: null,
  error_code: null,
  http_calls: 41,
  started_at: '2026-11-21T20:24:02+07:00',
  finished_at: '2026-11-21T20:25:44+07:00',
  next_run: '2026-11-22T07:12:00+07:00',
  steps: [
    { name: 'profile', state: 'done', got: 1, total: 1, message: null },
    { name: 'insights', state: 'done', got: 0, total: null, message: null },
    { name: 'audience', state: 'failed', got: 2, total: 4, message: '(#10) Not enough users' },
    { name: 'media', state: 'done', got: 1204, total: 1204, message: null },
    { name: 'comments', state: 'done', got: 3180, total: 3180, message: null },
  ],
};

const fail = (status, code, detail, extra = {}) => ({ status, body: { code, detail, ...extra } });

function login(state, { body }) {
  if (!body.email || !body.password) {
    const error = {};
    if (!body.email) error.email = ['Isian ini wajib.'];
    if (!body.password) error.password = ['Isian ini wajib.'];
    return fail(400, 'invalid', 'Isian tidak lengkap.', { error });
  }
  if (body.password === PASSWORD) {
    return {
      body: { user: state.user, token: 'mock' },
      headers: { 'Set-Cookie': [SESSION, CSRF] },
    };
  }
  state.attemptsLeft -= 1;
  if (state.attemptsLeft > 0) return fail(400, 'bad_credentials', 'Email atau kata sandi salah.');
  return {
    status: 429,
    body: { code: 'too_many_login_attempts', message: 'Coba lagi dalam 30 detik.' },
  };
}

function loginByFacebook(state, { body }) {
  if (body.code !== 'abc') return fail(400, 'facebook_account_unknown', 'Belum dihubungkan.');
  return {
    body: { user: state.user, token: '' },
    headers: { 'Set-Cookie': [SESSION, CSRF] },
  };
}

function facebookCallback(state, { query }) {
  if (!query.get('code')) return fail(403, 'permission_denied', 'Izin ditolak.');
  state.socials = [1];
  return { body: { connected: true } };
}

function selectPage(state, { body }) {
  const page = PAGES.find((item) => item.id === body.page_id);
  if (!page?.usable) {
    return { status: 422, body: { error: { code: page.reason, message: '', action: '' } } };
  }
  state.meta = {
    status: 'connected',
    facebook_page_id: page.id,
    instagram_business_account_id: '17841400000000001',
    page_name: page.name,
    instagram_username: page.instagram_username,
    profile_picture_url: null,
    connected_at: '2026-11-21T09:12:00+07:00',
    connection_id: 'conn_7f3a2c',
    scopes_granted: ['pages_show_list', 'instagram_basic', 'instagram_content_publish'],
  };
  state.pending = null;
  return { body: { connected: true, facebook_page_id: page.id } };
}

function startMeta(state, { origin }) {
  state.pending = PAGES;
  const back = `${origin}/?_=${Date.now()}#/social-connect?result=${state.nextResult}`;
  return { body: { oauth_url: back, state: 'mock' } };
}

const ROUTES = {
  ...PEOPLE_ROUTES,
  ...EXPORT_ROUTES,
  ...REPORT_ROUTES,
  ...POST_ROUTES,
  'POST /auth/login': login,
  'POST /auth/logout': () => ({
    body: { detail: 'ok' },
    headers: { 'Set-Cookie': [SESSION + GONE, CSRF + GONE] },
  }),
  'GET /auth/options': (state) => ({
    body: { facebook_login: state.facebookLogin, registration: 'open' },
  }),
  'GET /auth/facebook': (state, { origin }) => ({
    body: { redirect_url: `${origin}/?_=${Date.now()}#/login/facebook?${state.facebookAnswer}` },
  }),
  'POST /auth/facebook/login': loginByFacebook,
  'GET /account': (state) => ({ body: state.user }),
  'GET /user/auth/facebook/login': (state, { origin }) => ({
    body: `${origin}/?_=${Date.now()}#/apps/cekbrand/callback/login?code=abc&state=xyz`,
  }),
  'GET /user/auth/facebook/login/callback': facebookCallback,
  'GET /user/socialaccounts': (state) => ({
    body: state.socials.map((id) => facebookOf(state, id)),
  }),
  'GET /user-management/subscription-groups': (state) => ({ body: state.groups }),
  'GET /cekbrand/accounts': (state) => ({
    body: ACCOUNTS.filter((a) => state.connected.includes(a.id)).map((a) => accountOf(state, a)),
  }),
  'GET /cekbrand/accounts/growth': (state, { query }) => ({
    body: growthRanking(
      ACCOUNTS.filter((a) => state.connected.includes(a.id)),
      query.get('metric') ?? 'followers',
      Number(query.get('frame_days') ?? 7),
      state.now(),
    ),
  }),
  'GET /api/meta/status': (state) => ({ body: state.meta }),
  'GET /api/meta/connect': startMeta,
  'GET /api/meta/pages': (state) => ({ body: { pages: state.pending ?? [] } }),
  'POST /api/meta/select-page': selectPage,
  'POST /api/meta/disconnect': (state) => {
    state.meta = { status: 'not_connected' };
    return { body: { disconnected: true, status: 'not_connected' } };
  },
};

const PATTERNS = [
  ...PEOPLE_PATTERNS,
  ...EXPORT_PATTERNS,
  ...REPORT_PATTERNS,
  ...POST_PATTERNS,
  [
    /^GET \/user-management\/\d+\/socialaccounts\/(facebook|instagram)$/,
    (state, call, provider) => ({
      body: provider === 'facebook' ? [facebookOf(state)] : [accountOf(state, ACCOUNTS[0])],
    }),
  ],
  [
    /^DELETE \/user\/socialaccounts\/\d+$/,
    (state) => {
      state.socials = [];
      return { status: 204 };
    },
  ],
  [
    /^POST \/cekbrand\/instagram-graph-api\/fetch-instagram-data\/(\d+)$/,
    (state, call, id) => {
      if (!state.connected.includes(id)) state.connected.push(id);
      state.connectingUntil = Date.now() + 5000;
      return {
        body: accountOf(
          state,
          ACCOUNTS.find((a) => a.id === id),
        ),
        delayMs: 300,
      };
    },
  ],
  [/^PUT \/cekbrand\/instagram-graph-api\/re-authorization\/\d+$/, () => ({ body: {} })],
  [
    /^GET \/cekbrand\/accounts\/(\d+)$/,
    (state, call, id) => ({
      body: accountOf(
        state,
        ACCOUNTS.find((a) => a.id === id),
      ),
    }),
  ],
  [
    /^DELETE \/cekbrand\/accounts\/(\d+)$/,
    (state, call, id) => {
      state.connected = state.connected.filter((other) => other !== id);
      return { status: 204 };
    },
  ],
  [
    /^GET \/cekbrand\/accounts\/(\d+)\/competitor-accounts$/,
    (state, call, id) => ({ body: rivalList(state, id, state.now()) }),
  ],
  [
    /^POST \/cekbrand\/accounts\/(\d+)\/competitor-accounts$/,
    (state, { body }, id) => addRival(state, id, body.username),
  ],
  [
    /^DELETE \/cekbrand\/accounts\/(\d+)\/competitor-accounts\/(\d+)$/,
    (state, call, id, rivalId) => removeRival(state, id, rivalId),
  ],
  [
    /^GET \/cekbrand\/accounts\/\d+\/competitor-accounts\/(\d+)\/(.+)$/,
    (state, call, rivalId, tail) =>
      rivalAnswer(state, rivalId, tail, windowOf(call.query, state.now())),
  ],
  [
    /^GET \/cekbrand\/instagram-graph-api\/instagram-business\/(.+)$/,
    (state, call, username) => {
      const found = findPublic(username);
      if (!found) return fail(404, 'not_found', 'Tidak ditemukan.');
      const { id, name } = found;
      return { body: { id, username: found.username, name, profile_picture_url: null } };
    },
  ],
  [/^GET \/cekbrand\/accounts\/\d+\/best-time$/, () => ({ body: bestTime() })],
  [
    /^GET \/cekbrand\/cities-coordinate\/world\/(.+)$/,
    (state, call, name) => {
      const city = cityOf(decodeURIComponent(name));
      return city ? { body: city } : fail(404, 'not_found', 'Tidak ditemukan.');
    },
  ],
  [
    /^GET \/cekbrand\/accounts\/(\d+)\/media\/(\d+)\/(comments|sentiment)$/,
    (state, call, id, mediaId, part) => {
      const source = ACCOUNTS.find((a) => a.id === id);
      const post = historyOf(source, state.now()).media.find((item) => item.id === mediaId);
      const list = comments(post?.comments_count ?? 0);
      return { body: part === 'comments' ? list : sentimentOf(list) };
    },
  ],
  [
    /^GET \/cekbrand\/accounts\/(\d+)\/(insights\/(?:audience|online)-[a-z-]+)$/,
    (state, call, id, tail) => {
      const source = ACCOUNTS.find((a) => a.id === id);
      return { body: audienceOf(tail, source, windowOf(call.query, state.now()), state.now()) };
    },
  ],
  [
    /^GET \/cekbrand\/accounts\/\d+\/sync$/,
    (state, call) => ({
      body:
        state.connectingUntil > Date.now()
          ? {
              ...COLLECTED,
              state: 'running',
              done: 3,
              total: 7,
              message: 'Mengambil media 300/1204',
            }
          : { ...COLLECTED, ...state.collected },
    }),
  ],
  [
    /^GET \/cekbrand\/accounts\/\d+\/download\/csv\/(\w+)$/,
    (state, call, type) => ({
      body:
        type === 'media' ? 'Tanggal dan Jam Posting,Caption\r\n' : 'Negara,Jumlah Followers\r\n',
      headers: { 'Content-Type': 'text/csv' },
    }),
  ],
  [
    /^GET \/cekbrand\/accounts\/(\d+)\/(.+)$/,
    (state, call, id, tail) => {
      const source = ACCOUNTS.find((a) => a.id === id);
      const answer = ANALYTICS[tail];
      if (!source || !answer) return fail(404, 'not_found', 'Tidak ditemukan.');
      return { body: answer(historyOf(source, state.now()), windowOf(call.query, state.now())) };
    },
  ],
];

const PUBLIC = new Set([
  'POST /auth/login',
  'GET /auth/options',
  'GET /auth/facebook',
  'POST /auth/facebook/login',
  ...PEOPLE_PUBLIC,
]);

function ruled(state, call) {
  const rule = state.rules.find(
    (item) =>
      (!item.method || item.method === call.method) &&
      item.path.test(call.path) &&
      item.times !== 0,
  );
  if (rule?.times) rule.times -= 1;
  return rule;
}

export function findAnswer(state, call) {
  const name = `${call.method} ${call.path}`;
  const rule = ruled(state, call);
  if (rule && (rule.status || rule.body !== undefined)) return { status: 200, ...rule };
  const loggedIn = /simpul_session=mock/.test(call.headers.cookie ?? '');
  if (!loggedIn && !PUBLIC.has(name)) return fail(401, 'not_authenticated', 'Silakan masuk.');
  if (loggedIn && call.method !== 'GET' && call.headers['x-csrftoken'] !== 'mockcsrf') {
    return fail(403, 'csrf', 'Token CSRF tidak cocok.');
  }
  const answer = answerOf(state, call, name);
  const { delayMs = answer.delayMs, until } = rule ?? {};
  return { ...answer, delayMs, until };
}

function answerOf(state, call, name) {
  if (ROUTES[name]) return ROUTES[name](state, call);
  for (const [pattern, handler] of PATTERNS) {
    const found = pattern.exec(name);
    if (found) return handler(state, call, ...found.slice(1));
  }
  return fail(404, 'not_found', 'Tidak ditemukan.');
}
