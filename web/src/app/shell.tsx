// The frame around every screen behind the login: sidebar on wide windows, bottom bar on phones.
import type { ComponentChildren } from 'preact';
import type { User } from '../api/types';
import { Icon, Logo, type IconName } from '../ui/icon';
import { ExportCorner } from './export-corner';
import { useT } from './i18n';
import { places } from './places';
import { href } from './router';
import type { NavKey } from './screens';
import { isAdmin } from './session';
import { UserMenu } from './user-menu';

interface Destination {
  key: NavKey;
  path: string;
  icon: IconName;
  label: string;
  short: string;
  /** On a phone it is in the user menu: the bar has room for five. */
  wideOnly?: boolean;
}

/** What only admins see; on a phone it is in the user menu. */
function useAdminDestinations(): Destination[] {
  const { nav, health } = useT().t;
  return [
    { key: 'users', path: places.users, icon: 'users', label: nav.users, short: nav.users },
    {
      key: 'vouchers',
      path: places.vouchers,
      icon: 'ticket',
      label: nav.vouchers,
      short: nav.vouchers,
    },
    {
      key: 'collection',
      path: places.collection,
      icon: 'refresh',
      label: health.title,
      short: health.title,
    },
  ];
}

function useDestinations(): Destination[] {
  const { nav } = useT().t;
  return [
    {
      key: 'dashboard',
      path: places.dashboards,
      icon: 'chart',
      label: nav.dashboard,
      short: nav.dashboard,
    },
    { key: 'choose', path: places.home, icon: 'grid', label: nav.choose, short: nav.choose },
    {
      key: 'posts',
      path: places.posts,
      icon: 'calendar',
      label: nav.posts,
      short: nav.posts,
    },
    {
      key: 'manage',
      path: places.manage,
      icon: 'users',
      label: nav.manage,
      short: nav.manageShort,
    },
    {
      key: 'social',
      path: places.socialConnect,
      icon: 'link',
      label: nav.social,
      short: nav.socialShort,
      wideOnly: true,
    },
  ];
}

function SideLink({ to, active }: { to: Destination; active: NavKey | null }) {
  return (
    <a href={href(to.path)} aria-current={to.key === active ? 'page' : undefined}>
      <Icon name={to.icon} />
      {to.label}
    </a>
  );
}

interface ShellProps {
  user: User;
  active: NavKey | null;
  children: ComponentChildren;
}

export function Shell({ user, active, children }: ShellProps) {
  const { t } = useT();
  const destinations = useDestinations();
  const forAdmins = useAdminDestinations();
  const skip = (event: Event) => {
    event.preventDefault();
    document.getElementById('content')?.focus();
  };
  return (
    <>
      <a class="skip" href="#content" onClick={skip}>
        {t.common.skip}
      </a>
      <div class="app">
        <header class="side">
          <a class="brand" href={href(places.home)}>
            <Logo />
            Simpul
          </a>
          <nav class="side-nav" aria-label={t.common.menu}>
            {destinations.map((d) => (
              <SideLink key={d.key} to={d} active={active} />
            ))}
            {isAdmin(user) && <p class="side-title">{t.nav.admin}</p>}
            {isAdmin(user) && forAdmins.map((d) => <SideLink key={d.key} to={d} active={active} />)}
          </nav>
          <div class="side-foot">
            <UserMenu user={user} compact={false} />
          </div>
        </header>
        <main id="content" tabIndex={-1}>
          {children}
        </main>
        <div class="bottom">
          <nav aria-label={t.common.menu}>
            {destinations
              .filter((d) => !d.wideOnly)
              .map((d) => (
                <a
                  key={d.key}
                  class="bottom-item"
                  href={href(d.path)}
                  aria-current={d.key === active ? 'page' : undefined}
                >
                  <Icon name={d.icon} size={19} />
                  <span>{d.short}</span>
                </a>
              ))}
          </nav>
          <UserMenu user={user} compact />
        </div>
        <ExportCorner />
      </div>
    </>
  );
}
