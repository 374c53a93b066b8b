// What every page of publishing needs before it is drawn: its texts and its stylesheet.
import { loadStyle } from '../app/style';
import { lazyTexts } from '../app/texts';
import type { Publishing } from '../i18n/id/publishing';

const texts = lazyTexts<Publishing>({
  id: async () => (await import('../i18n/id/publishing')).publishing,
  en: async () => (await import('../i18n/en/publishing')).publishing,
});

export const useWords = texts.use;

/** A screen with all it needs, fetched at once. */
export async function publishing<T>(screen: Promise<T>): Promise<T> {
  const [loaded] = await Promise.all([screen, texts.ready(), loadStyle('publish')]);
  return loaded;
}
