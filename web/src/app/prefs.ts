// Theme and language: applied to the document, remembered, and shared with every screen.
import { createStore } from './store';
import { recall, remember } from './storage';
import { id } from '../i18n/id';
import type { Dict } from '../i18n/id';

export type Theme = 'system' | 'light' | 'dark';
export type Lang = 'id' | 'en';

export interface Language {
  lang: Lang;
  locale: string;
  t: Dict;
}

const LOCALES: Record<Lang, string> = { id: 'id-ID', en: 'en-GB' };

const isTheme = (value: string): value is Theme => value === 'light' || value === 'dark';

const saved = recall('theme');
export const theme = createStore<Theme>(isTheme(saved) ? saved : 'system');

export function setTheme(next: Theme): void {
  theme.set(next);
  remember('theme', next === 'system' ? '' : next);
  if (next === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = next;
}

export const language = createStore<Language>({ lang: 'id', locale: LOCALES.id, t: id });

/** Indonesian is in the first bundle; English is fetched when somebody asks for it. */
const dictionary = async (lang: Lang): Promise<Dict> =>
  lang === 'id' ? id : (await import('../i18n/en')).en;

const others: ((lang: Lang) => Promise<void>)[] = [];

/** Texts of their own that must be in the new language when the page is. */
export function alsoLoad(load: (lang: Lang) => Promise<void>): void {
  others.push(load);
}

export async function setLang(lang: Lang): Promise<void> {
  const [t] = await Promise.all([dictionary(lang), ...others.map((load) => load(lang))]);
  language.set({ lang, locale: LOCALES[lang], t });
  document.documentElement.lang = lang;
  remember('lang', lang);
}

/** Before the first render: the remembered language, or Indonesian. */
export async function restoreLang(): Promise<void> {
  if (recall('lang') !== 'en') return;
  await setLang('en').catch(() => {
    // The chunk could not be fetched; Indonesian still works.
  });
}
