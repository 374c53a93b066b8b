import { assert, holds, settles } from '../lib/checks.mjs';
import { dashboard, enter, EMAIL, hashOf, HOME, MAIN, PASSWORD } from '../lib/mock.mjs';

const focused = (page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    return element.getAttribute('aria-label') ?? element.textContent.trim();
  });

/** Presses Tab until the focused thing is called this; never more than `limit` times. */
async function tabTo(page, pattern, limit = 60) {
  for (let i = 0; i < limit; i++) {
    await page.keyboard.press('Tab');
    if (pattern.test(await focused(page))) return;
  }
  throw new Error(`Tab never reached ${pattern}; it is at "${await focused(page)}"`);
}

/** What has the focus shows it: an outline, or a ring around its box. */
async function checkVisible(page) {
  const shown = await page.evaluate(() => {
    const seen = (element) => {
      const style = getComputedStyle(element);
      return (
        (style.outlineStyle !== 'none' && style.outlineWidth !== '0px') ||
        style.boxShadow !== 'none'
      );
    };
    const element = document.activeElement;
    return seen(element) || seen(element.parentElement);
  });
  assert(shown, `the focus on "${await focused(page)}" cannot be seen`);
}

export default [
  [
    'login without a mouse',
    async ({ session, mock }) => {
      const { page } = await session.open();
      await page.goto(mock.url);
      await page.waitForSelector('form');
      await page.keyboard.type(EMAIL);
      await page.keyboard.press('Tab');
      await page.keyboard.type(PASSWORD);
      await page.keyboard.press('Enter');
      await page.waitForSelector('.side');
    },
  ],
  [
    'the skip link comes first and leads to the content',
    async (scene) => {
      const { page } = await enter(scene, HOME);
      await page.waitForSelector('.state.page');
      await page.keyboard.press('Tab');
      await settles(() => focused(page), 'Lompat ke isi', 'first stop');
      await page.keyboard.press('Enter');
      await settles(() => page.evaluate(() => document.activeElement.id), 'content', 'focus');
      await settles(() => hashOf(page), HOME, 'the address is untouched');
    },
  ],
  [
    'every stop on the dashboard can be seen',
    async (scene) => {
      scene.mock.state.connected = [MAIN.id];
      const { page } = await enter(scene, dashboard('?frame=28'));
      await page.waitForSelector('.chart-card .plot svg');
      for (let i = 0; i < 36; i++) {
        await page.keyboard.press('Tab');
        if (await page.evaluate(() => document.activeElement === document.body)) break;
        await checkVisible(page);
      }
    },
  ],
  [
    'menus: arrows, Home, End, a letter, Escape gives the focus back',
    async (scene) => {
      const { page } = await enter(scene, HOME);
      await page.waitForSelector('.state.page');
      await tabTo(page, /^Menu pengguna/);
      await page.keyboard.press('Enter');
      await page.waitForSelector('.menu:popover-open :focus');
      await settles(() => focused(page), 'Indonesia', 'the chosen item');
      await page.keyboard.press('ArrowDown');
      await settles(() => focused(page), 'English', 'next');
      await page.keyboard.press('End');
      await settles(() => focused(page), 'Keluar', 'last');
      await page.keyboard.press('ArrowDown');
      await settles(() => focused(page), 'Profil', 'round');
      await page.keyboard.press('g');
      await settles(() => focused(page), 'Gelap', 'by letter');
      await page.keyboard.press('Enter');
      await settles(
        () => page.evaluate(() => document.documentElement.dataset.theme),
        'dark',
        'theme',
      );
      await holds(
        async () => /^Menu pengguna/.test(await focused(page)),
        'the focus is back on its button',
      );
      await page.keyboard.press('Enter');
      await page.keyboard.press('Escape');
      await holds(
        async () => /^Menu pengguna/.test(await focused(page)),
        'the focus is back on its button',
      );
    },
  ],
  [
    'language and theme outlive a reload',
    async (scene) => {
      const { page } = await enter(scene, HOME);
      await page.click('.user-button');
      await page.getByRole('menuitemradio', { name: 'English' }).click();
      await page.getByRole('heading', { name: 'Choose account' }).waitFor();
      await page.click('.user-button');
      await page.getByRole('menuitemradio', { name: 'Dark' }).click();
      await page.reload();
      await page.getByRole('heading', { name: 'Choose account' }).waitFor();
      const root = () =>
        page.evaluate(() => [
          document.documentElement.lang,
          document.documentElement.dataset.theme,
        ]);
      await settles(root, ['en', 'dark'], 'root element');
    },
  ],
  [
    'a dialog keeps the focus inside and gives it back',
    async (scene) => {
      const { page } = await enter(scene, HOME);
      await page.getByRole('button', { name: 'Hubungkan Akun' }).focus();
      await page.keyboard.press('Enter');
      await page.waitForSelector('dialog[open]');
      await settles(() => focused(page), 'Tambah Akun Baru', 'the title is read first');
      for (let i = 0; i < 2; i++) await page.keyboard.press('Tab');
      const stop = await page.evaluate(() =>
        document.activeElement.closest('dialog button, dialog a'),
      );
      assert(stop, `two stops lead to "${await focused(page)}"`);
      await page.keyboard.press('Escape');
      await page.waitForSelector('dialog', { state: 'detached' });
      await settles(() => focused(page), 'Hubungkan Akun', 'focus');
      // Last, because after the last stop a browser offers the focus to its own bars, and takes it
      // back in its own time.
      await page.keyboard.press('Enter');
      await page.waitForSelector('dialog[open]');
      for (let i = 0; i < 8; i++) {
        await page.keyboard.press('Tab');
        const inside = await page.evaluate(
          () =>
            document.activeElement === document.body ||
            document.activeElement.closest('dialog') !== null,
        );
        assert(inside, `the focus left the dialog for "${await focused(page)}"`);
      }
    },
  ],
  [
    'tabs and the chart follow the arrows; the day is read out',
    async (scene) => {
      scene.mock.state.connected = [MAIN.id];
      const { page } = await enter(scene, dashboard('?frame=28'));
      await page.waitForSelector('.overview .plot svg');
      await tabTo(page, /^Statistik$/);
      await page.keyboard.press('ArrowRight');
      await settles(() => focused(page), 'Top Post', 'tab');
      await page.waitForSelector('.leaderboard');
      await page.keyboard.press('ArrowLeft');
      const slider = page.locator('.overview [role=slider]');
      await slider.waitFor();
      await slider.focus();
      await page.keyboard.press('Home');
      await settles(() => slider.getAttribute('aria-valuenow'), '0', 'first day');
      await page.keyboard.press('ArrowRight');
      const text = () => slider.getAttribute('aria-valuetext');
      await holds(async () => /\d{4}: Follower Baru /.test(await text()), 'the day is read out');
      await page.waitForSelector('.overview .tip');
      await page.keyboard.press('Escape');
      await page.waitForSelector('.overview .tip', { state: 'detached' });
    },
  ],
  [
    'the calendar without a mouse',
    async (scene) => {
      scene.mock.state.connected = [MAIN.id];
      const { page } = await enter(scene, dashboard());
      await page.waitForSelector('.overview .plot svg');
      await page.locator('.custom-range').focus();
      await page.keyboard.press('Enter');
      await page.waitForSelector('.calendar');
      await tabTo(page, /\d{4}$/, 8);
      const day = () => page.evaluate(() => document.activeElement.dataset.day);
      const today = await day();
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('ArrowLeft');
      const daysBack = async () => (Date.parse(today) - Date.parse(await day())) / 86_400_000;
      await settles(daysBack, 8, 'eight days back');
      const start = await day();
      await page.keyboard.press('Enter');
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('Enter');
      await tabTo(page, /^Terapkan$/, 8);
      await page.keyboard.press('Enter');
      await holds(() => hashOf(page).includes(`start=${start}`), 'the day is in the address');
      await page.keyboard.press('Escape');
    },
  ],
];
