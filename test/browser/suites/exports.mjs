// Files that the server makes: asked for from the dashboard, made in the background, fetched by
// themselves; and what happens when they fail, are cancelled, or the page is left meanwhile.
import { assert, equal, settles } from '../lib/checks.mjs';
import { dashboard, enter, FAILED_REQUEST, HOME, MAIN } from '../lib/mock.mjs';
import { PUBLIC_ACCOUNTS } from '../../../web/dev/mock-rivals.mjs';

const NAME = `@${MAIN.username}`;

async function open(scene, query = '?frame=28', options = {}) {
  scene.mock.state.connected = [MAIN.id];
  scene.mock.state.rivals = { [MAIN.id]: PUBLIC_ACCOUNTS.slice(0, 4) };
  return enter(scene, dashboard(query), options);
}

async function choose(page, format) {
  await page.locator('.export').click();
  await page.getByRole('menuitem', { name: format }).click();
}

const tray = (page) => page.getByRole('region', { name: 'Ekspor' });
const asked = (state) => state.exports[0];

export default [
  [
    'Excel begins at once, says what is being made, and downloads by itself',
    async (scene) => {
      const { page } = await open(scene);
      scene.mock.state.exporting.stepMs = 400;
      const download = page.waitForEvent('download');
      await choose(page, 'Excel');
      await tray(page).getByText('Membuat 1 ekspor').waitFor();
      await tray(page)
        .getByText(/^Membuat (Performa Akun|Konten|Kota|Negara)/)
        .waitFor();
      await tray(page).getByRole('progressbar').waitFor();
      await scene.session.shot(page, 'export-tray');
      assert((await download).suggestedFilename().endsWith('.xlsx'), 'the name of the file');
      await tray(page).getByText('Siap · ').waitFor();
      const { format, date_frame, account_id } = asked(scene.mock.state);
      equal(
        { format, date_frame, account_id },
        { format: 'xlsx', date_frame: '28', account_id: MAIN.id },
        'request',
      );
      await tray(page)
        .getByRole('button', { name: /^Sembunyikan/ })
        .click();
      await settles(() => tray(page).count(), 0, 'the tray is gone');
    },
  ],
  [
    'PDF: pages, the competitors of the columns, language; closing the dialog stops nothing',
    async (scene) => {
      const { page } = await open(scene, '?frame=28&tab=rivals');
      // The second column shows the fourth competitor: the report begins with what is on screen.
      await page.locator('.rival-heads select').first().waitFor();
      await page.locator('.rival-heads select').nth(1).selectOption(PUBLIC_ACCOUNTS[3].id);
      scene.mock.state.exporting.stepMs = 500;
      await choose(page, 'PDF');
      const dialog = page.getByRole('dialog', { name: 'Unduh PDF' });
      await dialog.locator('.chip-check').first().waitFor();
      await settles(() => dialog.locator('.option input:checked').count(), 3, 'pages');
      const checked = await dialog
        .locator('.chip-check input:checked')
        .evaluateAll((inputs) => inputs.map((input) => input.value));
      equal(checked.includes(PUBLIC_ACCOUNTS[3].id), true, 'the chosen competitor');
      equal(checked.includes(PUBLIC_ACCOUNTS[1].id), false, 'the one it replaced');
      for (const part of ['Kompetitor', 'Statistik', 'Top Post'])
        await dialog.getByLabel(part).uncheck();
      await dialog.getByRole('button', { name: 'Unduh' }).click();
      await dialog.getByText('Pilih setidaknya satu.').waitFor();
      await settles(
        () => dialog.locator('.chip-check').count(),
        0,
        'no competitors without their page',
      );
      await dialog.getByLabel('Statistik').check();
      await dialog.getByLabel('Kompetitor').check();
      await dialog.getByRole('button', { name: 'English' }).click();
      await dialog.getByRole('button', { name: 'Unduh' }).click();
      await dialog.getByText('Membuat DashboardKompetitor.pdf').waitFor();
      const { parts, language, competitors } = asked(scene.mock.state);
      equal(parts, ['competitors', 'statistics'], 'parts');
      equal(language, 'en', 'language');
      equal(competitors, checked, 'competitors');
      await scene.session.shot(page, 'export-dialog-progress');
      const download = page.waitForEvent('download');
      await dialog.getByRole('button', { name: 'Lanjut di latar belakang' }).click();
      await page.locator('nav a', { hasText: 'Pilih Akun' }).first().click();
      await page.waitForFunction((home) => location.hash === `#${home}`, HOME);
      await tray(page).getByText(`PDF · ${NAME}`).waitFor();
      assert((await download).suggestedFilename().endsWith('.zip'), 'a zip of PDFs');
    },
  ],
  [
    'a zip of chosen formats over chosen dates; a reload goes on with it',
    async (scene) => {
      const { page } = await open(scene, '?start=2026-10-20&end=2026-11-10');
      scene.mock.state.exporting.stall = true;
      await choose(page, 'Zip');
      const dialog = page.getByRole('dialog', { name: 'Unduh Zip' });
      await dialog.getByLabel('JSON').check();
      await dialog.getByLabel('CSV').uncheck();
      await dialog.getByRole('button', { name: 'Unduh' }).click();
      await dialog.getByText('Membuat ').waitFor();
      const { parts, start, end, date_frame } = asked(scene.mock.state);
      equal(parts, ['xlsx', 'pdf', 'json'], 'parts');
      equal(
        [start, end, date_frame],
        ['2026-10-19T17:00:00.000Z', '2026-11-10T16:59:59.000Z', undefined],
        'window',
      );
      await page.reload();
      await tray(page).getByText(`Zip · ${NAME}`).waitFor();
      await tray(page).getByText('20 Okt 2026 – 10 Nov 2026').waitFor();
      const download = page.waitForEvent('download');
      scene.mock.state.exporting.stall = false;
      await download;
      await tray(page).getByText('Siap · ').waitFor();
      await page.reload();
      await tray(page).getByText('Siap · ').waitFor();
      let again = 0;
      page.on('download', () => (again += 1));
      await page.waitForTimeout(500);
      equal(again, 0, 'what has been fetched is not fetched again');
    },
  ],
  [
    'what fails says why and what to do, and is tried again; what is cancelled goes',
    async (scene) => {
      const { page } = await open(scene);
      const { exporting } = scene.mock.state;
      exporting.fail = {
        code: 'disk_full',
        message: 'Ruang di server habis.',
        action: 'Hubungi pengelola server.',
      };
      await choose(page, 'JSON');
      await tray(page).getByText('Ruang di server habis. Hubungi pengelola server.').waitFor();
      await scene.session.shot(page, 'export-failed');
      exporting.fail = null;
      const download = page.waitForEvent('download');
      await tray(page).getByRole('button', { name: 'Coba lagi' }).click();
      await download;

      exporting.stall = true;
      await choose(page, 'Excel');
      await tray(page)
        .getByRole('button', { name: `Batalkan Excel (XLSX) · ${NAME}` })
        .click();
      await tray(page).getByText(`Excel (XLSX) · ${NAME}`).waitFor({ state: 'detached' });
      await settles(() => asked(scene.mock.state).cancelled, true, 'cancelled at the server');

      await choose(page, 'Ekspor terakhir');
      const dialog = page.getByRole('dialog', { name: 'Ekspor terakhir' });
      await dialog.getByText('Dibatalkan').waitFor();
      await settles(() => dialog.locator('.export-row').count(), 2, 'both are listed');
      await scene.session.shot(page, 'export-history');
      await dialog.getByRole('button', { name: /^Hapus JSON/ }).click();
      await dialog.locator('.export-row').nth(1).waitFor({ state: 'detached' });
    },
  ],
  [
    'a server that is away, or refuses, is told; who may not export sees what would let him',
    async (scene) => {
      const { state } = scene.mock;
      const { page, complaints } = await open(scene);
      complaints.expect(FAILED_REQUEST);
      state.rules.push({
        method: 'POST',
        path: /api\/exports$/,
        times: 1,
        status: 429,
        body: {
          error: { code: 'too_many_exports', message: 'Tunggu ekspor lain selesai.', action: '' },
        },
      });
      await choose(page, 'Excel');
      await page.locator('.toast', { hasText: 'Tunggu ekspor lain selesai.' }).waitFor();
      state.exporting.stall = true;
      await choose(page, 'Excel');
      await tray(page)
        .getByText(/^Membuat (Performa Akun|Konten|Kota|Negara)/)
        .waitFor();
      state.rules.push({ method: 'GET', path: /api\/exports$/, times: 1, status: 503, body: {} });
      await tray(page).getByText('Server belum menjawab').waitFor();
      state.exporting.stall = false;
      await tray(page).getByText('Siap · ').waitFor();
    },
  ],
];
