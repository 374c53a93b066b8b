// What the pages for administrators speak: the app's dictionary, and texts of their own that are
// fetched with them.
import { useT as useAppT, type Speech as AppSpeech } from '../../app/i18n';
import { lazyTexts } from '../../app/texts';
import type { admin as Indonesian } from '../../i18n/id/admin';

const texts = lazyTexts<typeof Indonesian>({
  id: async () => (await import('../../i18n/id/admin')).admin,
  en: async () => (await import('../../i18n/en/admin')).admin,
});

export const ready = texts.ready;

export type Speech = Omit<AppSpeech, 't'> & {
  t: AppSpeech['t'] & { admin: typeof Indonesian };
};

export function useT(): Speech {
  const speech = useAppT();
  const admin = texts.use();
  return { ...speech, t: { ...speech.t, admin } };
}
