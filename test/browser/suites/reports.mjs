// Reports that are sent by themselves: making, changing and stopping a schedule, its letter and its
// log; and what reports look like.
import { equal, holds, settles } from '../lib/checks.mjs';
import { enter, FAILED_REQUEST, MAIN, SECOND } from '../lib/mock.mjs';
import { LETTERS, SCHEDULE } from '../../../web/dev/mock-reports.mjs';
import { PUBLIC_ACCOUNTS } from '../../../web/dev/mock-rivals.mjs';

const PLACE = '/account/reports';

async function open(scene, options = {}) {
  const { state } = scene.mock;
  state.connected = [MAIN.id, SECOND.id];
  state.rivals = { [MAIN.id]: PUBLIC_ACCOUNTS.slice(0, 3) };
  return enter(scene, PLACE, options);
}

/** One schedule with letters behind it. */
function scheduled(scene) {
  scene.mock.state.schedules = [structuredClone(SCHEDULE)];
  scene.mock.state.letters = { [SCHEDULE.id]: LETTERS };
}

async function act(page, name) {
  await page.getByRole('button', { name: /^Tindakan untuk/ }).click();
  await page.getByRole('menuitem', { name }).click();
}

export default [
  [
    'none yet; a monthly one is made, addresses are checked as they are typed',
    async (scene) => {
      const { page } = await open(scene);
      await page.getByText('Belum ada jadwal').waitFor();
      await page.getByRole('button', { name: 'Buat jadwal' }).click();
      const dialog = page.getByRole('dialog', { name: 'Jadwal baru' });
      await dialog.getByLabel('Nama laporan').fill('Bulanan');
      await dialog.getByLabel('Akun', { exact: true }).selectOption(MAIN.id);
      await dialog.getByRole('button', { name: 'Bulan', exact: true }).click();
      await dialog.getByLabel('Tanggal').selectOption('last');
      await dialog.getByLabel('Jam', { exact: true }).fill('17:30');
      await dialog.getByLabel('Zona waktu').selectOption('Asia/Makassar');
      await dialog.getByLabel('Rentang data').selectOption('90');
      await dialog.getByLabel('Top Post').uncheck();
      await dialog.locator('.chip-check').nth(2).click();

      const input = dialog.getByLabel('Alamat email penerima');
      await settles(() => dialog.locator('.chip').count(), 1, 'the user himself is there');
      await input.fill('klien@contoh');
      await input.press('Enter');
      await dialog.getByText('"klien@contoh" bukan alamat email.').waitFor();
      await input.fill('klien@contoh.id');
      await input.press(',');
      await input.fill('KLIEN@contoh.id');
      await input.press('Enter');
      await dialog.getByText(/sudah ada di daftar/).waitFor();
      await input.fill('');
      await dialog.getByRole('button', { name: 'Hapus rani@contoh.id' }).click();
      await input.fill('bos@contoh.id');
      await dialog.getByRole('radio', { name: /^Tautan/ }).check();
      await dialog.getByRole('button', { name: 'Simpan' }).click();
      await dialog.waitFor({ state: 'detached' });

      await page.getByText('Setiap akhir bulan, 17.30 WITA').waitFor();
      const [made] = scene.mock.state.schedules;
      const { every, day, time, date_frame, parts, competitors, delivery } = made;
      equal(
        { every, day, time, date_frame },
        { every: 'month', day: 'last', time: '17:30', date_frame: '90' },
        'when',
      );
      equal(parts, ['competitors', 'statistics'], 'parts');
      equal(
        competitors,
        PUBLIC_ACCOUNTS.slice(0, 2).map((rival) => rival.id),
        'competitors',
      );
      equal(
        made.recipients.map((r) => r.email),
        ['klien@contoh.id', 'bos@contoh.id'],
        'recipients',
      );
      equal(delivery, 'link', 'delivery');
    },
  ],
  [
    'a schedule is previewed, tested, paused, changed and deleted; its log says what to do',
    async (scene) => {
      scheduled(scene);
      const { page } = await open(scene);
      await page.getByText('Setiap Senin, 08.00 WIB').waitFor();
      await page.getByText('2 penerima').waitFor();

      await page.getByRole('button', { name: 'Pratinjau surat' }).click();
      const letter = page.getByRole('dialog', { name: 'Pratinjau surat' });
      await letter.getByText('AnalyticsDashboard.zip').waitFor();
      await letter.frameLocator('iframe').getByText('Pengikut').waitFor();
      await settles(
        () => letter.locator('iframe').getAttribute('sandbox'),
        '',
        'the frame may nothing',
      );
      await letter.getByRole('button', { name: 'Teks saja' }).click();
      await letter.getByText('Jangkauan: 16.463').waitFor();
      await page.keyboard.press('Escape');

      await page.getByRole('button', { name: 'Kirim uji coba' }).click();
      await page.locator('.toast', { hasText: 'rani@contoh.id' }).waitFor();
      await act(page, 'Riwayat kiriman');
      const log = page.getByRole('dialog', { name: 'Riwayat kiriman' });
      await settles(() => log.locator('li').count(), LETTERS.length + 1, 'letters');
      await log.getByText(/Periksa alamatnya/).waitFor();
      await page.keyboard.press('Escape');

      await act(page, 'Jeda');
      await page.locator('.schedule .badge', { hasText: 'Dijeda' }).waitFor();
      await settles(
        () => scene.mock.state.schedules[0].recipients.length,
        3,
        'nothing else has changed',
      );
      await act(page, 'Ubah');
      const dialog = page.getByRole('dialog', { name: 'Ubah jadwal' });
      await dialog.getByText('berhenti menerima').waitFor();
      await dialog.getByLabel('Format').selectOption('xlsx');
      await dialog.getByRole('button', { name: 'Simpan' }).click();
      await page.locator('.schedule-tags', { hasText: 'Excel' }).waitFor();
      await act(page, 'Hapus');
      await page.getByRole('dialog').getByRole('button', { name: 'Hapus', exact: true }).click();
      await page.getByText('Belum ada jadwal').waitFor();
    },
  ],
  [
    'the look of reports: a colour too pale is told, a logo too large is refused',
    async (scene) => {
      const { page } = await open(scene);
      const brand = page.getByRole('region', { name: 'Tampilan laporan' });
      await brand.getByLabel('Nama di laporan').fill('Agensi Rani');
      await brand.getByRole('textbox', { name: 'Warna', exact: true }).fill('#ffcc00');
      await brand.getByText(/terlalu pucat/).waitFor();
      await brand.getByRole('textbox', { name: 'Warna', exact: true }).fill('#8a1c4a');
      await brand.getByText(/mudah dibaca/).waitFor();
      await brand.getByRole('button', { name: 'Simpan tampilan' }).click();
      await page.locator('.toast', { hasText: 'disimpan' }).waitFor();
      await settles(() => scene.mock.state.brand.colour, '#8a1c4a', 'colour');
      const file = (bytes) => ({
        name: 'logo.png',
        mimeType: 'image/png',
        buffer: Buffer.alloc(bytes),
      });
      await brand.locator('input[type=file]').setInputFiles(file(600 * 1024));
      await brand.getByText('Logo lebih besar dari 512 KB.').waitFor();
      await brand.locator('input[type=file]').setInputFiles(file(10 * 1024));
      await brand.getByRole('button', { name: 'Hapus logo' }).waitFor();
      await holds(() => brand.locator('.brand-sample img').isVisible(), 'the sample has the logo');
    },
  ],
  [
    'a server that refuses is heard; who may not export is told what would let him',
    async (scene) => {
      const { state } = scene.mock;
      state.rules.push({
        method: 'POST',
        path: /report-schedules$/,
        status: 422,
        body: {
          error: { code: 'invalid_field', message: 'Isian "time" belum benar.', action: '' },
        },
      });
      const { page, complaints } = await open(scene);
      complaints.expect(FAILED_REQUEST);
      await page.getByRole('button', { name: 'Buat jadwal' }).click();
      await page.getByRole('button', { name: 'Simpan', exact: true }).click();
      await page.getByRole('dialog').getByText('Isian "time" belum benar.').waitFor();
      Object.assign(state.user, {
        is_staff: false,
        limits: {
          limit_ig_account: 1,
          limit_ig_competitor: 1,
          limit_social_account: 1,
          date_frames: '7',
          allows_custom_range: false,
          allows_export: false,
          allows_post_detail: false,
        },
      });
      await page.reload();
      await page.getByRole('heading', { name: /belum termasuk paketmu/ }).waitFor();
      await page.getByRole('link', { name: 'Lihat paket' }).waitFor();
    },
  ],
];
