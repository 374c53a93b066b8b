// Dictionaries outside of the first bundle: those of large features, fetched with their screens in
// the reader's language, and again when he chooses another.
import { alsoLoad, language, type Lang } from './prefs';
import { createStore, useStore } from './store';

export interface Texts<D> {
  /** Resolves when they can be used; a screen's route waits for it. */
  ready: () => Promise<void>;
  use: () => D;
}

export function lazyTexts<D>(sources: Record<Lang, () => Promise<D>>): Texts<D> {
  const texts = createStore<D | null>(null);
  const load = async (lang: Lang) => texts.set(await sources[lang]());
  let first: Promise<void> | null = null;

  const begin = async () => {
    try {
      await load(language.get().lang);
      alsoLoad(load);
    } catch (error) {
      first = null;
      throw error;
    }
  };
  return {
    ready: () => (first ??= begin()),
    use: () => {
      const now = useStore(texts);
      if (!now) throw new Error('texts are used before they are ready');
      return now;
    },
  };
}
