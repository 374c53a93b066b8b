// Followers in Statistik, and a post in detail.
import { assert, holds, settles } from '../lib/checks.mjs';
import { dashboard, enter, FAILED_REQUEST, MAIN, SMALL } from '../lib/mock.mjs';

async function open(scene, query = '?frame=28') {
  scene.mock.state.connected = [MAIN.id, SMALL.id];
  return enter(scene, dashboard(query));
}

const choose = (page, part) => page.locator('.stats-parts select').selectOption(part);

async function openPost(scene) {
  const opened = await open(scene, '?frame=28&tab=top');
  await opened.page.locator('.post-open').first().click();
  await opened.page.getByRole('dialog', { name: 'Detail posting' }).waitFor();
  return opened;
}

export default [
  [
    'the select shows everything, the performance or the followers',
    async (scene) => {
      const { page } = await open(scene);
      await page.getByRole('heading', { name: 'Waktu Follower Online Tertinggi' }).waitFor();
      await page.waitForSelector('.overview');
      await choose(page, 'followers');
      await page.waitForSelector('.overview', { state: 'detached' });
      await choose(page, 'performance');
      await page.waitForSelector('.followers-card', { state: 'detached' });
    },
  ],
  [
    'online followers: Jakarta hours, the right weekday, recommended hours',
    async (scene) => {
      const { page } = await open(scene);
      await page.waitForSelector('.heat td.best');
      await settles(
        () => page.locator('.heat td.best').getAttribute('data-cell'),
        '2-19',
        'Wednesday at 19 is the best of the mock',
      );
      await settles(
        () => page.locator('.heat tbody th').first().textContent(),
        'Sen',
        'Monday first',
      );
      await settles(
        () => page.locator('.hour-badge.best').textContent(),
        '19:00 WIB',
        'the best badge',
      );
      await page.getByText('pada hari Rabu pukul 19:00 WIB').waitFor();
    },
  ],
  [
    'the heat map by keyboard',
    async (scene) => {
      const { page } = await open(scene);
      await page.waitForSelector('.heat td.best');
      await settles(
        () => page.locator('.heat td[tabindex="0"]').count(),
        1,
        'cells in the tab order',
      );
      await page.locator('.heat td[tabindex="0"]').focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowRight');
      await settles(
        () => page.evaluate(() => document.activeElement.dataset.cell),
        '3-20',
        'focus',
      );
      await page.locator('.heat-box .tip').getByText('Kamis, 20:00 WIB').waitFor();
    },
  ],
  [
    'locations: five countries and cities, marks on either map',
    async (scene) => {
      const { page } = await open(scene);
      await choose(page, 'followers');
      await page.waitForSelector('.map .map-pin');
      await settles(() => page.locator('.map .map-pin').count(), 5, 'countries');
      await settles(() => page.locator('.ranking li').count(), 10, 'rows');
      await page.getByText('31% follower berasal dari Jakarta, Indonesia.').waitFor();
      await page.getByRole('button', { name: 'Kota', exact: true }).click();
      await page.waitForSelector('.map .province');
      await settles(() => page.locator('.map .map-pin').count(), 5, 'cities');
      const farthest = () =>
        page.locator('.map .map-pin').evaluateAll((pins) => {
          const lefts = pins.map((pin) => pin.getBoundingClientRect().left);
          return Math.max(...lefts) - Math.min(...lefts);
        });
      const before = await farthest();
      for (let step = 0; step < 3; step++)
        await page.getByRole('button', { name: 'Perbesar peta' }).click();
      await holds(async () => (await farthest()) > 7 * before, 'eight times as far apart');
      const map = await page.locator('.map').boundingBox();
      const first = () => page.locator('.map .map-pin').last().boundingBox();
      const { x } = await first();
      await page.mouse.move(map.x + map.width / 2, map.y + map.height / 2);
      await page.mouse.down();
      await page.mouse.move(map.x + map.width / 2 + 40, map.y + map.height / 2);
      await page.mouse.up();
      await holds(async () => Math.abs((await first()).x - x - 40) < 2, 'the map follows');
      for (let step = 0; step < 3; step++)
        await page.getByRole('button', { name: 'Perkecil peta' }).click();
      await settles(farthest, before, 'as it was');
    },
  ],
  [
    'the best times to post, with what speaks for each',
    async (scene) => {
      const { page } = await open(scene);
      await page.waitForSelector('.best-hours li');
      await settles(() => page.locator('.best-hours li').count(), 5, 'hours');
      await page
        .locator('.best-hours li')
        .first()
        .filter({ hasText: /Rabu 19:00.*9 posting/s })
        .waitFor();
      await holds(
        async () =>
          /belum ada posting/.test(await page.locator('.best-hours li').last().textContent()),
        'no posts yet',
      );
    },
  ],
  [
    'gender and age keep both dimensions',
    async (scene) => {
      const { page } = await open(scene);
      await page.waitForSelector('.pyramid');
      await settles(() => page.locator('.pyramid tbody tr').count(), 7, 'ages');
      await page.getByText('Mayoritas follower: Wanita, 25-34 tahun').waitFor();
      await settles(
        () => page.locator('.people-genders dd').allTextContents(),
        ['58%', '42%'],
        'genders',
      );
    },
  ],
  [
    'an account with too few followers is told so',
    async (scene) => {
      const { page } = await open(scene);
      await page.goto(`${scene.mock.url}/#/apps/cekbrand/dashboard/${SMALL.username}?frame=28`);
      await choose(page, 'followers');
      await page.getByText('Belum ada data follower').first().waitFor();
      await settles(() => page.getByText('Belum ada data follower').count(), 3, 'cards');
    },
  ],
  [
    'one list that fails costs its card, and can be tried again',
    async (scene) => {
      scene.mock.state.rules.push({ path: /gender-age$/, status: 500, body: {}, times: 1 });
      const { page, complaints } = await open(scene);
      complaints.expect(FAILED_REQUEST);
      await choose(page, 'followers');
      await page.waitForSelector('.heat');
      await page.getByRole('button', { name: 'Coba lagi' }).click();
      await page.waitForSelector('.pyramid');
    },
  ],
  [
    'tips open and close',
    async (scene) => {
      const { page } = await open(scene);
      await page.getByRole('button', { name: 'Tips Untukmu! Engagement Rate (ER)' }).click();
      await page.getByText('Harus berapa ER kita?').click();
      await page.getByText('Di atas 6%: ER Sangat Tinggi.').waitFor();
      await page.getByRole('button', { name: 'Mengerti' }).click();
      await page.locator('dialog').waitFor({ state: 'detached' });
    },
  ],
  [
    'a post in detail: numbers, caption to copy, link',
    async (scene) => {
      const { page, context } = await openPost(scene);
      await context.grantPermissions(['clipboard-read', 'clipboard-write']);
      for (const label of ['Likes', 'Comments', 'Saved', 'Eng. Rate', 'Reach', 'Impression']) {
        await page.locator('.post-metrics dt', { hasText: label }).first().waitFor();
      }
      await page.getByRole('button', { name: 'Salin Caption' }).click();
      await page.locator('.toast', { hasText: 'Teks disalin' }).waitFor();
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      assert(copied.includes('#'), copied);
      await settles(
        () => page.locator('dialog').getByRole('link', { name: 'Lihat Posting' }).count(),
        1,
        'link',
      );
    },
  ],
  [
    'what people said: shares, filter, and labels that are not sure',
    async (scene) => {
      const { page } = await openPost(scene);
      await page.getByRole('tab', { name: 'Sentimen' }).click();
      await page.waitForSelector('.comment');
      const label = () => page.locator('.sentiment-bar').getAttribute('aria-label');
      await holds(
        async () => /positif \d+%, netral \d+%, negatif \d+%/.test(await label()),
        'the shares are read out',
      );
      await page.getByText('belum yakin').first().waitFor();
      await page.getByRole('button', { name: /^Negatif/ }).click();
      const kinds = page.locator('.comment .badge');
      await holds(async () => {
        const texts = await kinds.allTextContents();
        return texts.length > 0 && texts.every((text) => text.startsWith('Negatif'));
      }, 'only negative comments');
      await page.keyboard.press('Escape');
      await page.locator('dialog').waitFor({ state: 'detached' });
    },
  ],
  [
    'a post without comments says so',
    async (scene) => {
      scene.mock.state.rules.push({ path: /\/comments$/, body: [] });
      scene.mock.state.rules.push({ path: /\/sentiment$/, body: { pos: 0, neu: 0, neg: 0 } });
      const { page } = await openPost(scene);
      await page.getByRole('tab', { name: 'Sentimen' }).click();
      await page.getByText('Tidak ada komentar').waitFor();
      await settles(
        () => page.locator('.sentiment-summary dd').allTextContents(),
        ['0%', '0%', '0%'],
        'shares',
      );
    },
  ],
  [
    'the state of the collection: coverage, last success, what failed',
    async (scene) => {
      const { page } = await open(scene);
      await page.getByRole('button', { name: /Data di-update tanggal/ }).click();
      await page.getByText('1.204 dari 1.204').waitFor();
      await page.getByText('(#10) Not enough users').waitFor();
      await page.getByText('Terakhir berhasil').waitFor();
      await page.getByText('22 Nov 2026, 07.12').waitFor();
      await scene.session.shot(page, 'collection');
    },
  ],
  ...[
    ['network', 'Meta tidak dapat dihubungi. Dicoba lagi dengan sendirinya.'],
    ['graph_error', 'Meta tidak dapat memberikan datanya sekarang. Coba lagi sebentar lagi.'],
    ['nobody_knows', 'Terjadi kesalahan di server ini. Dicoba lagi dengan sendirinya.'],
  ].map(([code, words]) => [
    `a collection that failed (${code}) says why, and when the next one comes`,
    async (scene) => {
      scene.mock.state.collected = { state: 'failed', error_code: code, done: 3 };
      const { page } = await open(scene);
      await page.getByRole('button', { name: /Data di-update tanggal/ }).click();
      await page.getByText(words).waitFor();
      await page.getByText('22 Nov 2026, 07.12').waitFor();
      await scene.session.shot(page, `collection-failed-${code}`);
    },
  ]),
  ...[
    ['expiring', { days_left: 7 }, 'Izin Facebook berakhir dalam 7 hari'],
    ['data_access_expiring', { days_left: 1 }, 'Akses data Meta berakhir dalam 1 hari'],
    [
      'permissions_missing',
      { missing_permissions: ['instagram_manage_insights'] },
      'instagram_manage_insights',
    ],
    ['invalid', { reason: 'password_changed' }, 'Kata sandi Facebook diganti'],
  ].map(([state, rest, words]) => [
    `a connection that is ${state} is told with what to do`,
    async (scene) => {
      scene.mock.state.token = {
        state,
        reason: null,
        days_left: null,
        missing_permissions: [],
        ...rest,
      };
      const { page } = await open(scene);
      await page.locator('.token-notice', { hasText: words }).waitFor();
      await page
        .locator('.token-notice')
        .getByRole('button', { name: 'Hubungkan Ulang' })
        .waitFor();
    },
  ]),
];
