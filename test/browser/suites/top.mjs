import { holds, settles } from '../lib/checks.mjs';
import { dashboard, enter, FAILED_REQUEST, MAIN } from '../lib/mock.mjs';

async function open(scene, query = '?frame=28&tab=top') {
  scene.mock.state.connected = [MAIN.id];
  return enter(scene, dashboard(query));
}

const number = (text) => Number(text.replace(/[^\d,]/g, '').replace(',', '.'));

const sorted = (page, order) =>
  holds(async () => {
    const shown = (await page.locator('.stat.leads dd').allTextContents()).map(number);
    return shown.length > 1 && shown.join() === [...shown].sort(order).join();
  }, 'order');

export default [
  [
    'Kategori Pilihan shows the first five rankings, ten posts each',
    async (scene) => {
      const { page } = await open(scene);
      await page.waitForSelector('.post');
      await settles(
        () => page.locator('.leaderboard h3').allTextContents(),
        [
          'Postingan Terbaru',
          'Engagement Tertinggi',
          'Paling banyak disukai',
          'Paling banyak dikomentari',
          'Reach Tertinggi',
        ],
        'rankings',
      );
      await settles(() => page.locator('.leaderboard:first-child .post').count(), 10, 'posts');
    },
  ],
  [
    'one ranking at a time, sorted as numbers',
    async (scene) => {
      const { page } = await open(scene);
      await page.getByRole('combobox').selectOption('rate_high');
      await page.waitForSelector('.leaderboard.wide');
      await sorted(page, (a, b) => b - a);
      await page.getByRole('combobox').selectOption('comments_low');
      await page.waitForSelector('.medal.low');
      await sorted(page, (a, b) => a - b);
    },
  ],
  [
    'averages and hashtags',
    async (scene) => {
      const { page } = await open(scene);
      await page.waitForSelector('.averages .figure-value');
      await settles(() => page.locator('.averages .figure-value').count(), 3, 'averages');
      await settles(() => page.locator('.hashtags li').count(), 5, 'hashtags');
      await holds(
        async () => (await page.textContent('.hashtag')).startsWith('#'),
        'with its sign',
      );
    },
  ],
  [
    'a window without posts says so',
    async (scene) => {
      scene.mock.state.rules.push({ path: /\/media$/, body: [] });
      const { page } = await open(scene);
      await page.getByText('Tidak ada posting pada periode ini').waitFor();
    },
  ],
  [
    'failing posts leave averages and hashtags alone',
    async (scene) => {
      scene.mock.state.rules.push({ path: /\/media$/, status: 500, body: {}, times: 1 });
      const { page, complaints } = await open(scene);
      complaints.expect(FAILED_REQUEST);
      await page.waitForSelector('.averages .figure-value');
      await page.getByRole('button', { name: 'Coba lagi' }).click();
      await page.waitForSelector('.post');
    },
  ],
];
