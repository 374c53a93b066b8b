// Usage: pdf_web.mjs URL COOKIES USERNAME FOLDER
// The pages of the web app that show what the reports show, printed by one headless browser, logged in:
// one print for each file of the set.
import path from 'node:path';
import { openBrowser, openPage } from '../../test/browser/lib/browser.mjs';

const [url, cookies, username, folder] = process.argv.slice(2);
const HOME = `${url}/#/apps/cekbrand/dashboard/${username}?frame=28`;
const PRINT = { format: 'A4', printBackground: true, tagged: true, outline: true };

const TABS = [
  { name: 'competitors', tab: 'rivals', ready: '.rival-facts', rankings: [0] },
  { name: 'statistics', tab: 'stats', ready: '.chart-card.wide .plot svg', rankings: [0] },
  { name: 'top-posts', tab: 'top', ready: '.post', rankings: [0, 1, 2, 3, 4] },
];

const { browser, close } = await openBrowser();
const { page, context } = await openPage(browser);
await context.addCookies(
  cookies.split('; ').map((cookie) => {
    const at = cookie.indexOf('=');
    return { name: cookie.slice(0, at), value: cookie.slice(at + 1), url };
  }),
);
for (const { name, tab, ready, rankings } of TABS) {
  await page.goto(`${HOME}&tab=${tab}`);
  await page.waitForSelector(ready);
  await page.waitForLoadState('networkidle');
  for (const ranking of rankings) {
    if (rankings.length > 1) await page.selectOption('.section-bar select', { index: ranking });
    await page.pdf({ ...PRINT, path: path.join(folder, `${name}-${ranking}.pdf`) });
  }
}
await close();
