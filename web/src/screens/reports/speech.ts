// What the pages of reports speak: the app's dictionary, and texts of their own that are fetched
// with them.
import { useT as useAppT, type Speech as AppSpeech } from '../../app/i18n';
import { lazyTexts } from '../../app/texts';
import type { reports as Indonesian } from '../../i18n/id/reports';

export type ReportTexts = typeof Indonesian;

const texts = lazyTexts<ReportTexts>({
  id: async () => (await import('../../i18n/id/reports')).reports,
  en: async () => (await import('../../i18n/en/reports')).reports,
});

export const ready = texts.ready;

export type Speech = Omit<AppSpeech, 't'> & { t: AppSpeech['t'] & { reports: ReportTexts } };

export function useT(): Speech {
  const speech = useAppT();
  const reports = texts.use();
  return { ...speech, t: { ...speech.t, reports } };
}
