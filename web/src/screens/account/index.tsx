// The user's own page: who he is, his password, his devices, how it looks, his plan.
import { useEffect } from 'preact/hooks';
import type { User } from '../../api/types';
import { useT } from '../../app/i18n';
import { location } from '../../app/router';
import { useUser } from '../../app/session';
import { useTitle } from '../../app/title';
import { UnverifiedNotice } from '../../app/verification';
import { PasswordCard } from './password';
import { PlanCard } from './plan';
import { PreferencesCard } from './preferences';
import { ProfileCard } from './profile';
import { SessionsCard } from './sessions';

export function AccountPage() {
  const user = useUser();
  return user && <Parts user={user} />;
}

function Parts({ user }: { user: User }) {
  const { t } = useT();
  useTitle(t.account.title);

  useEffect(() => {
    const part = location.get().params.get('part');
    if (part) document.getElementById(`part-${part}`)?.scrollIntoView({ block: 'start' });
  }, []);

  return (
    <div class="account">
      <div class="page-head">
        <div>
          <h1>{t.account.title}</h1>
          <p class="lead">{t.account.lead}</p>
        </div>
      </div>
      <UnverifiedNotice />
      <div class="account-parts">
        <ProfileCard user={user} />
        <PasswordCard />
        <SessionsCard />
        <PreferencesCard />
        <PlanCard user={user} />
      </div>
    </div>
  );
}
