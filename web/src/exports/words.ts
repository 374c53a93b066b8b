// How an export is called on screen.
import type { Export } from '../api/types';
import type { Speech } from '../app/i18n';
import { dayOf } from '../lib/dates';

/** PDF · @dapurnusantara.id */
export const nameOf = ({ t }: Pick<Speech, 't'>, job: Export): string =>
  t.exports.of(t.exporting.formats[job.format].name, job.username);

/** 28 hari, or the chosen days. */
export function spanOf({ t, f }: Pick<Speech, 't' | 'f'>, job: Export): string {
  if (job.date_frame) return t.exports.frame(job.date_frame);
  if (job.start && job.end) return f.range(dayOf(job.start), dayOf(job.end));
  return '';
}
