import fs from 'node:fs';
import { assert, equal, holds, settles } from '../lib/checks.mjs';
import { dashboard, enter, FAILED_REQUEST, hashOf, HOME, MAIN, SECOND } from '../lib/mock.mjs';

const SIX = [
  '',
  '/media',
  '/user-data',
  '/media/summary',
  '/media/engagement/average/summary',
  '/hashtag-metrics',
];

const chart = (page) => page.locator('.overview .plot-area svg');

async function open(scene, query = '', options = {}) {
  scene.mock.state.connected = [MAIN.id, SECOND.id];
  return enter(scene, dashboard(query), options);
}

export default [
  [
    'the six opening calls are sent at once, before any of them is answered',
    async (scene) => {
      let answerAll;
      const until = new Promise((resolve) => (answerAll = resolve));
      scene.mock.state.rules.push({ path: /cekbrand\/accounts\/\d/, until });
      const { page } = await open(scene);
      await page.waitForSelector('.dash-head');
      const base = `GET /cekbrand/accounts/${MAIN.id}`;
      for (const part of SIX) {
        await holds(
          () => scene.mock.state.calls.includes(base + part),
          `no call of ${part || 'the account'}`,
        );
      }
      await page.waitForSelector('.skeleton');
      await scene.session.shot(page, 'dashboard-loading');
      answerAll();
      await chart(page).waitFor();
    },
  ],
  [
    'the frame: totals, time of the update, the range in brackets',
    async (scene) => {
      const { page } = await open(scene, '?frame=28');
      await chart(page).waitFor();
      const totals = page.locator('.totals');
      for (const label of ['Total Post', 'Follower', 'Following'])
        await totals.filter({ hasText: label }).waitFor();
      await totals
        .filter({ hasText: /Data di-update tanggal \d+\/\d+\/\d{4}, jam \d\d\.\d\d WIB/ })
        .waitFor();
      await holds(
        async () =>
          /\(\d+ \w+ \d{4} – \d+ \w+ \d{4}\)/.test(await page.textContent('.section-title')),
        'range',
      );
    },
  ],
  [
    'comments by sentiment along the days, and whose account has grown most',
    async (scene) => {
      const { page } = await open(scene, '?frame=28');
      const said = page.getByRole('region', { name: 'Sentimen komentar' });
      await said.locator('.sentiment-bar').waitFor();
      await said.getByRole('slider').press('End');
      const spoken = () => said.getByRole('slider').getAttribute('aria-valuetext');
      await holds(
        async () => /Negatif \d.*Netral \d.*Positif \d/.test(await spoken()),
        'what is read out',
      );
      await said.getByRole('button', { name: /tabel/i }).click();
      await settles(() => said.locator('tbody tr').count(), 28, 'rows of the table');

      const ranking = page.getByRole('region', { name: 'Peringkat pertumbuhan' });
      await ranking.locator('li').nth(1).waitFor();
      await settles(
        () => ranking.locator('[aria-current=page]').count(),
        1,
        'this account is marked',
      );
      await ranking.getByLabel('Yang dibandingkan').selectOption('engagement_rate');
      await ranking.getByRole('button', { name: '28 hari' }).click();
      await ranking.getByText(/poin/).first().waitFor();
      await ranking.getByRole('link', { name: new RegExp(`@${SECOND.username}`) }).click();
      await page.waitForFunction((name) => location.hash.includes(name), SECOND.username);
    },
  ],
  [
    'seven cards with help; a figure drives the big chart, the window before is dashed',
    async (scene) => {
      const { page } = await open(scene, '?frame=28');
      await chart(page).waitFor();
      const names = [
        'Jumlah Follower Baru',
        'Jumlah Konten Terposting',
        'Avg Reach',
        'Avg Impression',
        'Engagement Rate',
        'Follower Growth Rate',
        'Engagement (Like+Comment)',
      ];
      for (const name of names) {
        await page.getByRole('button', { name: `Penjelasan: ${name}`, exact: true }).waitFor();
      }
      await page.waitForSelector('.overview .line.previous');
      const slider = page.locator('.overview [role=slider]');
      await holds(
        async () => (await slider.getAttribute('aria-label')).startsWith('Jumlah Follower Baru'),
        'label',
      );
      await page.getByRole('button', { name: /^Avg Reach/ }).click();
      await holds(
        async () => (await slider.getAttribute('aria-label')).startsWith('Avg Reach'),
        'label',
      );
      await page.getByRole('button', { name: /^Jumlah Konten Terposting/ }).click();
      await page.waitForSelector('.overview .bar');
      await page.getByRole('button', { name: 'Penjelasan: Avg Reach' }).click();
      await page.getByRole('note').getByText('Hari tanpa data tidak ikut dihitung').waitFor();
    },
  ],
  [
    'a gap in the data is a gap in the line, and a dash in the table',
    async (scene) => {
      const { page } = await open(scene, '?frame=28');
      await page.getByRole('button', { name: /^Avg Reach/ }).click();
      const line = page.locator('.overview .plot .line:not(.previous)');
      await line.first().waitFor();
      await settles(
        async () => (await line.first().getAttribute('d')).match(/M/g).length,
        2,
        'runs of the line',
      );
      await page.getByRole('button', { name: 'Tampilkan sebagai tabel: Avg Reach' }).click();
      const cells = page.locator('.overview tbody tr td:nth-child(2)');
      await settles(() => cells.count(), 28, 'days');
      await settles(() => cells.filter({ hasText: /^–$/ }).count(), 2, 'dashes');
      await settles(() => cells.filter({ hasText: /^0$/ }).count(), 0, 'invented zeros');
      await scene.session.shot(page, 'dashboard-table');
    },
  ],
  [
    'the pointer shows a day with its value, the day before and the change',
    async (scene) => {
      const { page } = await open(scene, '?frame=28');
      await chart(page).hover();
      const tip = page.locator('.overview .tip');
      await tip.waitFor();
      await holds(async () => /\d{4}/.test(await tip.locator('strong').textContent()), 'date');
      await settles(() => tip.locator('dd').count(), 3, 'rows');
      await page.mouse.move(2, 2);
      await tip.waitFor({ state: 'detached' });
    },
  ],
  [
    'the window lives in the address: pick, reload, come back',
    async (scene) => {
      const { page } = await open(scene);
      await page.getByRole('button', { name: '7 Hari Terakhir' }).waitFor();
      await settles(
        () => page.getAttribute('.segments button:first-child', 'aria-pressed'),
        'true',
        '7 days',
      );
      await page.getByRole('button', { name: '28 Hari Terakhir' }).click();
      await settles(() => hashOf(page), dashboard('?frame=28'), 'address');
      await page.getByRole('tab', { name: 'Top Post' }).click();
      await settles(() => hashOf(page), dashboard('?frame=28&tab=top'), 'address');
      await page.reload();
      await page.waitForSelector('.leaderboard');
      await settles(
        () => page.getAttribute('.segments button:nth-child(2)', 'aria-pressed'),
        'true',
        '28 days',
      );
    },
  ],
  [
    'a custom range asks with start and end in UTC, and draws that many days',
    async (scene) => {
      const { page } = await open(scene, '?start=2026-11-02&end=2026-11-08');
      await chart(page).waitFor();
      const asked = await page.evaluate(() =>
        performance
          .getEntriesByType('resource')
          .map((entry) => entry.name)
          .filter((name) => name.includes('/insights/reach?')),
      );
      assert(asked[0].includes('start=2026-11-01T17%3A00%3A00.000Z'), asked[0]);
      assert(asked[0].includes('end=2026-11-08T16%3A59%3A59.000Z'), asked[0]);
      assert(!asked[0].includes('date_frame'), 'never both');
      await page.getByRole('button', { name: /^Tampilkan sebagai tabel: Jumlah Follower/ }).click();
      await settles(() => page.locator('.overview tbody tr').count(), 7, 'rows');
    },
  ],
  [
    'the calendar: choose two days, apply',
    async (scene) => {
      const { page } = await open(scene);
      await page.click('.custom-range');
      const dialog = page.getByRole('dialog', { name: 'Pilih rentang tanggal' });
      await dialog.waitFor();
      const days = dialog.locator('.day:not([disabled])');
      const count = await days.count();
      await days.nth(count - 8).click();
      await dialog.getByText('Pilih tanggal akhir').waitFor();
      await holds(
        () => dialog.getByRole('button', { name: 'Terapkan' }).isDisabled(),
        'needs two days',
      );
      await days.nth(count - 4).click();
      await scene.session.shot(page, 'dashboard-calendar');
      await dialog.getByRole('button', { name: 'Terapkan' }).click();
      await holds(
        () => /start=\d{4}-\d\d-\d\d&end=\d{4}-\d\d-\d\d/.test(hashOf(page)),
        'the days are in the address',
      );
      await settles(() => page.getAttribute('.custom-range', 'aria-pressed'), 'true', 'pressed');
    },
  ],
  [
    'one failed panel never takes the others with it',
    async (scene) => {
      scene.mock.state.rules.push({ path: /media\/engagement$/, status: 500, body: {}, times: 1 });
      const { page, complaints } = await open(scene, '?frame=28');
      complaints.expect(FAILED_REQUEST);
      await chart(page).waitFor();
      await page.locator('.chart-card.wide [role=alert]').waitFor();
      await settles(() => page.locator('.plot svg').count(), 3, 'charts that stand');
      await scene.session.shot(page, 'dashboard-panel-failed', { fullPage: true });
      await page.locator('.chart-card.wide').getByRole('button', { name: 'Coba lagi' }).click();
      await page.locator('.chart-card.wide .plot svg').waitFor();
      await settles(() => page.locator('.plot svg').count(), 5, 'all charts');
    },
  ],
  [
    'no data: dashes and empty states, no zeros, no error',
    async (scene) => {
      const empty = { path: /(user-data|reach|impressions|engagement|media)$/, body: [] };
      const nothing = { path: /summary$/, body: { earliest_media: { id: null, timestamp: null } } };
      scene.mock.state.rules.push(empty, nothing);
      const { page } = await open(scene);
      await page.waitForSelector('.state');
      await settles(
        () => page.locator('.kpi-value').allTextContents(),
        ['–', '–', '–', '–', '–', '–'],
        'figures',
      );
      await settles(
        () => page.locator('.overview .state, .chart-card .state').count(),
        4,
        'empty panels',
      );
      await scene.session.shot(page, 'dashboard-empty', { fullPage: true });
    },
  ],
  [
    'a single day is a chart too',
    async (scene) => {
      const { page } = await open(scene, '?start=2026-11-10&end=2026-11-10');
      await chart(page).waitFor();
      await page.waitForSelector('.chart-card .dot');
    },
  ],
  [
    'the switcher opens the other account with the same window',
    async (scene) => {
      const { page } = await open(scene, '?frame=60');
      await page.click('.switcher-button');
      await page.getByRole('menuitem', { name: /Kopi Senja/ }).click();
      await page.getByRole('button', { name: /@kopi\.senja/ }).waitFor();
      await settles(() => hashOf(page), `${HOME}/dashboard/kopi.senja?frame=60`, 'address');
      await page.click('.side-nav a[href$="dashboard"]');
      await page.waitForSelector('.dash-head');
      await holds(
        () => hashOf(page).startsWith(`${HOME}/dashboard/kopi.senja`),
        'the last account is remembered',
      );
    },
  ],
  [
    'an account that is not mine',
    async (scene) => {
      scene.mock.state.connected = [MAIN.id];
      const { page } = await enter(scene, `${HOME}/dashboard/orang.lain`);
      await page.getByText('Akun tidak ditemukan').waitFor();
    },
  ],
  [
    'CSV: six contents, the caveat, the file and its name',
    async (scene) => {
      const { page } = await open(scene, '?start=2022-10-18&end=2022-10-24');
      await page.getByRole('button', { name: 'Ekspor' }).click();
      await page.getByRole('menuitem', { name: /CSV/ }).click();
      const dialog = page.getByRole('dialog', { name: 'Unduh CSV' });
      const labels = await dialog.locator('.option strong').allTextContents();
      equal(labels, ['Media', 'Negara', 'Profil', 'Jenis Kelamin', 'Kota', 'Umur'], 'radios');
      const caveat = dialog.getByText('bisa berbeda dari total follower');
      await settles(() => caveat.count(), 0, 'no caveat for media');
      await dialog.getByRole('radio').nth(1).check();
      await caveat.waitFor();
      await scene.session.shot(page, 'dashboard-csv');
      await dialog.getByRole('radio').first().check();
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        dialog.getByRole('button', { name: 'Unduh', exact: true }).click(),
      ]);
      const name = 'Data Performa Konten Tanggal 18 Oktober 2022 - 24 Oktober 2022.csv';
      equal(file.suggestedFilename(), name, 'file name');
      await holds(
        async () =>
          fs.readFileSync(await file.path(), 'utf8').startsWith('Tanggal dan Jam Posting,'),
        'content',
      );
      await dialog.waitFor({ state: 'detached' });
    },
  ],
  [
    'CSV: waiting and failing are said',
    async (scene) => {
      scene.mock.state.rules.push({
        path: /download/,
        status: 500,
        body: {},
        delayMs: 400,
        times: 1,
      });
      const { page, complaints } = await open(scene);
      complaints.expect(FAILED_REQUEST);
      await page.getByRole('button', { name: 'Ekspor' }).click();
      await page.getByRole('menuitem', { name: /CSV/ }).click();
      await page.getByRole('button', { name: 'Unduh', exact: true }).click();
      await page.getByText('Tunggu hingga data terunduh otomatis.').waitFor();
      await page.getByText('Gagal mengunduh data. Coba lagi?').waitFor();
      const download = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Unduh', exact: true }).click();
      await download;
    },
  ],
];
