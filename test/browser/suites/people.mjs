// Registration, passwords, the account page, onboarding, and the pages of admins.
import { equal, holds, settles } from '../lib/checks.mjs';
import { enter, FAILED_REQUEST, hashOf, HOME, MAIN, PASSWORD } from '../lib/mock.mjs';

const toast = (page, text) => page.locator('.toast', { hasText: text }).waitFor();

async function outside({ session, mock }, route) {
  const opened = await session.open();
  await opened.page.goto(`${mock.url}/#${route}`);
  return opened;
}

const NAMES = { first_name: 'Sari', last_name: 'Dewi', email: 'sari@contoh.id' };

async function fill(page, values) {
  for (const [name, value] of Object.entries(values)) await page.fill(`[name=${name}]`, value);
}

const plain = (state) => {
  state.user = { ...state.user, is_staff: false };
};

export default [
  [
    'registering: fields are checked, the server has the last word, then one is in',
    async (scene) => {
      const { page, complaints } = await outside(scene, '/login');
      complaints.expect(FAILED_REQUEST);
      await page.getByRole('link', { name: 'Daftar' }).click();
      await page.getByRole('heading', { name: 'Buat akun Simpul' }).waitFor();
      await page.getByRole('button', { name: 'Daftar' }).click();
      await page.getByText('Isian ini wajib.').waitFor();
      await settles(() => page.evaluate(() => document.activeElement.name), 'first_name', 'focus');
      await fill(page, { ...NAMES, password1: 'pendek', password2: 'lain' });
      await fill(page, { phone: 'nol', coupon_code: 'tidak boleh', first_name: 'S4ri' });
      await page.getByRole('button', { name: 'Daftar' }).click();
      for (const text of [
        'Hanya huruf dan spasi.',
        'Sedikitnya 8 karakter.',
        'Kedua kata sandi tidak sama.',
        'Hanya angka, boleh diawali +',
        'Hanya huruf, angka, dan tanda hubung',
      ]) {
        await page.locator('.field-error', { hasText: text }).first().waitFor();
      }
      await fill(page, { ...NAMES, email: 'sudah@contoh.id', phone: '', coupon_code: '' });
      await fill(page, { password1: 'delapan huruf', password2: 'delapan huruf' });
      await page.getByRole('button', { name: 'Daftar' }).click();
      await page.getByText('Email ini sudah terdaftar.').waitFor();
      await fill(page, NAMES);
      await page.getByRole('button', { name: 'Daftar' }).click();
      await page.getByText('Emailmu belum dikonfirmasi').waitFor();
      await settles(() => hashOf(page), HOME, 'address');
      await page.getByRole('button', { name: 'Kirim ulang' }).click();
      await page.getByText(/Tunggu \d+ detik/).waitFor();
    },
  ],
  [
    'a forgotten password: a link by e-mail, and the page behind it',
    async (scene) => {
      const { page, complaints } = await outside(scene, '/login');
      complaints.expect(FAILED_REQUEST);
      await page.getByRole('link', { name: 'Lupa kata sandi?' }).click();
      await page.fill('[name=email]', 'rani@contoh.id');
      await page.getByRole('button', { name: 'Kirim tautan' }).click();
      await page.getByText('Bila rani@contoh.id terdaftar').waitFor();
      await page.goto(`${scene.mock.url}/#/reset-password?uid=1&token=rusak`);
      await page.waitForSelector('[name=new_password1]');
      await holds(() => !page.url().includes('token'), 'the secret has left the address');
      await fill(page, { new_password1: 'kata sandi baru', new_password2: 'kata sandi baru' });
      await page.getByRole('button', { name: 'Simpan kata sandi' }).click();
      await page.getByText('Tautan ini tidak lengkap atau sudah tidak berlaku.').waitFor();
      await page.goto(`${scene.mock.url}/#/forgot-password`);
      await page.waitForSelector('[name=email]');
      await page.goto(`${scene.mock.url}/#/reset-password?uid=1&token=baik`);
      await fill(page, { new_password1: 'kata sandi baru', new_password2: 'kata sandi baru' });
      await page.getByRole('button', { name: 'Simpan kata sandi' }).click();
      await page.getByText('Kata sandi sudah diganti').waitFor();
      await scene.session.shot(page, 'reset-done');
    },
  ],
  [
    'asked Facebook to have data deleted: the page says how far it is, until it is done',
    async (scene) => {
      const path = /data-deletion/;
      const asked = { requested_at: '2026-11-20T09:30:00+07:00', instagram_accounts: 1 };
      scene.mock.state.rules.push({
        path,
        times: 1,
        body: { ...asked, state: 'deleting', deleted_at: null },
      });
      scene.mock.state.rules.push({
        path,
        body: { ...asked, state: 'deleted', deleted_at: '2026-11-20T09:30:04+07:00' },
      });
      const { page } = await outside(scene, '/data-deletion?code=abc123');
      await page.getByRole('heading', { name: 'Datamu sedang dihapus' }).waitFor();
      await page.getByRole('heading', { name: 'Datamu sudah dihapus' }).waitFor();
      await page.getByText('abc123').waitFor();
      await scene.session.shot(page, 'data-deletion');
    },
  ],
  [
    'confirming an e-mail address: a good key and a bad one',
    async (scene) => {
      scene.mock.state.user = { ...scene.mock.state.user, is_verified: false };
      const { page, complaints } = await enter(scene, '/verify-email?key=salah');
      complaints.expect(FAILED_REQUEST);
      await page.getByText('Tautan tidak berlaku').waitFor();
      await page.goto(`${scene.mock.url}/#${HOME}`);
      await page.getByText('Emailmu belum dikonfirmasi').waitFor();
      await page.goto(`${scene.mock.url}/#/verify-email?key=benar`);
      await page.getByRole('heading', { name: 'Email terkonfirmasi' }).waitFor();
      await holds(() => !page.url().includes('key='), 'the key has left the address');
    },
  ],
  [
    'the account page: profile, password, devices, language',
    async (scene) => {
      const { page, complaints } = await enter(scene, '/account');
      complaints.expect(FAILED_REQUEST);
      await page.waitForSelector('.session-list li');
      await fill(page, { first_name: 'Maharani', phone: '+6281234' });
      await page.locator('[name=category_id]').selectOption({ label: 'UMKM' });
      await page.getByRole('button', { name: 'Simpan' }).click();
      await toast(page, 'Perubahan tersimpan');
      await page.locator('.user-name', { hasText: 'Maharani' }).waitFor();
      await fill(page, {
        old_password: 'salah',
        new_password1: 'x'.repeat(9),
        new_password2: 'x'.repeat(9),
      });
      await page.getByRole('button', { name: 'Ganti kata sandi' }).click();
      await page.getByText('Kata sandi sekarang salah.').waitFor();
      await fill(page, { old_password: PASSWORD });
      await page.getByRole('button', { name: 'Ganti kata sandi' }).click();
      await toast(page, 'Kata sandi sudah diganti');
      await page.getByRole('button', { name: 'Keluarkan Chrome · Android' }).click();
      await toast(page, 'Perangkat dikeluarkan');
      await settles(() => page.locator('.session-list li').count(), 2, 'devices left');
      await page.getByRole('button', { name: 'English' }).click();
      await page.getByRole('heading', { name: 'Profile' }).waitFor();
    },
  ],
  [
    'a photo: its size is checked, a chosen one is shown',
    async (scene) => {
      const { page } = await enter(scene, '/account');
      const chooser = page.locator('[name=photo]');
      const png = Buffer.from(
        'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
        'base64',
      );
      await chooser.setInputFiles({ name: 'saya.png', mimeType: 'image/png', buffer: png });
      await page.waitForSelector('.photo-row img');
      await chooser.setInputFiles({
        name: 'besar.png',
        mimeType: 'image/png',
        buffer: Buffer.alloc(2_100_000),
      });
      await page.getByRole('button', { name: 'Simpan' }).click();
      await page.getByText('Foto ini lebih dari 2 MB.').waitFor();
    },
  ],
  [
    'without a subscription: what that means, and a free trial',
    async (scene) => {
      plain(scene.mock.state);
      scene.mock.state.rules.push({
        path: /cekbrand\/accounts$/,
        status: 403,
        body: { code: 'no_subscription', detail: 'x' },
        times: 1,
      });
      const { page, complaints } = await enter(scene, HOME);
      complaints.expect(FAILED_REQUEST);
      await page.getByRole('heading', { name: 'Anda tidak memiliki akses' }).waitFor();
      await scene.session.shot(page, 'no-access');
      await page.getByRole('button', { name: 'Coba gratis' }).click();
      await toast(page, 'Masa coba dimulai');
      await page.getByText('Ayo, mulai!').waitFor();
    },
  ],
  [
    'the first visit: three slides, once',
    async (scene) => {
      const { page } = await enter(scene, HOME, { splash: true });
      const dialog = page.getByRole('dialog', { name: 'Selamat Datang di Simpul' });
      await dialog.getByText('Fitur Kompetitor').waitFor();
      await scene.session.shot(page, 'splash');
      await dialog.getByRole('button', { name: 'Lanjut' }).click();
      await dialog.getByText('Fitur Statistik').waitFor();
      await dialog.getByRole('button', { name: 'Lanjut' }).click();
      await dialog.getByRole('button', { name: 'Masuk' }).click();
      await dialog.waitFor({ state: 'detached' });
      await page.reload();
      await page.getByText('Ayo, mulai!').waitFor();
      await settles(() => page.locator('dialog').count(), 0, 'dialogs');
    },
  ],
  [
    'onboarding: the address opens a step, one at a time',
    async (scene) => {
      const { page } = await enter(scene, `${HOME}/callback/error?code=facebook_not_found`);
      await page.getByRole('link', { name: 'Tunjukkan caranya' }).click();
      await page.getByRole('heading', { name: 'Hai, Rani!' }).waitFor();
      await settles(() => hashOf(page), `${HOME}/onboarding/2`, 'address');
      await page.getByText('Buat Halaman baru').waitFor();
      await page.getByText('Langkah 3').click();
      await page.getByText('Akun yang ditautkan').waitFor();
      await settles(() => page.locator('details[open]').count(), 1, 'open');
    },
  ],
  [
    'users: search, filter, sort, pages',
    async (scene) => {
      const { page } = await enter(scene, '/apps/users/list');
      await page.getByText('37 pengguna').waitFor();
      await settles(() => page.locator('tbody tr').count(), 10, 'rows');
      await page.getByRole('button', { name: 'Halaman berikutnya' }).click();
      await page.getByText('Halaman 2 dari 4').waitFor();
      await page.getByRole('searchbox').fill('budi');
      await page.getByText('8 pengguna').waitFor();
      await page.getByText('Halaman 1 dari 1').waitFor();
      await page.getByLabel('Status').selectOption('trialing');
      await page.waitForFunction(() => document.querySelectorAll('tbody tr').length < 8);
      await page.getByRole('button', { name: 'Urutkan menurut Nama User' }).click();
      await page.waitForSelector('.sort.on.down');
    },
  ],
  [
    'an invoice: the plan sets days and price, tax is added',
    async (scene) => {
      const { page } = await enter(scene, '/apps/users/list');
      await page
        .getByRole('button', { name: /^Buat invoice baru untuk Budi/ })
        .first()
        .click();
      const dialog = page.getByRole('dialog', { name: 'Buat Invoice Baru' });
      await dialog.getByLabel('Durasi Subscription').selectOption('3');
      await dialog.getByText('Rp 1.065.600').waitFor();
      await dialog.getByLabel('Subscription', { exact: true }).selectOption({ label: 'trial' });
      await dialog.getByText('Rp 0').waitFor();
      await dialog.getByLabel('Subscription', { exact: true }).selectOption({ label: 'paid' });
      await scene.session.shot(page, 'invoice');
      await dialog.getByRole('button', { name: 'Simpan' }).click();
      await toast(page, 'Invoice Berhasil Dibuat');
      const [invoice] = scene.mock.state.invoices;
      equal(
        [invoice.plan, invoice.group, invoice.price, invoice.tax_aggregate],
        [3, 2, 960000, 0.11],
        'sent',
      );
    },
  ],
  [
    'a user in detail',
    async (scene) => {
      scene.mock.state.connected = [MAIN.id];
      const { page } = await enter(scene, '/apps/users/list');
      await page.getByRole('link', { name: 'Budi Santoso' }).first().click();
      await page.getByRole('heading', { name: 'Budi Santoso' }).waitFor();
      await page.getByText(`@${MAIN.username}`).waitFor();
      await page.getByRole('cell', { name: 'rani@contoh.id' }).waitFor();
    },
  ],
  [
    'coupons: add, refuse a second of the same code, change, delete',
    async (scene) => {
      const { page, complaints } = await enter(scene, '/apps/vouchers/list');
      complaints.expect(FAILED_REQUEST);
      await page.waitForSelector('.ring-part');
      await page.getByRole('button', { name: 'Tambah Kupon' }).click();
      await fill(page, { code: 'KAMPUS', name: 'Kampus' });
      await page.keyboard.press('Enter');
      await page.getByText('Kode ini sudah ada.').waitFor();
      await fill(page, { code: 'BARU-26' });
      await page.getByRole('button', { name: 'Simpan' }).click();
      await toast(page, 'Kupon Berhasil Dibuat');
      await page.getByRole('button', { name: 'Ubah kupon BARU-26' }).click();
      await fill(page, { name: 'Mitra' });
      await page.getByRole('button', { name: 'Simpan' }).click();
      await toast(page, 'Kupon Berhasil Diubah');
      await page.getByRole('button', { name: 'Hapus kupon BARU-26' }).click();
      await page.locator('dialog').getByRole('button', { name: 'Hapus' }).click();
      await toast(page, 'Kupon Berhasil Dihapus');
      await page.getByText('BARU-26').waitFor({ state: 'detached' });
    },
  ],
  [
    'how collecting stands: totals, states, and the details of one',
    async (scene) => {
      const { page } = await enter(scene, '/apps/collection');
      await page.waitForSelector('.health-totals');
      await settles(() => page.locator('tbody tr').count(), 3, 'rows');
      const row = page.getByRole('row', { name: /@dapurnusantara\.id/ });
      await row.getByText('1.204 dari 1.204 media').waitFor();
      await row.getByText('1 metrik tidak diberikan Meta sejak 1 Okt 2026').waitFor();
      await page.getByRole('button', { name: 'Rincian @kopi.senja' }).click();
      const dialog = page.getByRole('dialog', { name: '@kopi.senja' });
      await dialog.getByText('Koneksi dengan Facebook terputus.').waitFor();
      await dialog.getByText(/user has not authorized application .*\(kode Meta 190\)/).waitFor();
      await dialog.getByText('account/impressions').waitFor();
      await scene.session.shot(page, 'collection-details');
    },
  ],
  [
    'pages of admins are closed to others, and not offered',
    async (scene) => {
      plain(scene.mock.state);
      const { page } = await enter(scene, '/apps/users/list');
      await page.getByText('Anda tidak memiliki akses').waitFor();
      await settles(() => page.getByRole('link', { name: 'Kupon' }).count(), 0, 'links');
    },
  ],
];
