// The Kompetitor tab: adding, removing, limits, columns, chart.
import { PUBLIC_ACCOUNTS } from '../../../web/dev/mock-rivals.mjs';
import { PHONE } from '../lib/browser.mjs';
import { holds, settles } from '../lib/checks.mjs';
import { dashboard, enter, FAILED_REQUEST, MAIN } from '../lib/mock.mjs';

const toast = (page, text) => page.locator('.toast', { hasText: text }).waitFor();

async function open(scene, count, options) {
  scene.mock.state.connected = [MAIN.id];
  scene.mock.state.rivals = { [MAIN.id]: PUBLIC_ACCOUNTS.slice(0, count) };
  const opened = await enter(scene, dashboard('?frame=28&tab=rivals'), options);
  await opened.page.waitForSelector('.rival-tile.own');
  return opened;
}

const limited = (state, limit) => {
  state.user = {
    ...state.user,
    is_staff: false,
    subscriptions: [],
    limits: {
      limit_ig_account: 5,
      limit_ig_competitor: limit,
      limit_social_account: null,
      date_frames: '7',
      allows_custom_range: false,
      allows_export: false,
      allows_post_detail: false,
    },
  };
};

const VIEWPORTS = [
  [1500, 4],
  [1300, 3],
  [1000, 2],
];

export default [
  [
    'the first visit asks for three names, checks each and adds those found',
    async (scene) => {
      const { page, complaints } = await open(scene, 0);
      complaints.expect(FAILED_REQUEST);
      const dialog = page.getByRole('dialog', { name: 'Siapa kompetitormu?' });
      await settles(() => dialog.getByRole('textbox').count(), 3, 'inputs');
      await holds(
        () => dialog.getByRole('button', { name: 'Bandingkan' }).isDisabled(),
        'nothing yet',
      );
      await dialog.getByRole('textbox').nth(0).fill('https://instagram.com/rasa.surabaya/');
      await dialog.getByRole('button', { name: 'Check kompetitor 1' }).click();
      await page.getByText('Ditemukan: Rasa Surabaya').waitFor();
      await dialog.getByRole('textbox').nth(1).fill('bukan.bisnis');
      await page.keyboard.press('Enter');
      await page.getByText('Akun tidak ditemukan. Akun kompetitor haruslah akun bisnis').waitFor();
      await dialog.getByRole('textbox').nth(2).fill('RASA.surabaya');
      await page.keyboard.press('Enter');
      await page.getByText('Akun ini sudah ada di daftar.').waitFor();
      await dialog.getByRole('button', { name: 'Bandingkan kompetitor' }).click();
      await toast(page, 'Kompetitor Berhasil Ditambahkan');
      await dialog.waitFor({ state: 'detached' });
      await page.locator('.rival-tile', { hasText: '@rasa.surabaya' }).waitFor();
    },
  ],
  [
    'skipping the first visit is remembered',
    async (scene) => {
      const { page } = await open(scene, 0);
      await page.getByRole('button', { name: 'Lewati' }).click();
      await page.reload();
      await page.waitForSelector('.rival-tile.own');
      await settles(() => page.locator('dialog').count(), 0, 'dialogs');
    },
  ],
  [
    'adding one: names are checked, a refusal keeps the dialog, the column fills',
    async (scene) => {
      const { page, complaints } = await open(scene, 1);
      complaints.expect(FAILED_REQUEST);
      await page.getByRole('button', { name: 'Tambah Kompetitor' }).click();
      const dialog = page.getByRole('dialog', { name: 'Masukkan akun kompetitor' });
      const input = dialog.getByRole('textbox');
      for (const [typed, problem] of [
        ['', 'Isi username kompetitor.'],
        ['dua kata', 'Username hanya berisi'],
        [MAIN.username, 'Ini akunmu sendiri.'],
        ['rasa.surabaya', 'Akun ini sudah ada di daftar.'],
        ['bukan.bisnis', 'Kompetitor Gagal Ditambahkan'],
      ]) {
        await input.fill(typed);
        await page.keyboard.press('Enter');
        await dialog.getByText(problem).waitFor();
      }
      await input.fill('@dapur.emak');
      await dialog.getByRole('button', { name: 'Tambah' }).click();
      await toast(page, 'Selamat! Anda berhasil menambahkan @dapur.emak');
      await page.locator('.rival-head select').nth(1).waitFor();
      await settles(
        () => page.locator('.rival-head select').nth(1).inputValue(),
        PUBLIC_ACCOUNTS[1].id,
        'the second column',
      );
    },
  ],
  [
    'removing asks first',
    async (scene) => {
      const { page } = await open(scene, 2);
      await page.getByRole('button', { name: 'Hapus @dapur.emak' }).click();
      await page.getByRole('dialog', { name: 'Hapus @dapur.emak dari kompetitor?' }).waitFor();
      await page.getByRole('button', { name: 'Batalkan' }).click();
      await settles(() => scene.mock.state.rivals[MAIN.id].length, 2, 'still there');
      await page.getByRole('button', { name: 'Hapus @dapur.emak' }).click();
      await page.locator('dialog').getByRole('button', { name: 'Hapus' }).click();
      await toast(page, 'Anda berhasil menghapus akun @dapur.emak');
      await page.locator('.rival-tile', { hasText: 'dapur.emak' }).waitFor({ state: 'detached' });
    },
  ],
  [
    'at the limit of the plan, adding and details lead to what a higher plan brings',
    async (scene) => {
      limited(scene.mock.state, 1);
      const { page } = await open(scene, 1);
      await page.getByText('1 dari 1 kompetitor').waitFor();
      await page.getByRole('button', { name: /Tambah Kompetitor \(upgrade\)/ }).click();
      const dialog = page.getByRole('dialog', { name: 'Bandingkan lebih banyak' });
      await settles(() => dialog.getByRole('listitem').count(), 5, 'benefits');
      await scene.session.shot(page, 'upgrade');
      await dialog.getByRole('button', { name: 'Kembali' }).click();
      await page
        .getByRole('button', { name: /^Lebih Lengkap/ })
        .first()
        .click();
      await dialog.waitFor();
      await dialog.getByRole('link', { name: 'Upgrade' }).click();
      await page.getByRole('heading', { name: 'Paket' }).waitFor();
    },
  ],
  ...VIEWPORTS.map(([width, columns]) => [
    `${columns} columns in a window of ${width}`,
    async (scene) => {
      const { page } = await open(scene, 4, { viewport: { width, height: 900 } });
      await page.waitForSelector('.rival-figure');
      await settles(() => page.locator('.rival-head').count(), columns, 'heads');
      await settles(
        () => page.locator('.rival-section').first().locator('.rival-column').count(),
        columns,
        'columns',
      );
    },
  ]),
  [
    'choosing the account of another column changes places',
    async (scene) => {
      const { page } = await open(scene, 4);
      const selects = page.locator('.rival-head select');
      await selects.first().selectOption({ label: '@dapur.emak' });
      await settles(
        () => selects.evaluateAll((list) => list.map((item) => item.value)),
        [PUBLIC_ACCOUNTS[1].id, PUBLIC_ACCOUNTS[0].id],
        'columns',
      );
    },
  ],
  [
    'figures, best post and hashtags of each account; unknown is a dash',
    async (scene) => {
      scene.mock.state.rules.push({
        path: new RegExp(`${PUBLIC_ACCOUNTS[0].id}/media/summary`),
        body: { best_media: null, best_media_before: null },
      });
      const { page } = await open(scene, 2);
      await page.waitForSelector('.rival-facts');
      await settles(() => page.locator('.rival-figure .kpi-value').count(), 12, 'figures');
      await page.getByText('Tidak ada posting pada periode ini').waitFor();
      await page.getByText('vs 28 hari sebelumnya').first().waitFor();
      await settles(() => page.locator('.rival-hashtags .hashtag').count(), 15, 'hashtags');
    },
  ],
  [
    'the chart: three measures, keyboard, table',
    async (scene) => {
      const { page } = await open(scene, 2);
      await page.waitForSelector('.rival-chart .plot svg path.line');
      await settles(() => page.locator('.rival-chart path.line').count(), 3, 'lines');
      const slider = page.locator('.rival-chart [role=slider]');
      await slider.focus();
      await page.keyboard.press('ArrowLeft');
      const spoken = () => slider.getAttribute('aria-valuetext');
      await holds(async () => /@rasa\.surabaya.*%/.test(await spoken()), 'the day is read out');
      await page.getByRole('button', { name: 'Interaksi' }).click();
      await page.waitForSelector('.rival-chart circle.dot');
      await page
        .locator('.rival-chart')
        .getByRole('button', { name: /sebagai tabel/ })
        .click();
      await settles(() => page.locator('.rival-chart thead th').count(), 4, 'columns');
    },
  ],
  [
    'a competitor that cannot be read leaves the others alone',
    async (scene) => {
      scene.mock.state.rules.push({
        path: new RegExp(`${PUBLIC_ACCOUNTS[0].id}/`),
        status: 502,
        body: { code: 'graph_error', detail: 'x' },
      });
      const { page, complaints } = await open(scene, 2, { viewport: { width: 1300, height: 900 } });
      complaints.expect(FAILED_REQUEST);
      await page.waitForSelector('.rival-facts');
      await page.locator('.rival-column').nth(1).filter({ hasText: '–' }).waitFor();
      await page.locator('.rival-column').nth(2).filter({ hasText: /\d/ }).waitFor();
    },
  ],
  [
    'on a phone: the own account and one other',
    async (scene) => {
      const { page } = await open(scene, 3, { viewport: PHONE });
      await page.waitForSelector('.rival-figure');
      await settles(() => page.locator('.rival-head select').count(), 1, 'selects');
    },
  ],
];
