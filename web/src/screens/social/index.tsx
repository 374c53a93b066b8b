// Social Connect: one Page and its Instagram account, for publishing.
import { useEffect, useState } from 'preact/hooks';
import { paths } from '../../api/paths';
import { invalidate, useGet } from '../../api/query';
import type { Account, MetaStatus } from '../../api/types';
import { useMetaConnect } from '../../app/connect';
import { codeText } from '../../app/errors';
import { useT } from '../../app/i18n';
import { places } from '../../app/places';
import { location, replace } from '../../app/router';
import { useStore } from '../../app/store';
import { TokenNotice } from '../../app/token';
import { useTitle } from '../../app/title';
import { toast } from '../../app/toasts';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { Failed, Skeleton } from '../../ui/states';
import { PagePicker } from './page-picker';
import { ConnectionStatusCard } from './status-card';

type Outcome =
  { kind: 'none' } | { kind: 'picking' } | { kind: 'pending' } | { kind: 'error'; code: string };

/** What the callback left in the address; read once, then taken out of it. */
function useCallbackResult(): [Outcome, (next: Outcome) => void] {
  const { t } = useT();
  const { params } = useStore(location);
  const [outcome, setOutcome] = useState<Outcome>({ kind: 'none' });
  const result = params.get('result');

  useEffect(() => {
    if (!result) return;
    if (result === 'select') setOutcome({ kind: 'picking' });
    if (result === 'error') setOutcome({ kind: 'error', code: params.get('code') ?? 'unexpected' });
    if (result === 'connected') toast('good', t.social.done);
    invalidate(paths.metaStatus);
    replace(places.socialConnect);
  }, [result]);

  return [outcome, setOutcome];
}

export function SocialConnect() {
  const { t } = useT();
  useTitle(t.social.title);
  const status = useGet<MetaStatus>(paths.metaStatus);
  const connect = useMetaConnect();
  const [outcome, setOutcome] = useCallbackResult();

  return (
    <div class="social">
      <div class="page-head">
        <div>
          <h1>{t.social.title}</h1>
          <p class="lead">{t.social.lead}</p>
        </div>
      </div>
      {outcome.kind === 'error' && (
        <ErrorPanel
          code={outcome.code}
          onConnect={connect.start}
          busy={connect.busy}
          onDismiss={() => setOutcome({ kind: 'none' })}
        />
      )}
      {outcome.kind === 'pending' && (
        <Notice tone="info" title={t.social.pickPending} message={t.social.pickPendingText}>
          <Button tone="primary" onClick={() => setOutcome({ kind: 'picking' })}>
            {t.social.pickResume}
          </Button>
        </Notice>
      )}
      {status.error && (
        <section class="card">
          <Failed error={status.error} onRetry={status.reload} />
        </section>
      )}
      {status.pending && (
        <section class="card social-card" role="status" aria-label={t.common.loading}>
          <Skeleton lines={5} />
        </section>
      )}
      {status.data && <ConnectionStatusCard status={status.data} connect={connect} />}
      <AccountsToMend />
      {outcome.kind === 'picking' && (
        <PagePicker
          onClose={() => setOutcome({ kind: 'pending' })}
          onPicked={() => setOutcome({ kind: 'none' })}
        />
      )}
    </div>
  );
}

/** The accounts for analytics whose own connection wants something done. */
function AccountsToMend() {
  const { t } = useT();
  const { data } = useGet<Account[]>(paths.accounts);
  const ailing = (data ?? []).filter(
    (account) => account.token && account.token.state !== 'connected',
  );
  if (!ailing.length) return null;
  return (
    <section class="card social-card" aria-labelledby="mend-title">
      <div class="social-head">
        <h2 id="mend-title">{t.social.mendTitle}</h2>
      </div>
      <p class="social-lead">{t.social.mendText}</p>
      {ailing.map((account) => (
        <TokenNotice key={account.id} health={account.token} of={`@${account.username}`} />
      ))}
    </section>
  );
}

const BUSINESS_SUITE = 'https://business.facebook.com/settings/instagram-accounts';

interface PanelProps {
  code: string;
  busy: boolean;
  onConnect: () => void;
  onDismiss: () => void;
}

function ErrorPanel({ code, busy, onConnect, onDismiss }: PanelProps) {
  const { t } = useT();
  const { message, action } = codeText(t, code) ?? t.errors.codes.unexpected;
  return (
    <Notice
      tone="bad"
      title={t.social.errorTitle}
      message={message}
      action={action}
      code={t.social.errorCode(code)}
    >
      {code === 'instagram_not_connected_to_page' && (
        <a class="btn" href={BUSINESS_SUITE} target="_blank" rel="noreferrer">
          Meta Business Suite
        </a>
      )}
      <Button tone="primary" busy={busy} onClick={onConnect}>
        {code === 'token_expired' ? t.social.reconnect : t.common.retry}
      </Button>
      <Button tone="quiet" icon="close" label={t.social.dismiss} onClick={onDismiss} />
    </Notice>
  );
}
