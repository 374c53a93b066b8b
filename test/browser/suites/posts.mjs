// Publishing against the mock: writing a post with files, publishing it, what needs the user, the
// month, and the tools around them.
import { PHONE } from '../lib/browser.mjs';
import { equal, holds, settles } from '../lib/checks.mjs';
import { enter, FAILED_REQUEST, hashOf } from '../lib/mock.mjs';
import { fullPlan, INSTAGRAM, makePost, PAGE } from '../../../web/dev/mock-post-data.mjs';
import { picture } from '../../../web/dev/mock-pictures.mjs';

const DAY = 86_400_000;

/** Not really a JPEG: the mock asks only for its declared type. */
const file = (name, seed = 0) => ({
  name,
  mimeType: 'image/jpeg',
  buffer: Buffer.from(picture(seed)),
});

async function compose(scene, options = {}) {
  scene.mock.state.places = [INSTAGRAM, PAGE];
  const opened = await enter(scene, '/posts/new', options);
  await opened.page.locator('.composer').waitFor();
  return opened;
}

const choose = (page, ...files) => page.locator('input[name=files]').setInputFiles(files);
const caption = (page) => page.getByRole('textbox', { name: 'Caption' });
const uploaded = (page, count) =>
  page.waitForFunction(
    (n) =>
      document.querySelectorAll('.media-tile').length === n &&
      !document.querySelector('.tile-over'),
    count,
  );

async function planned(scene, at, options = {}) {
  fullPlan(scene.mock.state);
  return enter(scene, at, options);
}

export default [
  [
    'a post with two files: order, alternative text, counters; a double click makes one post',
    async (scene) => {
      const { page } = await compose(scene);
      const { state } = scene.mock;
      await choose(page, file('soto.jpg'), file('rawon.jpg', 3));
      await uploaded(page, 2);
      await page.getByRole('button', { name: 'Geser soto.jpg ke kanan' }).click();
      await page.getByRole('button', { name: 'ALT: teks alternatif soto.jpg' }).click();
      await page.getByLabel('Apa yang terlihat?').fill('Semangkuk soto');
      await page.getByRole('button', { name: 'Simpan', exact: true }).click();
      await caption(page).fill('Soto #a #b #c #d #e #f');
      await page.getByText('Lebih dari 5 hashtag tidak dianjurkan.').waitFor();
      await page.locator('.ig .slides-count', { hasText: '1/2' }).waitFor();
      await page.getByText('Rincian lain').click();
      await page.getByLabel('Komentar pertama').fill('#kuliner');
      state.rules.push({ method: 'POST', path: /\/api\/posts$/, delayMs: 250 });
      await page.getByRole('button', { name: 'Jadwalkan' }).last().dblclick();
      await page.getByText('Terbit sendiri pada waktunya.').waitFor();
      equal(state.posts.length, 1, 'posts');
      const [post] = state.posts;
      equal(
        post.media.map((medium) => [medium.upload_id, medium.alt_text]),
        [
          ['2', null],
          ['1', 'Semangkuk soto'],
        ],
        'media',
      );
      equal([post.kind, post.first_comment], ['carousel', '#kuliner'], 'kind and comment');
      equal(state.calls.filter((call) => call === 'POST /api/posts').length, 1, 'requests');
    },
  ],
  [
    'what was written survives a reload, says so, and can be dropped',
    async (scene) => {
      const { page } = await compose(scene);
      await choose(page, file('soto.jpg'));
      await uploaded(page, 1);
      await caption(page).fill('Belum selesai');
      await page.getByText('Tersimpan di peramban ini').waitFor();
      await page.waitForFunction(() =>
        localStorage.getItem('simpul.post-draft.1.new')?.includes('Belum selesai'),
      );
      await page.reload();
      await page.getByText(/dipulihkan; belum tersimpan/).waitFor();
      await settles(() => caption(page).inputValue(), 'Belum selesai', 'caption');
      await settles(() => page.locator('.media-tile').count(), 1, 'media');
      await page.getByRole('button', { name: 'Mulai dari kosong' }).click();
      await settles(() => caption(page).inputValue(), '', 'caption');
    },
  ],
  [
    'what is wrong is told where it is: files, texts, time, accounts',
    async (scene) => {
      const { state } = scene.mock;
      state.findings = [
        {
          severity: 'error',
          field: 'media[1]',
          rule: 'ratio',
          message: 'Rasio 9:16 di luar 4:5 sampai 1,91:1.',
          action: 'Potong gambarnya.',
        },
      ];
      state.rules.push({
        method: 'POST',
        path: /\/api\/uploads$/,
        times: 1,
        status: 507,
        body: { error: { code: 'disk_full', message: 'Penyimpanan penuh.', action: '' } },
      });
      const { page, complaints } = await compose(scene);
      complaints.expect(FAILED_REQUEST);
      await choose(page, file('soto.jpg'));
      await page.locator('.tile-over.failed').getByText('Coba lagi').click();
      await uploaded(page, 1);
      await choose(page, file('rawon.jpg', 2));
      await uploaded(page, 2);
      await page
        .locator('.findings', { hasText: 'Media 2' })
        .getByText(/Rasio 9:16/)
        .waitFor();
      await page.getByText('1 masalah ditemukan').waitFor();
      await caption(page).fill('x'.repeat(2201));
      await page.locator('.counters .refused').waitFor();
      await page.getByLabel('Tanggal').fill('2020-01-01');
      await page.getByRole('checkbox', { name: /@dapurnusantara/ }).uncheck();
      await page.getByRole('button', { name: 'Jadwalkan' }).last().click();
      await page.getByText('Pilih setidaknya satu akun.').waitFor();
      await page.getByRole('alert').getByText('waktu ini sudah lewat').waitFor();
      equal(state.posts.length, 0, 'posts');
      // And what only the server knows: where it was entered, and what has no field below.
      state.findings = [];
      await page.getByRole('checkbox', { name: /@dapurnusantara/ }).check();
      await caption(page).fill('Soto');
      await page.getByRole('button', { name: 'Sekarang' }).click();
      state.rules.push({
        method: 'POST',
        path: /\/api\/posts$/,
        times: 1,
        status: 400,
        body: { error: { code: 'invalid_field', field: 'caption', message: 'Caption terlarang.' } },
      });
      await page.getByRole('button', { name: 'Terbitkan' }).click();
      await page.locator('.text-area').getByText('Caption terlarang.').waitFor();
      state.rules.push({
        method: 'POST',
        path: /\/api\/posts$/,
        times: 1,
        status: 409,
        body: {
          error: {
            code: 'token_expired',
            field: 'targets[0].connection_id',
            message: 'Koneksi Meta kedaluwarsa.',
            action: 'Hubungkan ulang.',
          },
        },
      });
      await page.getByRole('button', { name: 'Terbitkan' }).click();
      await page.locator('.compose-accounts').getByText('Koneksi Meta kedaluwarsa.').waitFor();
      await page.locator('.notice', { hasText: 'Hubungkan ulang' }).waitFor();
    },
  ],
  [
    'a finding that is not of a file is the server’s to refuse: nobody is asked whether to go on',
    async (scene) => {
      const { state } = scene.mock;
      const message = 'Paling jauh satu tahun ke depan.';
      state.findings = [
        { severity: 'error', field: 'publish_at', rule: 'invalid_field', message, action: '' },
      ];
      const body = { error: { code: 'invalid_field', field: 'publish_at', message } };
      state.rules.push({ method: 'POST', path: /\/api\/posts$/, times: 1, status: 400, body });
      const { page, complaints } = await compose(scene);
      complaints.expect(FAILED_REQUEST);
      await choose(page, file('soto.jpg'));
      await uploaded(page, 1);
      await page.getByLabel('Tanggal').fill('2031-01-01');
      await page.getByText('1 masalah ditemukan').waitFor();
      await page.getByRole('button', { name: 'Jadwalkan' }).last().click();
      await page.locator('.compose-when').getByText(message).waitFor();
      await settles(() => page.locator('dialog[open]').count(), 0, 'questions');
    },
  ],
  [
    'kinds and accounts: a text and a link for the Page, a story without a caption, own texts',
    async (scene) => {
      const { page } = await compose(scene);
      await page.getByRole('checkbox', { name: /@dapurnusantara/ }).uncheck();
      await page.getByRole('checkbox', { name: /Dapur Nusantara/ }).check();
      await page.getByRole('textbox', { name: 'Teks' }).fill('Resep lengkapnya di sini');
      await page.getByLabel('Tautan').fill('https://contoh.id/resep');
      await page.locator('.fb-link', { hasText: 'contoh.id' }).waitFor();
      await page.getByRole('checkbox', { name: /@dapurnusantara/ }).check();
      await choose(page, file('soto.jpg'));
      await uploaded(page, 1);
      await page.getByRole('group', { name: 'Teks per akun' }).getByText('Dapur Nusantara').click();
      await page.getByRole('button', { name: 'Tulis teks sendiri' }).click();
      await page.getByLabel('Teks untuk Dapur Nusantara').fill('Khusus Facebook');
      await page.getByRole('button', { name: 'Simpan draf' }).click();
      await page.getByText('Hanya tersimpan;').waitFor();
      const [post] = scene.mock.state.posts;
      equal(
        post.targets.map((target) => [target.place, target.caption]),
        [
          ['instagram', null],
          ['page', 'Khusus Facebook'],
        ],
        'texts',
      );
    },
  ],
  [
    'publishing now is followed until it is live; one that fails says why, and is tried again',
    async (scene) => {
      const { page } = await compose(scene);
      await choose(page, file('soto.jpg'));
      await uploaded(page, 1);
      await caption(page).fill('Ini akan gagal');
      await page.getByRole('button', { name: 'Sekarang' }).click();
      await page.getByRole('button', { name: 'Terbitkan' }).click();
      await page.locator('.standing .state-badge', { hasText: 'Gagal' }).waitFor();
      await page.getByText('Rasio gambar di luar 4:5').waitFor();
      await page.getByText('Instagram menolak; tidak ada yang terbit').waitFor();
      await page.getByRole('button', { name: 'Coba lagi' }).click();
      await page.locator('.standing .state-badge', { hasText: 'Tayang' }).waitFor();
      const link = page.getByRole('link', { name: /Lihat di Instagram/ });
      await holds(async () => /instagram\.com/.test(await link.getAttribute('href')), 'permalink');
      await page.getByText('Instagram menjawab: tayang').waitFor();
    },
  ],
  [
    'the list: what needs the user comes first; filters; an unconfirmed post is confirmed',
    async (scene) => {
      const { page } = await planned(scene, '/posts');
      const care = page.getByRole('region', { name: /Perlu tindakanmu/ });
      await care.waitFor();
      await settles(() => care.locator('.plan-row').count(), 3, 'posts that need care');
      await page.getByLabel('Akun').selectOption('conn_7f3a2c page');
      await settles(() => page.locator('.plan-row').count(), 2, 'of the Page');
      await page.getByLabel('Akun').selectOption('');
      await page.getByLabel('Status').selectOption('unconfirmed');
      await holds(() => hashOf(page).includes('state=unconfirmed'), 'the filter is in the address');
      await page.getByRole('button', { name: 'Sudah tayang' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Ya, sudah tayang' }).click();
      await page.getByText('Tidak ada yang cocok').waitFor();
      await page.getByLabel('Status').selectOption('');
      await page.getByRole('button', { name: 'Riwayat' }).click();
      await page.locator('.plan-row', { hasText: 'Rendang 8 jam' }).waitFor();
      await page.getByRole('button', { name: 'Draf', exact: true }).click();
      await settles(() => page.locator('.plan-row').count(), 3, 'drafts');
      await page.getByRole('button', { name: /^Tindakan lain: Resep simpanan/ }).click();
      await page.getByRole('menuitem', { name: 'Hapus' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Hapus' }).click();
      await page.locator('.plan-row').nth(2).waitFor({ state: 'detached' });
    },
  ],
  [
    'a post of a series: the whole series is changed, rule and text; one post alone has no rule',
    async (scene) => {
      const { state } = scene.mock;
      const { page } = await planned(scene, '/posts');
      const own = { location_id: '9' };
      state.posts.find((post) => post.series_id).targets[0].options = own;
      await page.getByRole('link', { name: /^Promo makan siang/ }).click();
      await page.getByText('Berulang setiap minggu (Sen, Rab)').waitFor();
      await page.getByRole('link', { name: 'Ubah', exact: true }).click();
      await page.locator('.composer').waitFor();
      await settles(() => page.getByLabel('Ulangi posting ini').count(), 0, 'a rule');
      await page.goBack();
      await page.getByRole('link', { name: 'Ubah seri' }).click();
      await page.getByText('Berlaku untuk posting seri ini yang belum mulai terbit.').waitFor();
      await settles(() => caption(page).inputValue(), 'Promo makan siang: paket hemat', 'caption');
      await settles(
        () => page.getByRole('button', { name: 'Simpan sebagai draf' }).count(),
        0,
        'no draft',
      );
      const checked = page.waitForResponse(
        (reply) => /posts\/check/.test(reply.url()) && /sore/.test(reply.request().postData()),
      );
      await caption(page).fill('Promo sore: paket hemat');
      // It began days ago, which is no fault of its next posts: the check is not asked about that.
      await page.getByRole('button', { name: 'Jum', exact: true }).click();
      const asked = (await checked).request().postDataJSON();
      equal([asked.caption, asked.publish_at], ['Promo sore: paket hemat', undefined], 'checked');
      await settles(() => page.locator('.composer .finding').count(), 0, 'findings');
      await page.getByLabel('Sebanyak').fill('8');
      await page.getByLabel('Jam', { exact: true }).fill('16:00');
      await scene.session.shot(page, 'series-edit');
      await page.getByRole('button', { name: 'Simpan seri' }).click();
      await page.locator('.toast', { hasText: 'Seri diperbarui' }).waitFor();
      await page.getByRole('heading', { name: 'Promo sore: paket hemat' }).waitFor();
      const { repeat, publish_at, post } = state.series['4'];
      equal(
        repeat,
        { every: 'week', interval: 1, weekdays: [1, 3, 5], until: null, count: 8 },
        'rule',
      );
      equal(publish_at.slice(11), '16:00', 'hour');
      equal(post.targets[0].options, own, 'options of the account, which the page does not show');
      await page.getByRole('button', { name: 'Hentikan' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Hentikan' }).click();
      await page.locator('.toast', { hasText: 'Pengulangan dihentikan' }).waitFor();
      await page.goto(`${scene.mock.url}/#/posts/series/4`);
      await page.getByText('Seri yang dihentikan tidak bisa diubah lagi.').waitFor();
    },
  ],
  [
    'a reel has a cover from a file, which can be taken away again',
    async (scene) => {
      const { page } = await compose(scene);
      const video = { name: 'masak.mp4', mimeType: 'video/mp4', buffer: Buffer.from('x') };
      await choose(page, video);
      await uploaded(page, 1);
      await caption(page).fill('Memasak');
      await page.getByText('Rincian lain').click();
      await page.locator('input[name=cover]').setInputFiles(file('sampul.jpg', 2));
      await page.locator('.cover-file', { hasText: 'sampul.jpg' }).waitFor();
      await scene.session.shot(page, 'cover-file');
      await page.getByRole('button', { name: 'Hapus Sampul' }).click();
      await page.getByLabel('Sampul dari detik ke-').fill('1,5');
      await page.locator('input[name=cover]').setInputFiles(file('lain.jpg', 3));
      await page.locator('.cover-file', { hasText: 'lain.jpg' }).waitFor();
      await page.getByText('Tersimpan di peramban ini').waitFor();
      await page.waitForFunction(() =>
        /"cover":\{[^}]*"uploadId":"\d+"/.test(
          localStorage.getItem('simpul.post-draft.1.new') ?? '',
        ),
      );
      await page.getByRole('button', { name: 'Jadwalkan' }).last().click();
      await page.getByText('Terbit sendiri pada waktunya.').waitFor();
      const [post] = scene.mock.state.posts;
      equal(post.media[0].cover, { upload_id: '3' }, 'cover');
      equal(post.options, { share_to_feed: true }, 'no second beside it');
    },
  ],
  [
    'the month: a day by the keyboard, a post moved by dialog and by dragging',
    async (scene) => {
      const { state } = scene.mock;
      state.places = [INSTAGRAM];
      const now = Date.now();
      const due = now + 2 * DAY;
      state.posts = [
        makePost({ state: 'scheduled', at: due, caption: 'Soto hari Rabu' }),
        makePost({ state: 'draft', caption: 'Tanpa waktu' }),
      ];
      const { page } = await enter(scene, '/posts/calendar');
      const wall = (ms) => new Date(ms + 7 * 3_600_000).toISOString().slice(0, 10);
      await page.locator(`[data-day="${wall(now)}"]`).focus();
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('ArrowRight');
      await page.waitForFunction((day) => document.activeElement.dataset.day === day, wall(due));
      await page.keyboard.press('Enter');
      const day = page.getByRole('dialog');
      await day.getByText('Soto hari Rabu').waitFor();
      await day.getByRole('button', { name: 'Pindahkan: Soto hari Rabu' }).click();
      const move = page.getByRole('dialog', { name: 'Pindahkan posting' });
      await move.getByLabel('Tanggal').fill(wall(due + 3 * DAY));
      await move.getByRole('button', { name: 'Pindahkan' }).click();
      await move.waitFor({ state: 'detached' });
      equal(state.posts[0].wall_time.slice(0, 10), wall(due + 3 * DAY), 'day');
      equal(state.posts[0].caption, 'Soto hari Rabu', 'nothing else has changed');
      await page
        .locator('.month-drafts .month-chip')
        .dragTo(page.locator('td', { has: page.locator(`[data-day="${wall(now + DAY)}"]`) }));
      await page.getByRole('dialog').getByRole('button', { name: 'Pindahkan' }).click();
      await page.getByText('Tidak ada.').waitFor();
      equal(state.posts[1].wall_time, `${wall(now + DAY)}T10:00`, 'its time');
      equal(state.posts[1].state, 'draft', 'still a draft');
    },
  ],
  [
    'on a phone: agenda under a small month, and a preview behind a switch',
    async (scene) => {
      const { page } = await planned(scene, '/posts/calendar', { viewport: PHONE });
      await page.locator('.small-day').first().waitFor();
      await page.locator('.day-list').first().waitFor();
      await page.getByRole('link', { name: 'Buat posting', exact: true }).click();
      await page.locator('.composer').waitFor();
      await caption(page).fill('Dari telepon');
      await holds(
        async () => !(await page.locator('.post-aside').isVisible()),
        'no preview beside the form',
      );
      await page.getByRole('button', { name: 'Pratinjau' }).click();
      await page.locator('.ig', { hasText: 'Dari telepon' }).waitFor();
    },
  ],
  [
    'slots of the queue, the calendar’s address, a plan from a file, and a webhook',
    async (scene) => {
      const { state } = scene.mock;
      const { page } = await planned(scene, '/posts/queue');
      const slots = page.getByRole('region', { name: 'Slot: @dapurnusantara.id' });
      await slots.getByLabel('Hari').selectOption('3');
      await slots.getByLabel('Jam', { exact: true }).fill('19:30');
      await slots.getByRole('button', { name: 'Tambah slot' }).click();
      await slots.getByRole('button', { name: 'Isi dari waktu ramai' }).click();
      await slots.getByText('20.00').waitFor();
      await slots.getByRole('button', { name: 'Simpan slot' }).click();
      await slots.getByText('4 slot per minggu').waitFor();
      await page.getByRole('button', { name: 'Ganti alamat' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Ganti alamat' }).click();
      await page.waitForFunction(() =>
        [...document.querySelectorAll('input')].some((input) => input.value.includes('31d0a7b6')),
      );

      await page.getByRole('link', { name: 'Impor' }).click();
      await page.locator('input[name=plan]').setInputFiles({
        name: 'desember.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from('publish_at,caption\n2026-12-01T19:00,a\nsalah,b\n'),
      });
      await page.getByRole('heading', { name: '1 baris siap, 1 perlu dibetulkan' }).waitFor();
      await page.getByText('Isi dengan waktu seperti').waitFor();
      await page.getByRole('button', { name: 'Masukkan 1 posting' }).click();
      await page.getByRole('heading', { name: '1 posting masuk rencana' }).waitFor();

      await page.getByRole('link', { name: 'Webhook' }).click();
      await page.getByRole('button', { name: 'Tambah webhook' }).click();
      await page.getByLabel('Alamat tujuan').fill('https://crm.contoh.id/simpul');
      await page.getByLabel('Posting tertahan').uncheck();
      await page.getByRole('button', { name: 'Simpan', exact: true }).click();
      await settles(
        () => page.getByRole('textbox', { name: 'Kunci rahasia' }).inputValue(),
        'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD',
        'the secret, once',
      );
      await page.getByRole('button', { name: 'Sudah kusalin' }).click();
      equal(state.hooks[0].events.length, 4, 'events');
      await page.getByRole('button', { name: 'Riwayat kiriman' }).click();
      await page.getByRole('button', { name: 'Kirim ulang' }).first().click();
      await page.locator('.toast', { hasText: 'Dikirim ulang' }).waitFor();
    },
  ],
  [
    'a team: an approval is asked for, somebody is invited and gone again; an approver approves',
    async (scene) => {
      const { state } = scene.mock;
      const { page } = await planned(scene, '/posts/team');
      await page.getByRole('switch').check();
      await page.locator('.toast', { hasText: 'perlu disetujui' }).waitFor();
      await page.getByRole('button', { name: 'Undang' }).click();
      await page.getByLabel('Alamat email').fill('budi@contoh.id');
      await page.getByLabel('Peran').selectOption('approver');
      await page.getByRole('dialog').getByRole('button', { name: 'Undang' }).click();
      const link = page.getByRole('textbox', { name: 'Tautan undangan' });
      await holds(async () => /token=/.test(await link.inputValue()), 'the link');
      await page.getByRole('button', { name: 'Sudah kusalin' }).click();
      equal(state.members[0].role, 'approver', 'role');
      await page.getByRole('button', { name: 'Tindakan untuk budi@contoh.id' }).click();
      await page.getByRole('menuitem', { name: 'Keluarkan' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Keluarkan' }).click();
      await page.getByText('Belum ada anggota').waitFor();

      const waiting = makePost({
        state: 'waiting_approval',
        at: Date.now() + DAY,
        caption: 'Soto',
      });
      waiting.approval = { needed: true, state: 'waiting', content_hash: 'h1', decided_at: null };
      state.posts = [waiting];
      state.rules.push({
        method: 'POST',
        path: /\/approve$/,
        body: { ...waiting, state: 'scheduled' },
      });
      await page.goto(`${scene.mock.url}/#/posts/${waiting.id}`);
      await page.getByRole('button', { name: 'Setujui' }).click();
      await page.locator('.standing .state-badge', { hasText: 'Terjadwal' }).waitFor();
    },
  ],
];
