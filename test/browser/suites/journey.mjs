// The main job on a running server: connect, collect, see, export, disconnect. The tests build on
// each other, in this order.
import fs from 'node:fs';
import { PHONE } from '../lib/browser.mjs';
import { assert, checkAxe, checkLayout, equal, holds, settles } from '../lib/checks.mjs';
import {
  answerDialog,
  disconnectAll,
  disconnectMeta,
  enter,
  hashOf,
  HOME,
  MANAGE,
  slowDown,
} from '../lib/real.mjs';

const FAILED_REQUEST = /Failed to load resource/;
const ACCOUNT = 'dapurnusantara.id';
const RIVAL = 'pawon.mbakyu';
const DASHBOARD = `${HOME}/dashboard/${ACCOUNT}`;

const CSV_HEADERS = {
  media:
    'Tanggal dan Jam Posting,Caption,Link ke Instagram,Tipe Konten,Like,Comment,Reach,Impressions,Engagement Rate,',
  country: 'Negara,Jumlah Followers',
  profile: 'Tanggal,Jumlah Followers,Reach,Impressions,Avg. Engagement Rate',
  gender: 'Jenis Kelamin,Jumlah Followers',
  city: 'Kota,Jumlah Followers',
  age: 'Umur,Jumlah Followers',
};

const REPORTS = '/account/reports';

/** The first two bytes of a file, as text. */
const startOf = (file) => fs.readFileSync(file).subarray(0, 2).toString('latin1');

const chartsReady = (page) => page.waitForSelector('.chart-card.wide .plot svg');
const toast = (page, text) => page.locator('.toast', { hasText: text }).waitFor();

async function downloadCsv(page, type) {
  await page.getByRole('button', { name: 'Ekspor' }).click();
  await page.getByRole('menuitem', { name: /CSV/ }).click();
  await page.locator(`dialog input[value=${type}]`).check();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Unduh', exact: true }).click(),
  ]);
  await page.locator('dialog').waitFor({ state: 'detached' });
  return { name: file.suggestedFilename(), text: fs.readFileSync(await file.path(), 'utf8') };
}

/** Pictures of the simulator come over plain http; they must be shown, not refused. */
const loadedPictures = (page) =>
  page.evaluate(() => [...document.images].filter((image) => image.naturalWidth > 0).length);

/** A picture that Instagram takes, of the simulator's. */
async function photo({ graphsim }, seed) {
  const reply = await fetch(`${graphsim}/_cdn/sample.jpg?seed=${seed}`);
  assert(reply.ok, `simulator: ${reply.status}`);
  const buffer = Buffer.from(await reply.arrayBuffer());
  return { name: `foto-${seed}.jpg`, mimeType: 'image/jpeg', buffer };
}

/** There are figures, and none of them is a dash. */
const allKnown = (figures) =>
  holds(async () => {
    const texts = await figures.allTextContents();
    return texts.length > 0 && texts.every((text) => /\d/.test(text));
  }, 'every figure is known');

const VIEWS = [
  ['desktop-dark-en', { scheme: 'dark', lang: 'en' }],
  ['phone-light-id', { viewport: PHONE }],
  ['phone-dark-en', { viewport: PHONE, scheme: 'dark', lang: 'en' }],
];

const PAGES = [
  ['choose', HOME, '.figure-value'],
  ['manage', MANAGE, '.instagram'],
  ['dashboard', `${DASHBOARD}?frame=28`, '.chart-card.wide .plot svg'],
  ['top', `${DASHBOARD}?frame=28&tab=top`, '.post'],
  ['rivals', `${DASHBOARD}?frame=28&tab=rivals`, '.rival-facts'],
  ['onboarding', `${HOME}/onboarding/4`, '.step[open]'],
];

export default [
  [
    'login with a wrong and with the right password, to an empty Pilih Akun',
    async (scene) => {
      const { real, session } = scene;
      const { context } = await enter(scene);
      await disconnectAll(context, real);
      const { page, complaints } = await session.open({ timeout: 20_000 });
      complaints.expect(FAILED_REQUEST);
      await page.goto(real.url);
      await page.fill('[name=email]', real.email);
      await page.fill('[name=password]', 'bukan kata sandinya');
      await page.click('button[type=submit]');
      await page.getByText('Email atau kata sandi tidak cocok.').waitFor();
      await page.fill('[name=password]', real.password);
      await page.click('button[type=submit]');
      await page.getByText('Ayo, mulai!').waitFor();
      await settles(() => hashOf(page), HOME, 'address');
      await session.shot(page, 'journey-1-empty');
    },
  ],
  [
    'cancelling at Facebook is explained',
    async (scene) => {
      const { page, complaints } = await enter(scene);
      complaints.expect(FAILED_REQUEST);
      await page.getByRole('button', { name: 'Hubungkan Akun' }).click();
      await page.getByRole('button', { name: 'Masuk ke Facebook' }).click();
      await answerDialog(page, scene.real, 'rani', 'cancel');
      await page.getByText('Kode: permission_denied').waitFor();
    },
  ],
  [
    'a person without a Page is told what is missing',
    async (scene) => {
      const { page, complaints } = await enter(scene, MANAGE);
      complaints.expect(FAILED_REQUEST);
      await page.getByRole('button', { name: 'Masuk ke Facebook' }).click();
      await answerDialog(page, scene.real, 'dodi');
      await page.getByText('Kode: facebook_not_found').waitFor();
    },
  ],
  [
    'connect Facebook, choose the account, collect with progress, see its card',
    async (scene) => {
      const { page } = await enter(scene);
      await page.getByRole('button', { name: 'Hubungkan Akun' }).click();
      await page.getByRole('button', { name: 'Masuk ke Facebook' }).click();
      await page.waitForSelector('[data-persona=rani]');
      await scene.session.shot(page, 'journey-2-dialog');
      await answerDialog(page, scene.real, 'rani');
      await page.waitForSelector('.instagram.free');
      await settles(() => hashOf(page), MANAGE, 'address');
      await holds(() => !page.url().includes('code='), 'the code has left the address');
      await page.getByRole('checkbox').first().check();
      await scene.session.shot(page, 'journey-3-manage');
      await page.getByRole('button', { name: 'Hubungkan', exact: true }).click();
      await slowDown(scene.real);
      await page.getByRole('button', { name: 'Ya, Hubungkan Sekarang' }).click();
      await page.waitForSelector('.connect-row.running');
      if (scene.real.graphsim) await page.waitForSelector('.connect-row progress');
      await scene.session.shot(page, 'journey-4-collecting');
      await page.waitForSelector('.connect-row.done', { timeout: 120_000 });
      await page.getByRole('button', { name: 'Lanjutkan' }).click();
      await page.waitForSelector('.account-card .figure-value');
      await allKnown(page.locator('.figure-value'));
      await scene.session.shot(page, 'journey-5-card');
    },
  ],
  [
    'the dashboard draws what was collected, over 7, 28 and 90 days',
    async (scene) => {
      const { page } = await enter(scene, DASHBOARD);
      await chartsReady(page);
      await allKnown(page.locator('.kpi-value'));
      await page.getByRole('button', { name: '28 Hari Terakhir' }).click();
      await chartsReady(page);
      await page.waitForSelector('.overview .line.previous');
      await settles(() => hashOf(page), `${DASHBOARD}?frame=28`, 'address');
      await page
        .getByRole('button', { name: 'Tampilkan sebagai tabel: Follower Growth Rate' })
        .click();
      const cells = page.locator('.data-table td');
      await settles(() => cells.count(), 28, 'days');
      await holds(async () => (await cells.filter({ hasText: /\d/ }).count()) >= 27, 'known days');
      await page
        .getByRole('button', { name: 'Tampilkan sebagai tabel: Follower Growth Rate' })
        .click();
      await holds(async () => (await loadedPictures(page)) > 0, 'no picture was loaded');
      await scene.session.shot(page, 'journey-6-dashboard', { fullPage: true });
      await page.getByRole('button', { name: '90 Hari Terakhir' }).click();
      await chartsReady(page);
      await page.getByRole('tab', { name: 'Top Post' }).click();
      await page.waitForSelector('.post');
      await settles(() => page.locator('.leaderboard').count(), 5, 'rankings');
      await scene.session.shot(page, 'journey-7-top', { fullPage: true });
    },
  ],
  [
    'competitors stand beside the own account; one is let go and added again',
    async (scene) => {
      const { page, complaints } = await enter(scene, `${DASHBOARD}?frame=28&tab=rivals`);
      complaints.expect(FAILED_REQUEST);
      await page.waitForSelector('.rival-tile.own');
      const dialog = page.locator('dialog[open]');
      if (await dialog.count()) await dialog.getByRole('button', { name: 'Lewati' }).click();
      const tile = page.locator('.rival-tile', { hasText: `@${RIVAL}` });
      if (await tile.count()) {
        await page.getByRole('button', { name: `Hapus @${RIVAL}` }).click();
        await dialog.getByRole('button', { name: 'Hapus' }).click();
        await toast(page, 'Kompetitor Berhasil Dihapus');
        await tile.waitFor({ state: 'detached' });
      }
      await page.getByRole('button', { name: 'Tambah Kompetitor' }).click();
      await dialog.getByRole('textbox').fill('akun.yang.tidak.ada');
      await page.keyboard.press('Enter');
      await dialog.getByText('Kompetitor Gagal Ditambahkan').waitFor();
      await dialog.getByRole('textbox').fill(RIVAL);
      await page.keyboard.press('Enter');
      await toast(page, `menambahkan @${RIVAL} sebagai Kompetitor`);
      await tile.waitFor();
      await page.waitForSelector('.rival-facts');
      await allKnown(page.locator('.rival-column').nth(1).locator('.kpi-value'));
      await scene.session.shot(page, 'journey-8-rivals', { fullPage: true });
    },
  ],
  [
    'followers: hours, places, people',
    async (scene) => {
      const { page } = await enter(scene, `${DASHBOARD}?frame=28`);
      await page.locator('.stats-parts select').selectOption('followers');
      await page.waitForSelector('.heat td.best');
      await page.waitForSelector('.best-hours li');
      await page.waitForSelector('.map .map-pin');
      await page.waitForSelector('.pyramid');
      await scene.session.shot(page, 'journey-8-followers', { fullPage: true });
    },
  ],
  [
    'a post in detail: what it did, and what people say',
    async (scene) => {
      const { page } = await enter(scene, `${DASHBOARD}?frame=28&tab=top`);
      await page.locator('.post-open').first().click();
      await page.waitForSelector('.post-metrics');
      await scene.session.shot(page, 'journey-8-post');
      await page.getByRole('tab', { name: 'Sentimen' }).click();
      await page.waitForSelector('.comment');
      await settles(() => page.locator('.sentiment-summary dd').count(), 3, 'shares');
      await scene.session.shot(page, 'journey-8-sentiment');
    },
  ],
  [
    'Excel and PDF are made in the background and download by themselves',
    async (scene) => {
      const { page } = await enter(scene, `${DASHBOARD}?frame=28`);
      await chartsReady(page);
      const excel = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Ekspor' }).click();
      await page.getByRole('menuitem', { name: 'Excel' }).click();
      const workbook = await excel;
      assert(/^Data @\S+ Tanggal .*\.xlsx$/.test(workbook.suggestedFilename()), 'its name');
      equal(startOf(await workbook.path()), 'PK', 'a workbook is a zip');
      await page.getByRole('button', { name: /^Sembunyikan Excel/ }).click();

      await page.getByRole('button', { name: 'Ekspor' }).click();
      await page.getByRole('menuitem', { name: 'PDF' }).click();
      const dialog = page.getByRole('dialog', { name: 'Unduh PDF' });
      await dialog.getByLabel('Top Post').uncheck();
      const report = page.waitForEvent('download', { timeout: 60_000 });
      await dialog.getByRole('button', { name: 'Unduh', exact: true }).click();
      await scene.session.shot(page, 'journey-8-export');
      const pages = await report;
      equal(pages.suggestedFilename(), 'AnalyticsDashboard.zip', 'its name');
      equal(startOf(await pages.path()), 'PK', 'a zip of PDFs');
    },
  ],
  [
    'a report is scheduled, its letter is seen, and it is deleted; reports get a name and a colour',
    async (scene) => {
      const { page } = await enter(scene, REPORTS);
      await page.getByRole('button', { name: 'Buat jadwal' }).click();
      await page.getByLabel('Nama laporan').fill('Laporan klien');
      await page.getByLabel('Alamat email penerima').fill('klien@contoh.id');
      await page.getByRole('button', { name: 'Simpan', exact: true }).click();
      await page.getByText('Setiap Senin, 08.00 WIB').waitFor();
      await page.getByText('2 penerima').waitFor();
      await page.getByRole('textbox', { name: 'Warna', exact: true }).fill('#8a1c4a');
      await page.getByRole('button', { name: 'Simpan tampilan' }).click();
      await toast(page, 'Tampilan laporan disimpan');
      await page.getByRole('button', { name: 'Pratinjau surat' }).click();
      await page.getByRole('dialog').getByText('Laporan klien @').waitFor();
      const letter = page.frameLocator('.letter-frame');
      await letter.getByRole('heading', { name: `@${ACCOUNT}` }).waitFor();
      await scene.session.shot(page, 'journey-8-letter');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: /^Tindakan untuk/ }).click();
      await page.getByRole('menuitem', { name: 'Hapus' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Hapus', exact: true }).click();
      await page.getByText('Belum ada jadwal').waitFor();
    },
  ],
  [
    'the state of the collection is told on the dashboard',
    async (scene) => {
      const { page } = await enter(scene, DASHBOARD);
      await page.getByRole('button', { name: /Data di-update tanggal/ }).click();
      await page.locator('.collection-steps li', { hasText: 'Media' }).waitFor();
      await scene.session.shot(page, 'journey-8-collection');
    },
  ],
  [
    'the account page: a change is kept, this device is listed',
    async (scene) => {
      const { page } = await enter(scene, '/account');
      await page.getByText('Perangkat ini').waitFor();
      const field = page.locator('[name=last_name]');
      const name = await field.inputValue();
      await field.fill(`${name} Uji`);
      await page.getByRole('button', { name: 'Simpan' }).click();
      await toast(page, 'Perubahan tersimpan');
      await page.reload();
      await page.getByText('Perangkat ini').waitFor();
      await settles(() => field.inputValue(), `${name} Uji`, 'after a reload');
      await field.fill(name);
      await page.getByRole('button', { name: 'Simpan' }).click();
      await toast(page, 'Perubahan tersimpan');
      await scene.session.shot(page, 'journey-9-account', { fullPage: true });
    },
  ],
  [
    'admin pages: users, one of them, coupons, collection',
    async (scene) => {
      const { page } = await enter(scene, '/apps/users/list');
      const found = page.waitForResponse(/[?&]search=/);
      await page.getByRole('searchbox').fill(scene.real.email);
      await found;
      await page.getByText('1 pengguna').waitFor();
      await scene.session.shot(page, 'journey-9-users');
      await page.locator('tbody a').click();
      await page.getByRole('cell', { name: `@${ACCOUNT}` }).waitFor();
      await page.goto(`${scene.real.url}/#/apps/vouchers/list`);
      await page.getByRole('button', { name: 'Tambah Kupon' }).click();
      await page.fill('[name=code]', 'UJI-PERJALANAN');
      await page.fill('[name=name]', 'Uji');
      await page.keyboard.press('Enter');
      await toast(page, 'Kupon Berhasil Dibuat');
      await page.getByRole('button', { name: 'Hapus kupon UJI-PERJALANAN' }).click();
      await page.locator('dialog').getByRole('button', { name: 'Hapus' }).click();
      await toast(page, 'Kupon Berhasil Dihapus');
      await page.goto(`${scene.real.url}/#/apps/collection`);
      await page.getByText(`@${ACCOUNT}`).waitFor();
      await scene.session.shot(page, 'journey-9-collection');
    },
  ],
  ...Object.entries(CSV_HEADERS).map(([type, header]) => [
    `the CSV of ${type}`,
    async (scene) => {
      const { page } = await enter(scene, `${DASHBOARD}?frame=28`);
      await chartsReady(page);
      const { name, text } = await downloadCsv(page, type);
      assert(/ Tanggal \d\d \w+ \d{4} - \d\d \w+ \d{4}\.csv$/.test(name), name);
      assert(text.startsWith(header), `header: ${text.split('\n')[0]}`);
      assert(text.trim().split('\n').length > 2, 'rows');
    },
  ]),
  ...VIEWS.flatMap(([view, options]) =>
    PAGES.map(([name, at, ready]) => [
      `${name}, ${view}`,
      async (scene) => {
        const { page } = await enter(scene, at, { ...options, axe: true });
        await page.waitForSelector(ready);
        await page.waitForTimeout(200);
        await scene.session.shot(page, `journey-${name}-${view}`);
        await checkLayout(page, name);
        await checkAxe(page, name);
      },
    ]),
  ),
  [
    'with the keyboard alone: from the login to a downloaded file',
    async ({ session, real }) => {
      const { page } = await session.open({ timeout: 20_000 });
      const focused = () =>
        page.evaluate(
          () =>
            document.activeElement.getAttribute('aria-label') ??
            document.activeElement.textContent.trim(),
        );
      const tabTo = async (pattern) => {
        for (let i = 0; i < 60; i++) {
          await page.keyboard.press('Tab');
          if (pattern.test(await focused())) return;
        }
        throw new Error(`Tab never reached ${pattern}`);
      };
      await page.goto(real.url);
      await page.waitForSelector('form');
      await page.keyboard.type(real.email);
      await page.keyboard.press('Tab');
      await page.keyboard.type(real.password);
      await page.keyboard.press('Enter');
      await page.waitForSelector('.account-card');
      await tabTo(/^Lihat Selengkapnya: @/);
      await page.keyboard.press('Enter');
      await chartsReady(page);
      await tabTo(/^Ekspor$/);
      await page.keyboard.press('Enter');
      await page.waitForSelector('.menu:popover-open :focus');
      await page.keyboard.press('Enter');
      await page.waitForSelector('dialog[open]');
      await tabTo(/^$/);
      await page.keyboard.press('ArrowDown');
      await tabTo(/^Unduh$/);
      const download = page.waitForEvent('download');
      await page.keyboard.press('Enter');
      const file = await download;
      assert(file.suggestedFilename().startsWith('Data Negara'), file.suggestedFilename());
    },
  ],
  [
    'Social Connect: several Pages, the picker, connected, and disconnected again',
    async (scene) => {
      const { page } = await enter(scene, '/social-connect');
      await page.getByText('Belum terhubung').waitFor();
      await page.getByRole('button', { name: 'Hubungkan Facebook & Instagram' }).click();
      await answerDialog(page, scene.real, 'bima');
      await page.getByRole('dialog', { name: 'Pilih Halaman' }).waitFor();
      await page.waitForSelector('.page-row');
      await settles(() => page.locator('.page-row').count(), 5, 'Pages');
      await holds(
        async () => (await page.locator('.page-row .why').count()) >= 1,
        'a reason is shown',
      );
      await scene.session.shot(page, 'journey-8-picker');
      await page.locator('.page-row input:not([disabled])').first().check();
      await page.getByRole('button', { name: 'Pakai Halaman ini' }).click();
      await page.locator('.badge.good', { hasText: 'Terhubung' }).waitFor();
      await scene.session.shot(page, 'journey-9-connected');
      await page.getByRole('button', { name: 'Putuskan' }).click();
      await page.locator('dialog').getByRole('button', { name: 'Putuskan' }).click();
      await page.getByText('Belum terhubung').waitFor();
    },
  ],
  [
    'Social Connect: a single Page is chosen by itself',
    async (scene) => {
      const { page } = await enter(scene, '/social-connect');
      await page.getByRole('button', { name: 'Hubungkan Facebook & Instagram' }).click();
      await answerDialog(page, scene.real, 'hana');
      await page.locator('.badge.good', { hasText: 'Terhubung' }).waitFor();
      await holds(async () => /@\w/.test(await page.textContent('.social-card')), 'Instagram');
    },
  ],
  [
    'publishing: a file is sent, the post planned, seen in the month, published now, and live',
    async (scene) => {
      const { page } = await enter(scene, '/posts/new');
      await page.locator('input[name=files]').setInputFiles(await photo(scene.real, 3));
      await page.waitForFunction(
        () => document.querySelector('.media-tile') && !document.querySelector('.tile-over'),
      );
      await page.getByRole('textbox', { name: 'Caption' }).fill('Soto untuk akhir pekan #soto');
      await page.locator('.post-quota', { hasText: 'Sisa jatah' }).waitFor();
      await scene.session.shot(page, 'journey-11-compose', { fullPage: true });
      await page.getByRole('button', { name: 'Jadwalkan' }).last().click();
      await page.getByText('Terbit sendiri pada waktunya.').waitFor();
      const at = hashOf(page);
      await page.goto(`${scene.real.url}/#/posts/calendar`);
      await page.locator('.month-chip', { hasText: 'Soto untuk akhir pekan' }).waitFor();
      await scene.session.shot(page, 'journey-12-month');
      await page.goto(`${scene.real.url}/#${at}`);
      await page.getByRole('button', { name: 'Terbitkan sekarang' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Terbitkan' }).click();
      await page.locator('.standing .state-badge', { hasText: 'Tayang' }).waitFor();
      const link = await page
        .getByRole('link', { name: /Lihat di Instagram/ })
        .getAttribute('href');
      assert(/^https:\/\/www\.instagram\.com\//.test(link), `permalink ${link}`);
      await page.getByText('Instagram menjawab: tayang').waitFor();
      await holds(
        async () => (await loadedPictures(page)) >= 1,
        'the preview shows the file that was sent',
      );
      await scene.session.shot(page, 'journey-13-published', { fullPage: true });
    },
  ],
  [
    'publishing: one that Meta refuses says why and what to do, also on a phone',
    async (scene) => {
      if (!scene.real.graphsim) return;
      const refusal = { code: 36000, subcode: 2207004 };
      const fault = { path: '/*/media', method: 'POST', times: 1, error: refusal };
      const reply = await fetch(`${scene.real.graphsim}/_sim/faults`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(fault),
      });
      assert(reply.ok, `simulator: ${reply.status}`);
      const { page } = await enter(scene, '/posts/new', { viewport: PHONE });
      await page.locator('input[name=files]').setInputFiles(await photo(scene.real, 4));
      await page.waitForFunction(
        () => document.querySelector('.media-tile') && !document.querySelector('.tile-over'),
      );
      await page.getByRole('textbox', { name: 'Caption' }).fill('Rawon');
      await page.getByRole('button', { name: 'Sekarang' }).click();
      await page.getByRole('button', { name: 'Terbitkan' }).click();
      await page.locator('.standing .state-badge', { hasText: 'Gagal' }).waitFor();
      await page.getByText('Gambar lebih besar dari 8 MB.').waitFor();
      await scene.session.shot(page, 'journey-14-refused', { fullPage: true });
      await page.getByRole('link', { name: 'Publikasi' }).first().click();
      const care = page.getByRole('region', { name: /Perlu tindakanmu/ });
      await care.getByText('Perkecil gambarnya.').waitFor();
      await checkLayout(page, 'the plan');
      await care.getByRole('button', { name: 'Coba lagi' }).click();
      await care.waitFor({ state: 'detached' });
    },
  ],
  [
    'Social Connect: a declined permission is named, with what to do',
    async (scene) => {
      const { page, context } = await enter(scene, '/social-connect');
      await disconnectMeta(context, scene.real);
      await page.reload();
      await page.getByRole('button', { name: 'Hubungkan Facebook & Instagram' }).click();
      await answerDialog(page, scene.real, 'fitri');
      await page.getByText('Kode: permissions_missing').waitFor();
      await page.getByText('Izin Meta belum lengkap untuk auto-posting.').waitFor();
      await scene.session.shot(page, 'journey-10-declined');
    },
  ],
  [
    'a session that has ended leads to the login and back',
    async (scene) => {
      const { page, context, complaints } = await enter(scene, HOME);
      complaints.expect(FAILED_REQUEST);
      await page.waitForSelector('.account-card .figure-value');
      await context.clearCookies();
      await page.locator('.account-card a.btn').click();
      await page.waitForSelector('form');
      await page.fill('[name=email]', scene.real.email);
      await page.fill('[name=password]', scene.real.password);
      await page.click('button[type=submit]');
      await chartsReady(page);
      await settles(() => hashOf(page), DASHBOARD, 'address');
    },
  ],
  [
    'log in with the Facebook account that is connected, and not with another',
    async (scene) => {
      const { page, complaints } = await scene.session.open({ timeout: 20_000 });
      complaints.expect(FAILED_REQUEST);
      complaints.expect(/favicon\.ico/);
      await page.goto(scene.real.url);
      await page.getByRole('button', { name: 'Masuk dengan Facebook' }).click();
      await answerDialog(page, scene.real, 'dodi');
      await page.getByText('Belum ada pengguna yang menghubungkan akun Facebook ini.').waitFor();
      await page.getByRole('link', { name: 'Kembali ke halaman masuk' }).click();
      await page.getByRole('button', { name: 'Masuk dengan Facebook' }).click();
      await answerDialog(page, scene.real, 'rani');
      await page.waitForSelector('.account-card .figure-value');
      await settles(() => hashOf(page), HOME, 'address');
    },
  ],
  [
    'disconnect the account, then Facebook',
    async (scene) => {
      const { page } = await enter(scene, MANAGE);
      await page.getByRole('button', { name: `Lepas Koneksi @${ACCOUNT}` }).click();
      await page.getByRole('button', { name: 'Lepaskan' }).click();
      await toast(page, 'Berhasil Melepaskan Akun');
      const facebook = page.getByRole('button', { name: /^Lepas Tautan Facebook: Rani/ });
      await facebook.click();
      await page.getByRole('button', { name: 'Lepaskan' }).click();
      await facebook.waitFor({ state: 'detached' });
      await page.click('.user-button');
      await page.getByRole('menuitem', { name: 'Keluar' }).click();
      await page.waitForSelector('form');
    },
  ],
];
