// What the pages before the login share: the form on one side, the knot on the other.
import type { ComponentChildren } from 'preact';
import { useT } from '../../app/i18n';
import { PreferencesMenu } from '../../app/user-menu';
import { Logo } from '../../ui/icon';
import { Aside } from './aside';

export function LoginFrame({ children }: { children: ComponentChildren }) {
  const { t } = useT();
  return (
    <div class="login">
      <main class="login-main">
        <div class="login-top">
          <span class="brand">
            <Logo />
            Simpul
          </span>
          <PreferencesMenu />
        </div>
        {children}
      </main>
      <Aside title={t.login.asideTitle} text={t.login.asideText} />
    </div>
  );
}
