import { equal, holds, settles } from '../lib/checks.mjs';
import { enter, FAILED_REQUEST, hashOf, HOME, MAIN, MANAGE, SECOND, SMALL } from '../lib/mock.mjs';

const toast = (page, text) => page.locator('.toast', { hasText: text }).waitFor();

export default [
  [
    'no account yet: the empty page leads through Facebook to Kelola Akun',
    async (scene) => {
      const { page } = await enter(scene, HOME);
      await page.getByText('Ayo, mulai!').waitFor();
      await scene.session.shot(page, 'choose-empty');
      await page.getByRole('button', { name: 'Hubungkan Akun' }).click();
      await page.getByRole('dialog', { name: 'Tambah Akun Baru' }).waitFor();
      await scene.session.shot(page, 'choose-add');
      await page.getByRole('button', { name: 'Masuk ke Facebook' }).click();
      await page.waitForSelector('.instagram');
      await settles(() => hashOf(page), MANAGE, 'address');
      await holds(() => !page.url().includes('code='), 'the code has left the address');
    },
  ],
  [
    'each card shows four figures, their growth and the day compared with',
    async (scene) => {
      scene.mock.state.connected = [MAIN.id];
      const { page } = await enter(scene, HOME);
      await page.waitForSelector('.figure-value');
      await settles(() => page.locator('.figure-value').count(), 4, 'figures');
      await settles(() => page.locator('.account-card .delta').count(), 4, 'growths');
      await holds(
        async () => (await page.textContent('.account-foot')).includes('Dibandingkan dengan'),
        'foot',
      );
      const { calls } = scene.mock.state;
      for (const part of [
        'user-data',
        'media/engagement',
        'insights/reach',
        'insights/impressions',
      ]) {
        await holds(() => calls.some((call) => call.endsWith(`/${part}`)), `no call of ${part}`);
      }
    },
  ],
  [
    'a figure that cannot be loaded is a dash, and can be tried again',
    async (scene) => {
      scene.mock.state.connected = [MAIN.id];
      scene.mock.state.rules.push({ path: /insights\/reach$/, status: 500, body: {}, times: 1 });
      const { page, complaints } = await enter(scene, HOME);
      complaints.expect(FAILED_REQUEST);
      await page.waitForSelector('.account-partial');
      const values = page.locator('.figure dd');
      await settles(() => values.nth(2).textContent(), '––', 'reach');
      await holds(async () => /\d/.test(await values.first().textContent()), 'followers');
      await page.click('.account-partial .link');
      await page.locator('.figure dd').nth(2).filter({ hasText: /\d/ }).waitFor();
      await settles(
        () => page.locator('.account-partial').count(),
        0,
        'nothing is missing any more',
      );
    },
  ],
  [
    'Kelola Akun: badges, quota, selection',
    async (scene) => {
      Object.assign(scene.mock.state, { socials: [1], connected: [SMALL.id], taken: [SECOND.id] });
      const { page } = await enter(scene, MANAGE);
      await page.waitForSelector('.instagram');
      await holds(
        async () => (await page.textContent('.quota')).includes('tanpa batas'),
        'quota of an admin',
      );
      await page.getByText('Sudah Terhubung').waitFor();
      await page.getByText('Dipakai pengguna lain').waitFor();
      await holds(
        () => page.getByRole('button', { name: 'Hubungkan', exact: true }).isDisabled(),
        'off',
      );
      await page.getByRole('checkbox').check();
      await page.getByText('1 akun dipilih').waitFor();
      await scene.session.shot(page, 'manage-selected');
    },
  ],
  [
    'Kelola Akun: a plan limits the selection',
    async (scene) => {
      const group = { id: 2, name: 'paid' };
      Object.assign(scene.mock.state, {
        socials: [1],
        user: {
          ...scene.mock.state.user,
          is_staff: false,
          subscriptions: [{ status: 'active', group }],
        },
        groups: [{ group: 2, limit_ig_account: 1 }],
      });
      const { page } = await enter(scene, MANAGE);
      await page.waitForSelector('.quota strong');
      await settles(() => page.textContent('.quota strong'), '1', 'left');
      await page.getByRole('checkbox').first().check();
      await settles(() => page.textContent('.quota strong'), '0', 'left');
      await page.waitForSelector('.quota.used');
      await settles(
        () => page.getByRole('checkbox', { disabled: true }).count(),
        2,
        'others are off',
      );
    },
  ],
  [
    'connecting: every account has its own outcome and its own second chance',
    async (scene) => {
      scene.mock.state.socials = [1];
      const body = { code: 'graph_error', detail: 'Graph API tidak menjawab.' };
      scene.mock.state.rules.push({
        path: new RegExp(`fetch.*${SECOND.id}`),
        status: 502,
        body,
        times: 1,
      });
      const { page, complaints } = await enter(scene, MANAGE);
      complaints.expect(FAILED_REQUEST);
      await page.getByRole('checkbox').nth(0).check();
      await page.getByRole('checkbox').nth(1).check();
      await page.getByRole('button', { name: 'Hubungkan', exact: true }).click();
      await page.getByText('Kamu memilih 2 Akun Instagram').waitFor();
      await page.getByRole('button', { name: 'Ya, Hubungkan Sekarang' }).click();
      await page.getByText('Sedang menghubungkan').waitFor();
      await page.waitForSelector('.connect-row.failed');
      await page.waitForSelector('.connect-row.done');
      await toast(page, 'Gagal Menghubungkan Akun IG');
      await scene.session.shot(page, 'manage-connect-failed');
      await page.getByRole('button', { name: `Coba lagi @${SECOND.username}` }).click();
      await page.waitForSelector('.connect-row.failed', { state: 'detached' });
      await page.getByRole('button', { name: 'Lanjutkan' }).click();
      await page.waitForSelector('.account-card .figure-value');
      await settles(() => hashOf(page), HOME, 'address');
      await settles(() => page.locator('.account-card').count(), 2, 'cards');
    },
  ],
  [
    'whoever leaves while it connects finds the account all the same',
    async (scene) => {
      scene.mock.state.socials = [1];
      scene.mock.state.rules.push({ path: /fetch-instagram/, delayMs: 1500 });
      const { page } = await enter(scene, HOME);
      await page.getByText('Ayo, mulai!').waitFor();
      await page.evaluate((at) => location.assign(`#${at}`), MANAGE);
      await page.getByRole('checkbox').first().check();
      await page.getByRole('button', { name: 'Hubungkan', exact: true }).click();
      await page.getByRole('button', { name: 'Ya, Hubungkan Sekarang' }).click();
      await page.waitForSelector('.connect-row.running');
      await page.goBack();
      await page.getByText('Ayo, mulai!').waitFor();
      await page.waitForSelector('.account-card .figure-value');
    },
  ],
  [
    'a running connection shows its progress and cannot be dismissed by accident',
    async (scene) => {
      scene.mock.state.socials = [1];
      scene.mock.state.rules.push({ path: /fetch-instagram/, delayMs: 3500 });
      const { page } = await enter(scene, MANAGE);
      await page.getByRole('checkbox').first().check();
      await page.getByRole('button', { name: 'Hubungkan', exact: true }).click();
      await page.getByRole('button', { name: 'Ya, Hubungkan Sekarang' }).click();
      await page.waitForSelector('.connect-row.running');
      await page.getByText('Mengambil media 300/1204').waitFor();
      await page.waitForSelector('.connect-row progress');
      await scene.session.shot(page, 'manage-progress');
      await page.keyboard.press('Escape');
      await page.mouse.click(5, 5);
      await settles(() => page.locator('dialog[open]').count(), 1, 'dialogs');
      await page.waitForSelector('.connect-row.done');
    },
  ],
  [
    'disconnecting asks first, says what is kept, and reports',
    async (scene) => {
      Object.assign(scene.mock.state, { socials: [1], connected: [MAIN.id] });
      const { page } = await enter(scene, MANAGE);
      await page.getByRole('button', { name: `Lepas Koneksi @${MAIN.username}` }).click();
      await page.getByText('Riwayat datanya tetap disimpan').waitFor();
      await page.getByRole('button', { name: 'Batal' }).click();
      await settles(() => scene.mock.state.connected.length, 1, 'still connected');
      await page.getByRole('button', { name: `Lepas Koneksi @${MAIN.username}` }).click();
      await page.getByRole('button', { name: 'Lepaskan' }).click();
      await toast(page, 'Berhasil Melepaskan Akun');
      await settles(() => scene.mock.state.connected.length, 0, 'disconnected');
      await page.waitForSelector('.badge.good', { state: 'detached' });
    },
  ],
  [
    'unlinking Facebook; a failure keeps the question open with its reason',
    async (scene) => {
      scene.mock.state.socials = [1];
      scene.mock.state.rules.push({
        method: 'DELETE',
        path: /socialaccounts/,
        status: 500,
        body: {},
        times: 1,
      });
      const { page, complaints } = await enter(scene, MANAGE);
      complaints.expect(FAILED_REQUEST);
      await page.getByRole('button', { name: /^Lepas Tautan Facebook/ }).click();
      await page.getByRole('button', { name: 'Lepaskan' }).click();
      await page.locator('dialog [role=alert]').waitFor();
      await page.getByRole('button', { name: 'Lepaskan' }).click();
      await page.getByText('Belum ada akun Facebook').waitFor();
    },
  ],
  [
    'the section of a Facebook account opens and closes',
    async (scene) => {
      scene.mock.state.socials = [1];
      const { page } = await enter(scene, MANAGE);
      const toggle = page.locator('.facebook-toggle');
      await settles(() => toggle.getAttribute('aria-expanded'), 'true', 'open');
      await toggle.click();
      await settles(() => toggle.getAttribute('aria-expanded'), 'false', 'closed');
      await holds(() => page.locator('.instagram').first().isHidden(), 'hidden');
    },
  ],
  ...[
    'facebook_account_already_used',
    'facebook_not_found',
    'instagram_not_business',
    'facebook_not_connected',
    'permission_denied',
    'something_new',
  ].map((code) => [
    `the callback explains ${code}`,
    async (scene) => {
      const body = { code, detail: 'x' };
      scene.mock.state.rules.push({ path: /login\/callback/, status: 400, body });
      const { page, complaints } = await enter(scene, `${HOME}/callback/login?code=a&state=b`);
      complaints.expect(FAILED_REQUEST);
      await page.waitForSelector('.state-code');
      await settles(() => hashOf(page), `${HOME}/callback/error?code=${code}`, 'address');
      const used = code === 'facebook_account_already_used';
      const title = used ? 'Yahh.. Akun Facebook-nya sudah dipakai :(' : 'Gagal menghubungkan';
      await settles(() => page.textContent('.state h1'), title, 'title');
      const button =
        code === 'instagram_not_business' ? 'Pergi ke Pengaturan IG' : 'Masuk Ke Facebook';
      await page.getByText(button).waitFor();
      if (used) await scene.session.shot(page, 'callback-error');
    },
  ]),
  [
    'the callback: 204 leads to Pilih Akun, a broken server to Pilih Akun with a message',
    async (scene) => {
      scene.mock.state.rules.push({ path: /login\/callback/, status: 204, times: 1 });
      const { page, complaints } = await enter(scene, `${HOME}/callback/login?code=a`);
      complaints.expect(FAILED_REQUEST);
      await page.getByText('Ayo, mulai!').waitFor();
      scene.mock.state.rules.push({ path: /login\/callback/, status: 503, body: {} });
      await page.goto(`${scene.mock.url}/#${HOME}/callback/login?code=b`);
      await toast(page, 'Koneksi belum selesai');
      await settles(() => hashOf(page), HOME, 'address');
    },
  ],
  [
    'the callback sends the code exactly once',
    async (scene) => {
      const { page } = await enter(scene, `${HOME}/callback/login?code=a&state=b`);
      await page.waitForSelector('.instagram');
      await page.goBack().catch(() => {});
      await page.waitForTimeout(200);
      const calls = scene.mock.state.calls.filter((call) => call.includes('login/callback'));
      equal(calls.length, 1, 'calls');
    },
  ],
  [
    're-authorization: a broken token leads there, and back with a renewed one',
    async (scene) => {
      Object.assign(scene.mock.state, { socials: [1], connected: [MAIN.id] });
      const body = { code: 'invalid_token', detail: 'Token tidak berlaku.' };
      scene.mock.state.rules.push({
        path: new RegExp(`accounts/${MAIN.id}$`),
        status: 400,
        body,
        times: 1,
      });
      const { page, complaints } = await enter(scene, `${HOME}/dashboard/${MAIN.username}`);
      complaints.expect(FAILED_REQUEST);
      await page.getByText('Koneksi akun Facebook ke Simpul kamu terputus').waitFor();
      await settles(() => hashOf(page), `${HOME}/re-authorization/${MAIN.username}/1`, 'address');
      await page.getByText('(rani@contoh.id)').waitFor();
      await scene.session.shot(page, 'reauthorize');
      await page.getByRole('button', { name: 'Hubungkan Ulang' }).click();
      await toast(page, 'Berhasil menghubungkan kembali kamu!');
      await settles(() => hashOf(page), HOME, 'address');
      await holds(
        () => scene.mock.state.calls.some((call) => call.startsWith('PUT ')),
        'PUT re-authorization',
      );
    },
  ],
];
