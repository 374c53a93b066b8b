// What a screen needs to speak: the dictionary, the formatter, and the language's name.
import { formatter, type Format } from '../i18n/format';
import type { Dict } from '../i18n/id';
import { language, type Lang } from './prefs';
import { useStore } from './store';

const formats = new Map<string, Format>();

function formatOf(locale: string): Format {
  let format = formats.get(locale);
  if (!format) formats.set(locale, (format = formatter(locale)));
  return format;
}

export interface Speech {
  t: Dict;
  f: Format;
  lang: Lang;
}

export function useT(): Speech {
  const { t, lang, locale } = useStore(language);
  return { t, f: formatOf(locale), lang };
}
