// Pilih Akun: every connected account with its four figures, and the way to add one.
import { useState } from 'preact/hooks';
import { paths } from '../../api/paths';
import { useGet } from '../../api/query';
import type { Account } from '../../api/types';
import { useT } from '../../app/i18n';
import { errorText } from '../../app/errors';
import { lacksSubscription, NoAccess } from '../../app/no-access';
import { places } from '../../app/places';
import { href } from '../../app/router';
import { useTitle } from '../../app/title';
import { UnverifiedNotice } from '../../app/verification';
import { Button, LinkButton } from '../../ui/button';
import { Empty, Failed } from '../../ui/states';
import { AccountCard, CardSkeleton } from './card';
import { Splash } from './splash';
import { AddAccount } from './add-account';

export function Choose() {
  const { t } = useT();
  const { data, error, reload } = useGet<Account[]>(paths.accounts);
  const [adding, setAdding] = useState(false);
  useTitle(t.choose.title);

  return (
    <>
      <div class="page-head">
        <div>
          <h1>{t.choose.title}</h1>
          <p class="lead">{t.choose.lead}</p>
        </div>
        {data && data.length > 0 && (
          <div class="page-actions">
            <LinkButton href={href(places.manage)} icon="settings" label={t.choose.manage} />
            <Button tone="primary" icon="plus" onClick={() => setAdding(true)}>
              {t.choose.add}
            </Button>
          </div>
        )}
      </div>
      <UnverifiedNotice />
      {error?.code === 'email_not_verified' && (
        <Empty icon="mail" title={t.people.verifyTitle} text={errorText(t, error).message} page />
      )}
      {error &&
        error.code !== 'email_not_verified' &&
        (lacksSubscription(error) ? (
          <NoAccess onDone={reload} />
        ) : (
          <Failed error={error} onRetry={reload} />
        ))}
      {!data && !error && (
        <div class="account-grid" role="status" aria-label={t.common.loading}>
          <CardSkeleton />
          <CardSkeleton />
        </div>
      )}
      {data && data.length > 0 && (
        <ul class="account-grid">
          {data.map((account) => (
            <AccountCard key={account.id} account={account} />
          ))}
        </ul>
      )}
      {data?.length === 0 && (
        <Empty icon="users" title={t.choose.emptyTitle} text={t.choose.emptyText} page>
          <Button tone="primary" icon="plus" onClick={() => setAdding(true)}>
            {t.choose.emptyAction}
          </Button>
          <LinkButton href={href(places.onboarding())}>{t.onboarding.link}</LinkButton>
        </Empty>
      )}
      <Splash />
      {adding && <AddAccount onClose={() => setAdding(false)} />}
    </>
  );
}
