import { holds, settles } from '../lib/checks.mjs';
import { enter, FAILED_REQUEST, hashOf, MAIN } from '../lib/mock.mjs';

const PLACE = '/social-connect';

const MESSAGES = {
  not_admin_page: 'Akun Facebook ini tidak punya akses admin/editor ke Page yang dipilih.',
  instagram_not_connected_to_page: 'Page Facebook belum terhubung ke Instagram Business.',
  token_expired: 'Koneksi Meta kedaluwarsa. Silakan connect ulang.',
  permissions_missing: 'Izin Meta belum lengkap untuk auto-posting.',
};

const connect = (page) => page.getByRole('button', { name: 'Hubungkan Facebook & Instagram' });

const HEALTH = {
  state: 'connected',
  reason: null,
  days_left: null,
  expires_at: null,
  data_access_expires_at: null,
  checked_at: '2026-11-21T06:00:00+07:00',
  missing_permissions: [],
};

export default [
  [
    'a connection that is about to end or lacks permissions says so, with the remedy',
    async (scene) => {
      const { state } = scene.mock;
      state.connected = [MAIN.id];
      state.meta = { status: 'connected', page_name: 'Dapur', scopes_granted: ['instagram_basic'] };
      state.meta.token = { ...HEALTH, state: 'data_access_expiring', days_left: 5 };
      state.token = { ...HEALTH, state: 'invalid', reason: 'password_changed' };
      const { page } = await enter(scene, PLACE);
      const card = page.getByRole('region', { name: 'Status koneksi' });
      await card.getByText(/5 hari/).waitFor();
      const mend = page.getByRole('region', { name: /perlu dihubungkan ulang/ });
      await mend.getByText(`@${MAIN.username}`).waitFor();
      await settles(
        () => mend.getByRole('button', { name: 'Hubungkan Ulang' }).count(),
        1,
        'remedy',
      );
      state.meta.token = {
        ...HEALTH,
        state: 'permissions_missing',
        missing_permissions: ['instagram_manage_insights'],
      };
      await page.reload();
      await card.locator('.scopes .missing', { hasText: 'instagram_manage_insights' }).waitFor();
      await card.getByRole('button', { name: 'Hubungkan Ulang' }).first().waitFor();
    },
  ],
  [
    'from "not connected" through the picker to "connected", and back',
    async (scene) => {
      const { page } = await enter(scene, PLACE);
      await page.getByText('Belum terhubung').waitFor();
      await connect(page).click();
      await page.getByRole('dialog', { name: 'Pilih Halaman' }).waitFor();
      await settles(() => hashOf(page), PLACE, 'the result has left the address');
      await page.locator('.page-row').nth(3).waitFor();
      await settles(() => page.locator('.page-row').count(), 4, 'every Page is shown');
      await settles(() => page.getByRole('radio', { disabled: true }).count(), 2, 'unusable Pages');
      await page.getByText(MESSAGES.instagram_not_connected_to_page).waitFor();
      await page.getByText(MESSAGES.not_admin_page).waitFor();
      await scene.session.shot(page, 'social-picker');
      await page.getByRole('radio').first().check();
      await page.getByRole('button', { name: 'Pakai Halaman ini' }).click();
      await page.locator('.badge.good', { hasText: 'Terhubung' }).waitFor();
      for (const text of [
        '101',
        '17841400000000001',
        'conn_7f3a2c',
        'instagram_content_publish',
        '09.12 WIB',
      ]) {
        await holds(async () => (await page.textContent('.social-card')).includes(text), text);
      }
      await page.getByRole('button', { name: 'Putuskan' }).click();
      await page.locator('dialog').getByRole('button', { name: 'Putuskan' }).click();
      await page.getByText('Belum terhubung').waitFor();
      await connect(page).waitFor();
    },
  ],
  [
    'a picker that was closed can be opened again',
    async (scene) => {
      const { page } = await enter(scene, PLACE);
      await connect(page).click();
      await page.getByRole('button', { name: 'Batal' }).click();
      await page.getByText('Halaman belum dipilih').waitFor();
      await page.getByRole('button', { name: 'Lanjut memilih' }).click();
      await page.getByRole('dialog', { name: 'Pilih Halaman' }).waitFor();
    },
  ],
  [
    'many Pages can be searched',
    async (scene) => {
      const pages = Array.from({ length: 120 }, (_, i) => ({
        id: String(i),
        name: `Toko ${i}`,
        has_instagram: true,
        usable: true,
      }));
      scene.mock.state.rules.push({ path: /meta\/pages/, body: { pages } });
      const { page } = await enter(scene, `${PLACE}?result=select`);
      await page.getByText('120 dari 120 dapat dipakai').waitFor();
      await page.getByRole('textbox', { name: 'Cari Halaman' }).fill('toko 11');
      await settles(() => page.locator('.page-row').count(), 11, 'rows');
      await page.getByRole('textbox', { name: 'Cari Halaman' }).fill('warung');
      await page.getByText('Tidak ada Halaman dengan nama itu.').waitFor();
    },
  ],
  [
    'a refusal of the choice stays in the picker',
    async (scene) => {
      const body = { error: { code: 'permissions_missing', message: 'x', action: 'y' } };
      scene.mock.state.rules.push({ path: /select-page/, status: 403, body, times: 1 });
      const { page, complaints } = await enter(scene, PLACE);
      complaints.expect(FAILED_REQUEST);
      await connect(page).click();
      await page.getByRole('radio').first().check();
      await page.getByRole('button', { name: 'Pakai Halaman ini' }).click();
      await page
        .locator('dialog [role=alert]', { hasText: MESSAGES.permissions_missing })
        .waitFor();
      await page.getByRole('button', { name: 'Pakai Halaman ini' }).click();
      await page.locator('.badge.good').waitFor();
    },
  ],
  ...Object.entries(MESSAGES).map(([code, message]) => [
    `the error panel of ${code}`,
    async (scene) => {
      const { page } = await enter(scene, `${PLACE}?result=error&code=${code}`);
      const panel = page.locator('[role=alert]', { hasText: message });
      await panel.waitFor();
      await holds(async () => (await panel.textContent()).includes(code), 'the code is named');
      await holds(
        async () => (await panel.locator('.notice-action').textContent()).length > 10,
        'an action is named',
      );
      await settles(() => hashOf(page), PLACE, 'the result has left the address');
      if (code === 'permissions_missing') await scene.session.shot(page, 'social-error');
      await panel.getByRole('button', { name: 'Tutup pesan' }).click();
      await settles(() => page.locator('[role=alert]').count(), 0, 'panels');
    },
  ]),
  [
    'an expired token is said on the card itself',
    async (scene) => {
      const meta = { status: 'connected', page_name: 'Dapur', token_valid: false };
      scene.mock.state.meta = meta;
      const { page } = await enter(scene, PLACE);
      await page
        .locator('.social-card [role=alert]', { hasText: MESSAGES.token_expired })
        .waitFor();
    },
  ],
  [
    'an address of Facebook that is none is refused',
    async (scene) => {
      const body = { oauth_url: 'javascript:alert(1)', state: 'x' };
      scene.mock.state.rules.push({ path: /meta\/connect/, body });
      const { page } = await enter(scene, PLACE);
      await connect(page).click();
      await page.locator('.toast.bad').waitFor();
      await settles(() => hashOf(page), PLACE, 'address');
    },
  ],
  [
    'a status that cannot be read can be tried again',
    async (scene) => {
      scene.mock.state.rules.push({ path: /meta\/status/, status: 500, body: {}, times: 1 });
      const { page, complaints } = await enter(scene, PLACE);
      complaints.expect(FAILED_REQUEST);
      await page.getByRole('button', { name: 'Coba lagi' }).click();
      await connect(page).waitFor();
    },
  ],
];
