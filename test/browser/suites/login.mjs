import { holds, settles } from '../lib/checks.mjs';
import { enter, FAILED_REQUEST, fillLogin, hashOf, HOME } from '../lib/mock.mjs';

export default [
  [
    'a stranger is asked to log in and comes back to where he wanted to go',
    async ({ session, mock }) => {
      const { page } = await session.open();
      await page.goto(`${mock.url}/#/social-connect`);
      await page.waitForSelector('form');
      await holds(() => hashOf(page).startsWith('/login?to='), hashOf(page));
      await fillLogin(page);
      await page.waitForSelector('.social-card');
      await settles(() => hashOf(page), '/social-connect', 'address');
      await holds(
        async () => (await page.title()).startsWith('Social Connect'),
        await page.title(),
      );
    },
  ],
  [
    'nobody logged in means no request that must fail',
    async ({ session, mock }) => {
      const { page } = await session.open();
      await page.goto(mock.url);
      await page.waitForSelector('form');
      await settles(
        () => mock.state.calls.filter((call) => !call.endsWith('favicon.ico')),
        ['GET /auth/options'],
        'calls',
      );
    },
  ],
  [
    'missing fields are named, and the first one gets the focus',
    async ({ session, mock }) => {
      const { page } = await session.open();
      await page.goto(mock.url);
      await page.click('button[type=submit]');
      await settles(() => page.locator('.field-error').count(), 2, 'field errors');
      await settles(() => page.evaluate(() => document.activeElement.name), 'email', 'focus');
      await settles(
        () => page.getAttribute('[name=email]', 'aria-invalid'),
        'true',
        'aria-invalid',
      );
      await page.fill('[name=email]', 'tanpa-at');
      await page.click('button[type=submit]');
      await holds(
        async () => (await page.textContent('.field-error')).includes('belum lengkap'),
        'hint',
      );
      await settles(() => mock.state.calls.includes('POST /auth/login'), false, 'no request');
    },
  ],
  [
    'field errors of the server stand at their fields',
    async ({ session, mock }) => {
      const { page, complaints } = await session.open();
      complaints.expect(FAILED_REQUEST);
      const error = { password: ['Kata sandi terlalu pendek.'] };
      mock.state.rules.push({ path: /login/, status: 400, body: { code: 'invalid', error } });
      await page.goto(mock.url);
      await fillLogin(page, 'x');
      await page.waitForSelector('.field-error');
      await settles(() => page.textContent('.field-error'), 'Kata sandi terlalu pendek.', 'text');
    },
  ],
  [
    'a wrong password says so and keeps the address',
    async ({ session, mock }) => {
      const { page, complaints } = await session.open();
      complaints.expect(FAILED_REQUEST);
      await page.goto(mock.url);
      await fillLogin(page, 'salah');
      await page.waitForSelector('[role=alert]');
      await holds(
        async () => (await page.textContent('[role=alert]')).includes('tidak cocok'),
        'text',
      );
      await settles(() => page.inputValue('[name=email]'), 'rani@contoh.id', 'email');
      await session.shot(page, 'login-wrong');
    },
  ],
  [
    'a throttled login counts down and then works again',
    async ({ session, mock }) => {
      const { page, complaints } = await session.open();
      complaints.expect(FAILED_REQUEST);
      const message = 'Terlalu banyak percobaan. Coba lagi dalam 2 detik.';
      const body = { code: 'too_many_login_attempts', message };
      mock.state.rules.push({ path: /login/, status: 429, body, times: 1 });
      await page.goto(mock.url);
      await fillLogin(page);
      await page.waitForSelector('button[type=submit][disabled]');
      await holds(
        async () => /Tunggu [12] detik/.test(await page.textContent('button[type=submit]')),
        'button',
      );
      await session.shot(page, 'login-throttled');
      await page.waitForSelector('button[type=submit]:not([disabled])');
      await page.click('button[type=submit]');
      await page.waitForSelector('.side');
    },
  ],
  [
    'logging in with Facebook leads to where one wanted to go, and leaves no code behind',
    async ({ session, mock }) => {
      const { page } = await session.open();
      await page.goto(`${mock.url}/#/social-connect`);
      await page.getByRole('button', { name: 'Masuk dengan Facebook' }).click();
      await page.waitForSelector('.social-card');
      await settles(() => hashOf(page), '/social-connect', 'address');
      await holds(
        () => mock.state.calls.includes('POST /auth/facebook/login'),
        'the code was handed over',
      );
      await settles(() => page.evaluate(() => localStorage.getItem('simpul.return')), null, 'kept');
    },
  ],
  [
    'a Facebook account nobody connected, and a dialog that was cancelled, are explained',
    async ({ session, mock }) => {
      const { page, complaints } = await session.open();
      complaints.expect(FAILED_REQUEST);
      const press = () => page.getByRole('button', { name: 'Masuk dengan Facebook' }).click();
      mock.state.facebookAnswer = 'code=stranger&state=xyz';
      await page.goto(mock.url);
      await press();
      await page.getByText('Belum ada pengguna yang menghubungkan akun Facebook ini.').waitFor();
      await holds(() => !page.url().includes('code='), 'the code has left the address');
      await session.shot(page, 'login-facebook-unknown');
      await page.getByRole('link', { name: 'Kembali ke halaman masuk' }).click();
      mock.state.facebookAnswer = 'error=access_denied&state=xyz';
      await press();
      await page.getByText('Proses masuk dengan Facebook dibatalkan.').waitFor();
    },
  ],
  [
    'where logging in with Facebook is off, there is no button',
    async ({ session, mock }) => {
      mock.state.facebookLogin = false;
      const { page } = await session.open();
      const answered = page.waitForResponse(/auth\/options/);
      await page.goto(mock.url);
      await answered;
      await page.waitForSelector('form');
      await settles(() => page.locator('.login-ways').count(), 0, 'ways');
    },
  ],
  [
    'a server that is away is named as the reason',
    async ({ session, mock }) => {
      const { page, context, complaints } = await session.open();
      complaints.expect(/ERR_INTERNET_DISCONNECTED/);
      await page.goto(mock.url);
      await page.waitForSelector('form');
      await context.setOffline(true);
      await fillLogin(page);
      await page.waitForSelector('[role=alert]');
      await holds(
        async () => (await page.textContent('[role=alert]')).includes('tidak dapat dihubungi'),
        'text',
      );
    },
  ],
  [
    'the password can be shown and hidden',
    async ({ session, mock }) => {
      const { page } = await session.open();
      await page.goto(mock.url);
      await page.fill('[name=password]', 'rahasia');
      await page.click('.field .icon-button');
      await settles(() => page.getAttribute('[name=password]', 'type'), 'text', 'type');
      await page.click('.field .icon-button');
      await settles(() => page.getAttribute('[name=password]', 'type'), 'password', 'type');
    },
  ],
  [
    'a session that ends in the middle leads to the login and back',
    async (scene) => {
      const { page, context, complaints } = await enter(scene, HOME);
      complaints.expect(FAILED_REQUEST);
      await page.waitForSelector('.state.page');
      await context.clearCookies();
      await page.click('.side-nav a[href$="social-connect"]');
      await page.waitForSelector('form');
      await fillLogin(page);
      await page.waitForSelector('.social-card');
      await settles(() => hashOf(page), '/social-connect', 'address');
    },
  ],
  [
    'logging out forgets everything that was read',
    async (scene) => {
      const { page } = await enter(scene, '/social-connect');
      await page.waitForSelector('.social-card');
      await page.click('.user-button');
      await page.getByRole('menuitem', { name: 'Keluar' }).click();
      await page.waitForSelector('form');
      await settles(() => hashOf(page), '/login', 'address');
      await settles(() => page.evaluate(() => document.cookie), '', 'cookies');
      await settles(() => page.evaluate(() => Object.keys(sessionStorage)), [], 'session storage');
    },
  ],
  [
    'the way back never leaves the app',
    async ({ session, mock }) => {
      const { page } = await session.open();
      await page.goto(`${mock.url}/#/login?to=//evil.example/x`);
      await fillLogin(page);
      await page.waitForSelector('.side');
      await settles(() => hashOf(page), HOME, 'address');
    },
  ],
];
