import { useT } from '../../app/i18n';
import { setLang, setTheme, theme, type Lang, type Theme } from '../../app/prefs';
import { useStore } from '../../app/store';
import { Segments } from '../../ui/segments';
import { Part } from './part';

const LANGUAGES: { key: Lang; label: string }[] = [
  { key: 'id', label: 'Indonesia' },
  { key: 'en', label: 'English' },
];

const THEMES: Theme[] = ['system', 'light', 'dark'];

export function PreferencesCard() {
  const { t, lang } = useT();
  const chosen = useStore(theme);
  return (
    <Part id="preferences" title={t.account.preferences}>
      <div class="preference">
        <span>{t.nav.language}</span>
        <Segments
          label={t.nav.language}
          items={LANGUAGES}
          value={lang}
          onChange={(key) => void setLang(key)}
        />
      </div>
      <div class="preference">
        <span>{t.nav.theme}</span>
        <Segments
          label={t.nav.theme}
          items={THEMES.map((key) => ({ key, label: t.nav.themes[key] }))}
          value={chosen}
          onChange={setTheme}
        />
      </div>
    </Part>
  );
}
