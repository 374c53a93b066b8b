// Shared steps of the mock suites.
import { ACCOUNTS } from '../../../web/dev/mock-data.mjs';
import { PASSWORD } from '../../../web/dev/mock-routes.mjs';

export { ACCOUNTS, PASSWORD };
export const [MAIN, SECOND, SMALL] = ACCOUNTS;
export const EMAIL = 'rani@contoh.id';

/** The browser itself reports failing requests; tests that cause them say so. */
export const FAILED_REQUEST = /Failed to load resource/;

export async function fillLogin(page, password = PASSWORD) {
  await page.fill('[name=email]', EMAIL);
  await page.fill('[name=password]', password);
  await page.click('button[type=submit]');
}

/** A page that is logged in and at `route` (a hash path). */
export async function enter({ session, mock }, route = '', options = {}) {
  const opened = await session.open(options);
  const { context } = opened;
  const cookie = { url: mock.url, sameSite: 'Lax' };
  await context.addCookies([
    { name: 'simpul_session', value: 'mock', httpOnly: true, ...cookie },
    { name: 'csrftoken', value: 'mockcsrf', ...cookie },
  ]);
  await opened.page.goto(`${mock.url}/#${route}`);
  return opened;
}

export const HOME = '/apps/cekbrand';
export const MANAGE = `${HOME}/callback`;
export const dashboard = (query = '') => `${HOME}/dashboard/${MAIN.username}${query}`;

/** Where the page is now, without the origin. */
export const hashOf = (page) => new URL(page.url()).hash.slice(1);
