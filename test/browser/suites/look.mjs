// Every screen on a desktop and on a phone, in light and dark, Indonesian and English. Each is
// photographed and checked for layout and by axe.
import { DESKTOP, PHONE } from '../lib/browser.mjs';
import { checkAxe, checkLayout } from '../lib/checks.mjs';
import { LETTERS, SCHEDULE } from '../../../web/dev/mock-reports.mjs';
import { fullPlan } from '../../../web/dev/mock-post-data.mjs';
import { PUBLIC_ACCOUNTS } from '../../../web/dev/mock-rivals.mjs';
import {
  dashboard,
  enter,
  FAILED_REQUEST,
  HOME,
  MAIN,
  MANAGE,
  SECOND,
  SMALL,
} from '../lib/mock.mjs';

const connected = (state) => {
  state.connected = [MAIN.id, SECOND.id];
  state.socials = [1];
};

const rivalled = (state) => {
  connected(state);
  state.rivals = { [MAIN.id]: PUBLIC_ACCOUNTS.slice(0, 3) };
};

const showCities = async (page) => {
  await page.locator('.stats-parts select').selectOption('followers');
  await page.locator('.location .segments button').nth(1).click();
  await page.waitForSelector('.map .province');
  await page.locator('.location').scrollIntoViewIfNeeded();
};

const scheduled = (state) => {
  rivalled(state);
  state.schedules = [structuredClone(SCHEDULE)];
  state.letters = { [SCHEDULE.id]: LETTERS };
  state.brand = { name: 'Agensi Rani', colour: '#8a1c4a', logo_url: null };
};

const hooked = (state) => {
  fullPlan(state);
  const events = ['post.published', 'post.failed', 'token.expiring'];
  state.hooks = [
    { id: '1', url: 'https://crm.contoh.id/hooks/simpul', events, active: true, off_reason: null },
    { id: '2', url: 'https://n8n.contoh.id/6f0a', events, active: false, off_reason: 'failing' },
  ];
};

const openPost = async (page) => {
  await page.locator('.post-open').first().click();
  await page.waitForSelector('.post-metrics');
};

const META = {
  status: 'connected',
  facebook_page_id: '101',
  instagram_business_account_id: MAIN.id,
  page_name: 'Dapur Nusantara',
  instagram_username: MAIN.username,
  connected_at: '2026-11-21T09:12:00+07:00',
  expires_at: '2027-01-20T09:12:00+07:00',
  connection_id: 'conn_7f3a2c',
  scopes_granted: [
    'pages_show_list',
    'pages_manage_posts',
    'instagram_basic',
    'instagram_content_publish',
    'business_management',
  ],
};

const HEALTH = {
  state: 'connected',
  reason: null,
  days_left: null,
  expires_at: '2027-01-20T09:12:00+07:00',
  data_access_expires_at: '2027-02-19T09:12:00+07:00',
  checked_at: '2026-11-21T06:00:00+07:00',
  missing_permissions: [],
};

/** name, address, what must be there, what the server knows, what to do before the picture */
const SCREENS = [
  { name: 'choose', at: HOME, wait: '.figure-value', state: connected },
  { name: 'choose-empty', at: HOME, wait: '.state.page' },
  {
    name: 'manage',
    at: MANAGE,
    wait: '.instagram',
    state: (state) =>
      Object.assign(state, { socials: [1], connected: [SMALL.id], taken: [SECOND.id] }),
  },
  {
    name: 'manage-confirm',
    at: MANAGE,
    wait: '.instagram',
    state: (state) => Object.assign(state, { socials: [1] }),
    act: async (page) => {
      await page.locator('.instagram input').first().check();
      await page.locator('.manage-bar .primary').click();
      await page.waitForSelector('dialog');
    },
  },
  {
    name: 'callback-error',
    at: `${HOME}/callback/error?code=facebook_not_connected`,
    wait: '.state h1',
  },
  {
    name: 'reauthorize',
    at: `${HOME}/re-authorization/${MAIN.username}/1`,
    wait: '.state h1',
    state: connected,
  },
  {
    name: 'social',
    at: '/social-connect',
    wait: '.facts',
    state: (state) => Object.assign(state, { meta: META }),
  },
  {
    name: 'social-ailing',
    at: '/social-connect',
    wait: '.token-notice',
    state: (state) => {
      connected(state);
      state.token = { ...HEALTH, state: 'expiring', days_left: 6 };
      state.meta = {
        ...META,
        token: {
          ...HEALTH,
          state: 'permissions_missing',
          missing_permissions: ['instagram_manage_insights', 'pages_read_engagement'],
        },
      };
    },
    full: true,
  },
  { name: 'social-none', at: '/social-connect?result=error&code=not_admin_page', wait: '.notice' },
  {
    name: 'social-picker',
    at: '/social-connect',
    wait: '.social-intro',
    act: async (page) => {
      await page.locator('.social-intro .btn').click();
      await page.waitForSelector('.page-row');
    },
  },
  {
    name: 'dashboard',
    at: dashboard('?frame=28'),
    wait: '.chart-card.wide .plot svg',
    state: connected,
    full: true,
  },
  { name: 'dashboard-7', at: dashboard(), wait: '.chart-card.wide .plot svg', state: connected },
  {
    name: 'dashboard-90',
    at: dashboard('?frame=90'),
    wait: '.chart-card.wide .plot svg',
    state: connected,
  },
  {
    name: 'dashboard-table',
    at: dashboard('?frame=28'),
    wait: '.chart-card.wide .plot svg',
    state: connected,
    act: (page) => page.locator('.chart-tools .btn').click(),
  },
  {
    name: 'dashboard-calendar',
    at: dashboard('?start=2026-10-20&end=2026-11-10'),
    wait: '.overview .plot svg',
    state: connected,
    act: (page) => page.locator('.custom-range').click(),
  },
  {
    name: 'dashboard-csv',
    at: dashboard('?frame=28'),
    wait: '.overview .plot svg',
    state: connected,
    act: async (page) => {
      await page.locator('.export').click();
      await page.locator('.menu:popover-open [role=menuitem]').first().click();
      await page.locator('dialog input[value=country]').check();
    },
  },
  {
    name: 'export-pdf',
    at: dashboard('?frame=28'),
    wait: '.overview .plot svg',
    state: rivalled,
    act: async (page) => {
      await page.locator('.export').click();
      await page.locator('.menu:popover-open [role=menuitem]').nth(2).click();
      await page.waitForSelector('.chip-check');
    },
  },
  {
    name: 'export-tray',
    at: HOME,
    wait: '.export-row.making',
    state: (state) => {
      connected(state);
      const job = { account_id: MAIN.id, date_frame: '28', began: Date.now() };
      const failed = { code: 'database_error', message: '', action: '' };
      state.exporting.stall = true;
      state.exports = [
        { ...job, id: '2', format: 'pdf' },
        { ...job, id: '1', format: 'xlsx', failed },
      ];
    },
    act: async (page) => {
      const marks = JSON.stringify([
        ['1', 'shown'],
        ['2', 'shown'],
      ]);
      await page.addInitScript((value) => sessionStorage.setItem('simpul.exports', value), marks);
      await page.reload();
      await page.waitForSelector('.export-row.failed');
    },
  },
  { name: 'top', at: dashboard('?frame=28&tab=top'), wait: '.post', state: connected, full: true },
  {
    name: 'post',
    at: dashboard('?frame=28&tab=top'),
    wait: '.post',
    state: connected,
    act: openPost,
  },
  {
    name: 'post-sentiment',
    at: dashboard('?frame=28&tab=top'),
    wait: '.post',
    state: connected,
    act: async (page) => {
      await openPost(page);
      await page.locator('dialog [role=tab]').nth(1).click();
      await page.waitForSelector('.comment');
    },
  },
  {
    name: 'followers',
    at: dashboard('?frame=28'),
    wait: '.overview .plot svg',
    state: connected,
    act: async (page) => {
      await page.locator('.stats-parts select').selectOption('followers');
      await page.waitForSelector('.map');
      await page.waitForSelector('.pyramid');
    },
    full: true,
  },
  {
    name: 'followers-cities',
    at: dashboard('?frame=28'),
    wait: '.overview .plot svg',
    state: connected,
    act: showCities,
  },
  {
    name: 'followers-cities-near',
    at: dashboard('?frame=28'),
    wait: '.overview .plot svg',
    state: connected,
    act: async (page) => {
      await showCities(page);
      for (let step = 0; step < 3; step++) await page.locator('.map-zoom button').first().click();
    },
  },
  {
    name: 'tips',
    at: dashboard('?frame=28'),
    wait: '.overview .plot svg',
    state: connected,
    act: (page) => page.locator('.tips-button').first().click(),
  },
  {
    name: 'rivals',
    at: dashboard('?frame=28&tab=rivals'),
    wait: '.rival-hashtags .hashtag',
    state: rivalled,
    full: true,
  },
  {
    name: 'rivals-engagement',
    at: dashboard('?frame=28&tab=rivals'),
    wait: '.rival-chart .plot svg',
    state: rivalled,
    act: (page) => page.locator('.rival-chart .segments button').nth(2).click(),
  },
  {
    name: 'rivals-first',
    at: dashboard('?tab=rivals'),
    wait: 'dialog .rival-check',
    state: connected,
    act: async (page) => {
      const inputs = page.locator('dialog input');
      await inputs.nth(0).fill('@rasa.surabaya');
      await inputs.nth(1).fill('tidak.ada');
      await page.locator('dialog .rival-check .btn').nth(0).click();
      await page.locator('dialog .rival-check .btn').nth(1).click();
      await page.waitForSelector('.rival-check.valid');
      await page.waitForSelector('.rival-check.invalid');
    },
    fails: true,
  },
  { name: 'account', at: '/account', wait: '.session-list li', full: true },
  {
    name: 'reports',
    at: '/account/reports',
    wait: '.schedule-times .badge',
    state: scheduled,
    full: true,
  },
  {
    name: 'reports-edit',
    at: '/account/reports',
    wait: '.schedule-head .btn',
    state: scheduled,
    act: async (page) => {
      await page.locator('.schedule-head .btn').click();
      await page.locator('.menu:popover-open [role=menuitem]').first().click();
      await page.waitForSelector('.schedule-dialog .chip');
      await page.locator('.dialog-body').evaluate((body) => body.scrollTo(0, 9999));
    },
  },
  {
    name: 'reports-letter',
    at: '/account/reports',
    wait: '.schedule-deeds .btn',
    state: scheduled,
    act: async (page) => {
      await page.locator('.schedule-deeds .btn').first().click();
      await page.frameLocator('.letter-frame').locator('h1').waitFor();
    },
  },
  { name: 'plan', at: '/posts', wait: '.plan-row', state: fullPlan, full: true },
  {
    name: 'compose',
    at: '/posts/new',
    wait: '.composer',
    state: fullPlan,
    act: async (page) => {
      await page.locator('.media-add .btn').nth(1).click();
      await page.locator('[name=media_url]').fill(new URL('/mock-picture?seed=3', page.url()).href);
      await page.locator('.address-field .primary').click();
      await page.locator('[name=caption]').fill('Soto #a #b #c #d #e #f');
      await page.locator('.compose-more summary').click();
      await page.waitForSelector('.finding.warn');
    },
    full: true,
  },
  { name: 'series', at: '/posts/series/4', wait: '.repeat-body', state: fullPlan, full: true },
  {
    name: 'month',
    at: '/posts/calendar',
    wait: '.month-chip, .day-list',
    state: fullPlan,
    full: true,
  },
  {
    name: 'posted',
    at: '/posts',
    wait: '.plan-row',
    state: fullPlan,
    act: async (page) => {
      await page.locator('.plan-row.bad .plan-title').first().click();
      await page.waitForSelector('.timeline');
    },
    full: true,
  },
  { name: 'queue', at: '/posts/queue', wait: '.slot-add', state: fullPlan, full: true },
  { name: 'import', at: '/posts/import', wait: '.file-drop', state: fullPlan },
  { name: 'team', at: '/posts/team', wait: '.letters-line', state: fullPlan },
  { name: 'hooks', at: '/posts/hooks', wait: '.hook', state: hooked },
  { name: 'onboarding', at: `${HOME}/onboarding/4`, wait: '.step[open]' },
  { name: 'users', at: '/apps/users/list', wait: 'tbody tr' },
  { name: 'user', at: '/apps/users/view/1', wait: '.admin-card tbody tr', state: connected },
  { name: 'vouchers', at: '/apps/vouchers/list', wait: '.ring-part' },
  { name: 'collection', at: '/apps/collection', wait: '.admin-card tbody tr' },
  {
    name: 'token-invalid',
    at: HOME,
    wait: '.token-notice',
    state: (state) => {
      connected(state);
      state.token = {
        state: 'invalid',
        reason: 'password_changed',
        days_left: 0,
        missing_permissions: [],
      };
    },
  },
  { name: 'not-found', at: '/tidak/ada', wait: '.state.page' },
];

// axe has to be injected past the content policy, so those views prove nothing about the policy;
// the others do. Colours and layouts all pass axe once.
const VIEWS = [
  { name: 'desktop-light-id', viewport: DESKTOP, scheme: 'light', lang: 'id', axe: true },
  { name: 'phone-dark-en', viewport: PHONE, scheme: 'dark', lang: 'en', axe: true },
  { name: 'desktop-dark-en', viewport: DESKTOP, scheme: 'dark', lang: 'en', axe: true },
  { name: 'phone-light-id', viewport: PHONE, scheme: 'light', lang: 'id', axe: true },
  { name: 'tablet-light-id', viewport: { width: 900, height: 1100 }, scheme: 'light', lang: 'id' },
];

/*
 * Every screen is checked on a desktop and on a phone, one of them light and one dark, and which is
 * which changes from screen to screen: a time that a test run can afford. LOOK=all checks all views.
 */
const viewsOf = (index) =>
  process.env.LOOK === 'all' ? VIEWS : VIEWS.slice(2 * (index % 2), 2 * (index % 2) + 2);

const settled = (page) => page.waitForTimeout(150);

const look = (screen, view) => [
  `${screen.name}, ${view.name}`,
  async (scene) => {
    screen.state?.(scene.mock.state);
    const { page, complaints } = await enter(scene, screen.at, view);
    if (screen.fails) complaints.expect(FAILED_REQUEST);
    await page.waitForSelector(screen.wait);
    await screen.act?.(page);
    await settled(page);
    await scene.session.shot(page, `${screen.name}-${view.name}`, {
      fullPage: screen.full === true,
    });
    await checkLayout(page, screen.name);
    if (view.axe) await checkAxe(page, screen.name);
  },
];

const loginLook = (view) => [
  `login, ${view.name}`,
  async ({ session, mock }) => {
    const { page } = await session.open({ ...view, axe: true });
    await page.goto(mock.url);
    await page.waitForSelector('form');
    await session.shot(page, `login-${view.name}`);
    await checkLayout(page, 'login');
    await page.click('button[type=submit]');
    await page.waitForSelector('.field-error');
    await checkAxe(page, 'login');
  },
];

const publicLook = (name, at, view) => [
  `${name}, ${view.name}`,
  async ({ session, mock }) => {
    const { page } = await session.open(view);
    await page.goto(`${mock.url}/#${at}`);
    await page.waitForSelector('form');
    await settled(page);
    await session.shot(page, `${name}-${view.name}`);
    await checkLayout(page, name);
    if (view.axe) await checkAxe(page, name);
  },
];

export default [
  ...viewsOf(0).map(loginLook),
  ...viewsOf(1).map((view) => publicLook('register', '/register', view)),
  ...viewsOf(0).map((view) => publicLook('forgot', '/forgot-password', view)),
  ...SCREENS.flatMap((screen, index) => viewsOf(index).map((view) => look(screen, view))),
];
