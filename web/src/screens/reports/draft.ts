// A schedule as its editor holds it, and as the server takes it.
import type {
  Account,
  ExportFormat,
  ExportLanguage,
  ReportDelivery,
  ReportRhythm,
  ReportSchedule,
  ReportScheduleForm,
} from '../../api/types';
import { PDF_PARTS, ZIP_PARTS } from '../../exports/report-choices';
import { ZONE } from '../../lib/dates';

export interface Draft {
  accountId: string;
  name: string;
  every: ReportRhythm;
  day: string;
  time: string;
  zone: string;
  frame: string;
  format: ExportFormat;
  parts: string[];
  /** null: all of the account's. */
  competitors: string[] | null;
  language: ExportLanguage;
  recipients: string[];
  delivery: ReportDelivery;
  active: boolean;
}

/** What an editor offers to send; a CSV is one table and comes in a zip. */
export const FORMATS: ExportFormat[] = ['pdf', 'xlsx', 'zip', 'json'];

/** The parts a format lets one choose; none: it has no choice. */
export const partsOf = (format: ExportFormat): readonly string[] =>
  format === 'pdf' ? PDF_PARTS : format === 'zip' ? ZIP_PARTS : [];

/** Whole calendar weeks and months, and the last days before a letter; a plan may hold some back. */
export const windowsOf = (frames: readonly number[]): string[] => [
  ...(frames.includes(7) ? ['last_week'] : []),
  ...(frames.includes(28) ? ['last_month'] : []),
  ...frames.map(String),
];

/** A calendar window follows the rhythm, where the plan has it; a number of days stays. */
export function windowFor(every: ReportRhythm, frame: string, frames: readonly number[]): string {
  const wanted = `last_${every}`;
  return frame.startsWith('last_') && windowsOf(frames).includes(wanted) ? wanted : frame;
}

export const comparesRivals = ({ format, parts }: Pick<Draft, 'format' | 'parts'>): boolean =>
  parts.includes(format === 'pdf' ? 'competitors' : 'pdf');

export function newDraft(
  account: Account,
  email: string,
  language: ExportLanguage,
  frames: readonly number[],
): Draft {
  return {
    accountId: account.id,
    name: '',
    every: 'week',
    day: '1',
    time: '08:00',
    zone: ZONE,
    frame: windowsOf(frames)[0]!,
    format: 'pdf',
    parts: [...PDF_PARTS],
    competitors: null,
    language,
    recipients: [email],
    delivery: 'attachment',
    active: true,
  };
}

export function draftOf(schedule: ReportSchedule): Draft {
  const all = partsOf(schedule.format);
  return {
    accountId: schedule.account_id,
    name: schedule.name,
    every: schedule.every,
    day: schedule.day,
    time: schedule.time,
    zone: schedule.time_zone,
    frame: schedule.date_frame ?? '7',
    format: schedule.format,
    parts: schedule.parts.length ? schedule.parts : [...all],
    competitors: schedule.competitors.length ? schedule.competitors : null,
    language: schedule.language,
    recipients: schedule.recipients.map(({ email }) => email),
    delivery: schedule.delivery,
    active: schedule.active,
  };
}

export const formOf = (draft: Draft): ReportScheduleForm => ({
  account_id: draft.accountId,
  name: draft.name.trim(),
  every: draft.every,
  day: draft.day,
  time: draft.time,
  time_zone: draft.zone,
  date_frame: draft.frame,
  format: draft.format,
  parts: draft.parts,
  competitors: comparesRivals(draft) ? (draft.competitors ?? []) : [],
  language: draft.language,
  recipients: draft.recipients,
  delivery: draft.delivery,
  active: draft.active,
});
