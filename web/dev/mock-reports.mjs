// Scheduled reports, their letters, and the look of reports.
import { ACCOUNTS } from './mock-data.mjs';

const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAHgAAAAoCAIAAAC6iKlyAAAAUElEQVR4nO3QQQ3AIBDAMMC/50MFIdmrVbBkz8wsqM7vgLcYDRkNGQ0ZDRkNGQ0ZDRkNGQ0ZDRkNGQ0ZDRkNGQ0ZDRkNGQ0ZDRkNGQ0ZDV3XugRNnSCMgAAAAABJRU5ErkJggg==';

export const reportState = () => ({
  schedules: [],
  letters: {},
  brand: { name: '', colour: '', logo_url: null },
});

export const SCHEDULE = {
  id: '1',
  account_id: ACCOUNTS[0].id,
  username: ACCOUNTS[0].username,
  name: 'Laporan mingguan klien',
  every: 'week',
  day: '1',
  time: '08:00',
  time_zone: 'Asia/Jakarta',
  format: 'pdf',
  parts: ['competitors', 'statistics', 'top-posts'],
  date_frame: '28',
  competitors: [],
  language: 'id',
  recipients: [
    { email: 'rani@contoh.id', left_at: null },
    { email: 'klien@dapurnusantara.id', left_at: null },
    { email: 'lama@dapurnusantara.id', left_at: '2026-11-02T10:00:00+07:00' },
  ],
  delivery: 'attachment',
  active: true,
  next_at: '2026-11-23T08:00:00+07:00',
  created_at: '2026-10-01T09:00:00+07:00',
  updated_at: '2026-10-01T09:00:00+07:00',
};

const letter = (slot, email, state, extra = {}) => ({
  slot_at: slot,
  test: false,
  email,
  state,
  attempts: 1,
  error_code: null,
  error: null,
  updated_at: slot,
  ...extra,
});

export const LETTERS = [
  letter('2026-11-16T08:00:00+07:00', 'rani@contoh.id', 'sent'),
  letter('2026-11-16T08:00:00+07:00', 'klien@dapurnusantara.id', 'failed', {
    attempts: 3,
    error_code: 'mail_error',
    error: 'Email tidak dapat dikirim.',
  }),
  letter('2026-11-16T08:00:00+07:00', 'lama@dapurnusantara.id', 'skipped'),
  letter('2026-11-09T08:00:00+07:00', 'klien@dapurnusantara.id', 'unsure'),
  letter('2026-11-08T14:20:00+07:00', 'rani@contoh.id', 'sent', { test: true }),
];

const html = (schedule) => `<!doctype html>
<html lang="id"><head><meta charset="utf-8"><title>Laporan</title></head>
<body style="margin:0;background:#f4f5f7;font-family:Helvetica,Arial,sans-serif;color:#1c1e21">
<div style="max-width:520px;margin:24px auto;background:#fff;border-top:6px solid #1f57e7;padding:20px 28px">
<div style="font-size:13px;color:#65676b">Simpul</div>
<h1 style="font-size:20px;margin:6px 0 2px">@${schedule.username}</h1>
<p style="font-size:15px">Pengikut: <b>195.140</b></p></div></body></html>`;

const gone = {
  status: 404,
  body: { error: { code: 'not_found', message: 'Tidak ditemukan.', action: '' } },
};

/** What the editor sent, as the server shows it. */
function stored(state, body, old) {
  const account = ACCOUNTS.find((item) => item.id === body.account_id);
  const left = new Map((old?.recipients ?? []).map((r) => [r.email, r.left_at]));
  return {
    ...SCHEDULE,
    ...body,
    id: old?.id ?? String(state.schedules.length + 1),
    username: account.username,
    day: String(body.day),
    recipients: body.recipients.map((email) => ({ email, left_at: left.get(email) ?? null })),
    next_at: body.active ? SCHEDULE.next_at : null,
  };
}

const one = (answer) => (state, call, id) => {
  const schedule = state.schedules.find((item) => item.id === id);
  return schedule ? answer(state, schedule, call) : gone;
};

export const REPORT_ROUTES = {
  'GET /api/report-schedules': (state) => ({ body: state.schedules }),
  'POST /api/report-schedules': (state, { body }) => {
    const schedule = stored(state, body);
    state.schedules.push(schedule);
    return { status: 201, body: schedule };
  },
  'GET /api/brand': (state) => ({ body: state.brand }),
  'PUT /api/brand': (state, { body }) => {
    Object.assign(state.brand, body);
    return { body: state.brand };
  },
  'PUT /api/brand/logo': (state) => {
    state.brand.logo_url = `data:image/png;base64,${PIXEL}`;
    return { body: state.brand };
  },
  'DELETE /api/brand/logo': (state) => {
    state.brand.logo_url = null;
    return { status: 204 };
  },
};

export const REPORT_PATTERNS = [
  [
    /^PUT \/api\/report-schedules\/(\d+)$/,
    one((state, schedule, { body }) => {
      Object.assign(schedule, stored(state, body, schedule));
      return { body: schedule };
    }),
  ],
  [
    /^DELETE \/api\/report-schedules\/(\d+)$/,
    one((state, schedule) => {
      state.schedules = state.schedules.filter((item) => item !== schedule);
      return { status: 204 };
    }),
  ],
  [
    /^POST \/api\/report-schedules\/(\d+)\/test$/,
    one((state, schedule) => {
      const sent = letter(new Date().toISOString(), state.user.email, 'sent', { test: true });
      state.letters[schedule.id] = [sent, ...(state.letters[schedule.id] ?? [])];
      return { status: 202, body: { detail: 'Surat uji coba sedang dikirim.' } };
    }),
  ],
  [
    /^GET \/api\/report-schedules\/(\d+)\/preview$/,
    one((state, schedule) => ({
      body: {
        subject: `${schedule.name} @${schedule.username}, 25 Oktober - 21 November 2026`,
        text: `Laporan akun @${schedule.username}\n\nPengikut: 195.140\nJangkauan: 16.463`,
        html: html(schedule),
        files: ['AnalyticsDashboard.zip'],
      },
    })),
  ],
  [
    /^GET \/api\/report-schedules\/(\d+)\/preview\/letter$/,
    one((state, schedule) => ({
      body: html(schedule),
      headers: {
        'Content-Type': 'text/html; charset=utf-8',
        'Content-Security-Policy':
          "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'",
      },
    })),
  ],
  [
    /^GET \/api\/report-schedules\/(\d+)\/deliveries$/,
    one((state, schedule) => ({ body: state.letters[schedule.id] ?? [] })),
  ],
];
