// The reader's own corner: language, theme and the way out.
import { errorText } from './errors';
import { useT } from './i18n';
import { places } from './places';
import { setLang, setTheme, theme, type Lang, type Theme } from './prefs';
import { href } from './router';
import { fullName, isAdmin, logout } from './session';
import { useStore } from './store';
import { toast } from './toasts';
import type { User } from '../api/types';
import { Avatar } from '../ui/avatar';
import { Icon } from '../ui/icon';
import { Menu, type MenuGroup } from '../ui/menu';

const LANGUAGES: { key: Lang; label: string }[] = [
  { key: 'id', label: 'Indonesia' },
  { key: 'en', label: 'English' },
];

const THEMES: Theme[] = ['system', 'light', 'dark'];

function usePreferenceGroups(): MenuGroup[] {
  const { t, lang } = useT();
  const chosen = useStore(theme);
  return [
    {
      key: 'lang',
      title: t.nav.language,
      items: LANGUAGES.map(({ key, label }) => ({
        kind: 'choice',
        key,
        label,
        checked: key === lang,
        onSelect: () => void setLang(key),
      })),
    },
    {
      key: 'theme',
      title: t.nav.theme,
      items: THEMES.map((key) => ({
        kind: 'choice',
        key,
        label: t.nav.themes[key],
        checked: key === chosen,
        onSelect: () => setTheme(key),
      })),
    },
  ];
}

export function UserMenu({ user, compact }: { user: User; compact: boolean }) {
  const { t } = useT();
  const preferences = usePreferenceGroups();
  const name = fullName(user);

  const leave = () =>
    logout().catch((error: unknown) =>
      toast('bad', t.nav.logoutFailed, errorText(t, error).message),
    );

  const links = [
    // The bar of a phone has no room for it.
    ...(compact
      ? [
          {
            key: 'social',
            label: t.nav.social,
            path: places.socialConnect,
            icon: 'link' as const,
          },
        ]
      : []),
    { key: 'account', label: t.account.title, path: places.account, icon: 'user' as const },
    { key: 'reports', label: t.nav.reports, path: places.schedules, icon: 'mail' as const },
    ...(isAdmin(user)
      ? [
          { key: 'users', label: t.nav.users, path: places.users, icon: 'users' as const },
          {
            key: 'vouchers',
            label: t.nav.vouchers,
            path: places.vouchers,
            icon: 'ticket' as const,
          },
          {
            key: 'collection',
            label: t.health.title,
            path: places.collection,
            icon: 'refresh' as const,
          },
        ]
      : []),
  ];
  const groups: MenuGroup[] = [
    {
      key: 'own',
      items: links.map(({ key, label, path, icon }) => ({
        kind: 'link',
        key,
        label,
        icon,
        href: href(path),
      })),
    },
    ...preferences,
    {
      key: 'out',
      items: [
        { kind: 'command', key: 'out', label: t.nav.logout, icon: 'logout', onSelect: leave },
      ],
    },
  ];
  const button = compact ? (
    <>
      <Icon name="user" size={19} />
      <span>{t.nav.profile}</span>
    </>
  ) : (
    <>
      <Avatar src={user.profile?.photo_url} name={name} size="small" />
      <span class="user-name">{name}</span>
      <Icon name="chevrons" size={14} />
    </>
  );
  const header = (
    <div class="menu-header">
      <strong>{name}</strong>
      <small>{isAdmin(user) ? `${user.email} · ${t.nav.admin}` : user.email}</small>
    </div>
  );
  return (
    <Menu
      label={t.nav.userMenu}
      class={compact ? 'bottom-item' : 'user-button'}
      button={button}
      header={header}
      groups={groups}
      align={compact ? 'end' : 'start'}
    />
  );
}

/** The same choices before anybody has logged in. */
export function PreferencesMenu() {
  const { t, lang } = useT();
  return (
    <Menu
      label={`${t.nav.language}, ${t.nav.theme}`}
      class="btn quiet"
      button={
        <>
          <Icon name="settings" size={16} />
          <span>{lang.toUpperCase()}</span>
        </>
      }
      groups={usePreferenceGroups()}
      align="end"
    />
  );
}
