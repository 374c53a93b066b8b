// Exports that the server makes in the background. This page begins them, looks how far they are,
// and fetches each file that was asked for here as soon as it is ready. What was asked for survives
// a reload: the server keeps the exports, the browser's session the ids that this page waits for.
import { get, post, remove } from '../api/client';
import { ApiError } from '../api/error';
import { paths } from '../api/paths';
import type { Export, ExportRequest } from '../api/types';
import { createStore } from '../app/store';

/** waiting: fetched when ready; shown: stays in sight until it is dismissed. */
type Mark = 'waiting' | 'shown';

export interface Jobs {
  /** In sight, newest first. */
  list: Export[];
  /** The server did not answer the last time it was asked. */
  unreachable: boolean;
}

const NOTHING: Jobs = { list: [], unreachable: false };
const MARKS_KEY = 'simpul.exports';
const FIRST_WAIT_MS = 600;
const WAIT_GROWTH = 1.3;
const LONGEST_WAIT_MS = 4000;

export const jobs = createStore<Jobs>(NOTHING);

export const isUnfinished = (job: Export): boolean =>
  job.state === 'queued' || job.state === 'making';

let marks = new Map<string, Mark>();
let timer: ReturnType<typeof setTimeout> | undefined;
let waitMs = FIRST_WAIT_MS;
/** Answers to questions from before a stop are dropped. */
let round = 0;
/** Grows with what is done here: an answer from before knows nothing of it. */
let deeds = 0;

function readMarks(): Map<string, Mark> {
  try {
    return new Map(JSON.parse(sessionStorage.getItem(MARKS_KEY) ?? '[]') as [string, Mark][]);
  } catch {
    return new Map();
  }
}

function keepMarks(): void {
  try {
    if (marks.size) sessionStorage.setItem(MARKS_KEY, JSON.stringify([...marks]));
    else sessionStorage.removeItem(MARKS_KEY);
  } catch {
    // Without storage a reload forgets what this page waited for; the server still has it.
  }
}

/** The browser's own download: nothing of the file passes through this page's memory. */
export function fetchFile(job: Export): void {
  const link = document.createElement('a');
  link.href = paths.exportFile(job.id);
  link.download = job.file_name ?? '';
  link.click();
}

function settle(job: Export): void {
  if (isUnfinished(job)) {
    if (!marks.has(job.id)) marks.set(job.id, 'shown');
  } else if (marks.get(job.id) === 'waiting') {
    if (job.state === 'ready') {
      fetchFile(job);
      marks.set(job.id, 'shown');
    }
  }
}

function show(all: Export[]): void {
  all.forEach(settle);
  const known = new Set(all.map((job) => job.id));
  for (const id of marks.keys()) if (!known.has(id)) marks.delete(id);
  keepMarks();
  const list = all.filter((job) => marks.has(job.id) && job.state !== 'cancelled');
  jobs.set({ list, unreachable: false });
}

function lookLater(): void {
  clearTimeout(timer);
  const { list, unreachable } = jobs.get();
  if (!unreachable && !list.some(isUnfinished)) return;
  timer = setTimeout(() => void look(), waitMs);
  waitMs = Math.min(LONGEST_WAIT_MS, waitMs * WAIT_GROWTH);
}

async function look(): Promise<void> {
  const mine = round;
  const before = deeds;
  try {
    const all = await get<Export[]>(paths.exports);
    if (mine !== round) return;
    if (before === deeds) show(all);
  } catch (error) {
    if (mine !== round) return;
    // Who may not look is not asked again; a server that is away is.
    const away = error instanceof ApiError && (error.status === 0 || error.status >= 500);
    jobs.set({ ...jobs.get(), unreachable: away && jobs.get().list.length > 0 });
  }
  lookLater();
}

/** Looks soon, and often for a while. */
function lookNow(): void {
  waitMs = FIRST_WAIT_MS;
  lookLater();
}

/** Somebody is logged in: what is under way comes into sight again. When he leaves, it is forgotten. */
export function watchExports(): () => void {
  marks = readMarks();
  void look();
  return () => {
    round += 1;
    clearTimeout(timer);
    marks.clear();
    keepMarks();
    jobs.set(NOTHING);
  };
}

function put(job: Export): void {
  deeds += 1;
  const { list } = jobs.get();
  const at = list.findIndex((other) => other.id === job.id);
  const next = at < 0 ? [job, ...list] : list.map((other, i) => (i === at ? job : other));
  jobs.set({ list: next, unreachable: false });
  keepMarks();
  lookNow();
}

export async function beginExport(body: ExportRequest): Promise<Export> {
  const job = await post<Export>(paths.exports, { body });
  marks.set(job.id, 'waiting');
  put(job);
  return job;
}

export async function retryExport(id: string): Promise<void> {
  const job = await post<Export>(paths.exportRetry(id));
  marks.set(id, 'waiting');
  put(job);
}

/** Out of sight; a finished file stays at the server until it expires. */
export function dismissExport(id: string): void {
  deeds += 1;
  marks.delete(id);
  keepMarks();
  const { list, unreachable } = jobs.get();
  jobs.set({ list: list.filter((job) => job.id !== id), unreachable });
}

/** Stops one that is being made, or removes one that has ended. */
export async function dropExport(id: string): Promise<void> {
  await remove(paths.oneExport(id));
  dismissExport(id);
}
