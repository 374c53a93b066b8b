// Exports that take a moment: queued, made step by step, ready. `state.exporting` may slow them
// down, fail them, or hold them back.
import { ACCOUNTS } from './mock-data.mjs';

const QUEUED_MS = 250;
const ISO = (ms) => new Date(ms).toISOString();
const DAY_MS = 86_400_000;

const STEPS = {
  csv: ['Konten'],
  xlsx: ['Performa Akun', 'Konten', 'Kota Asal Followers', 'Negara Asal Followers'],
  pdf: ['DashboardKompetitor.pdf', 'DashboardStatistics.pdf', 'DashboardTopPost-page1.pdf'],
  zip: ['Data Performa Konten.csv', 'Performa Akun', 'DashboardStatistics.pdf'],
  json: ['Konten'],
};

const ENDINGS = { csv: 'csv', xlsx: 'xlsx', pdf: 'zip', zip: 'zip', json: 'json' };

export const exportState = () => ({
  exports: [],
  /** stepMs: how long one file takes; stall: never ends; fail: { code, message, action } */
  exporting: { stepMs: 150, stall: false, fail: null },
});

function view(state, job) {
  const { stepMs, stall, fail } = state.exporting;
  const steps = STEPS[job.format];
  const made = (Date.now() - job.began - QUEUED_MS) / stepMs;
  const done = Math.max(0, Math.min(steps.length, Math.floor(made)));
  let step = 'making';
  if (job.ready) step = 'ready';
  else if (job.cancelled) step = 'cancelled';
  else if (made < 0) step = 'queued';
  else if (job.failed || (fail && done >= 1)) step = 'failed';
  else if (done === steps.length && !stall) step = 'ready';
  if (step === 'failed') job.failed ??= fail;
  job.ready = step === 'ready';
  const username = ACCOUNTS.find((account) => account.id === job.account_id)?.username ?? '';
  const at = Math.min(done, steps.length - 1);
  return {
    id: job.id,
    account_id: job.account_id,
    username,
    format: job.format,
    parts: job.parts ?? [],
    date_frame: job.date_frame ?? null,
    competitors: job.competitors ?? [],
    language: job.language ?? 'id',
    start: job.start ?? null,
    end: job.end ?? null,
    state: step,
    progress: {
      done: step === 'ready' ? steps.length : at,
      total: step === 'queued' ? 0 : steps.length,
      making: step === 'making' ? steps[at] : null,
    },
    file_name:
      step === 'ready'
        ? `Data @${username} Tanggal 25 Oktober 2026 - 21 November 2026.${ENDINGS[job.format]}`
        : null,
    size_bytes: step === 'ready' ? 48_230 + steps.length * 91_400 : null,
    created_at: ISO(job.began),
    finished_at: step === 'ready' ? ISO(job.began + 1500) : null,
    expires_at: ISO(job.began + DAY_MS),
    error: step === 'failed' ? job.failed : null,
  };
}

const gone = {
  status: 404,
  body: { error: { code: 'not_found', message: 'Tidak ditemukan.', action: '' } },
};

const withJob = (answer) => (state, call, id) => {
  const job = state.exports.find((item) => item.id === id);
  return job ? answer(state, job) : gone;
};

export const EXPORT_ROUTES = {
  'GET /api/exports': (state) => ({ body: state.exports.map((job) => view(state, job)) }),
  'POST /api/exports': (state, { body }) => {
    const job = { ...body, id: String(state.exports.length + 1), began: Date.now() };
    state.exports.unshift(job);
    return { status: 202, body: view(state, job) };
  },
};

export const EXPORT_PATTERNS = [
  [/^GET \/api\/exports\/(\d+)$/, withJob((state, job) => ({ body: view(state, job) }))],
  [
    /^GET \/api\/exports\/(\d+)\/file$/,
    withJob((state, job) => ({
      body: 'file',
      headers: {
        'Content-Type': 'application/octet-stream',
        'Content-Disposition': `attachment; filename="${view(state, job).file_name}"`,
      },
    })),
  ],
  [
    /^POST \/api\/exports\/(\d+)\/retry$/,
    withJob((state, job) => {
      Object.assign(job, { began: Date.now(), failed: undefined, cancelled: false, ready: false });
      return { status: 202, body: view(state, job) };
    }),
  ],
  [
    /^DELETE \/api\/exports\/(\d+)$/,
    withJob((state, job) => {
      const { state: step } = view(state, job);
      if (step === 'queued' || step === 'making') job.cancelled = true;
      else state.exports = state.exports.filter((item) => item !== job);
      return { status: 204 };
    }),
  ],
];
