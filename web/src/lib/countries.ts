// Names of countries by their two-letter code. Browsers differ on four of them, so those are ours.

type Language = 'id' | 'en';

const PINNED: Record<Language, Record<string, string>> = {
  id: { HK: 'Hong Kong', MO: 'Makau', TW: 'Taiwan', PS: 'Palestina' },
  en: { HK: 'Hong Kong', MO: 'Macao', TW: 'Taiwan', PS: 'Palestine' },
};

const names = new Map<Language, Intl.DisplayNames>();

export function countryName(code: string, language: Language): string {
  const pinned = PINNED[language][code];
  if (pinned) return pinned;
  let found = names.get(language);
  if (!found) names.set(language, (found = new Intl.DisplayNames([language], { type: 'region' })));
  try {
    return found.of(code) ?? code;
  } catch {
    // Not a code at all.
    return code;
  }
}
