// ConnectionStatusCard: the badge, what is connected, and the buttons that change it.
import { useState } from 'preact/hooks';
import { post } from '../../api/client';
import { paths } from '../../api/paths';
import { invalidate } from '../../api/query';
import type { MetaDisconnected, MetaStatus } from '../../api/types';
import { useT } from '../../app/i18n';
import { HealthNotice, TokenBadge } from '../../app/token';
import { toast } from '../../app/toasts';
import { Avatar } from '../../ui/avatar';
import { Button } from '../../ui/button';
import { Confirm } from '../../ui/confirm';
import { Icon } from '../../ui/icon';
import { Notice } from '../../ui/notice';

interface CardProps {
  status: MetaStatus;
  connect: { busy: boolean; start: () => void };
}

export function ConnectionStatusCard({ status, connect }: CardProps) {
  const { t } = useT();
  const connected = status.status === 'connected';
  const ailing = connected && status.token != null && status.token.state !== 'connected';
  return (
    <section class="card social-card" aria-labelledby="connection-title">
      <div class="social-head">
        <h2 id="connection-title">{t.social.card}</h2>
        {ailing ? (
          <TokenBadge health={status.token} />
        ) : (
          <span class={`badge${connected ? ' good' : ''}`} role="status">
            <i class="badge-dot" aria-hidden="true" />
            {connected ? t.social.connected : t.social.notConnected}
          </span>
        )}
      </div>
      {connected ? (
        <Connected status={status} connect={connect} />
      ) : (
        <NotConnected connect={connect} />
      )}
    </section>
  );
}

function NotConnected({ connect }: Pick<CardProps, 'connect'>) {
  const { t } = useT();
  return (
    <div class="social-intro">
      <h3>{t.social.introTitle}</h3>
      <p>{t.social.introText}</p>
      <ol class="steps">
        {t.social.steps.map((step, i) => (
          <li key={step}>
            <i aria-hidden="true">{i + 1}</i>
            {step}
          </li>
        ))}
      </ol>
      <Button tone="primary" icon="link" busy={connect.busy} onClick={connect.start}>
        {connect.busy ? t.social.connecting : t.social.connect}
      </Button>
    </div>
  );
}

function Connected({ status, connect }: CardProps) {
  const { t, f } = useT();
  const [asking, setAsking] = useState(false);
  const page = status.page_name ?? '';
  const missing = status.token?.missing_permissions ?? [];
  const moment = (time: string | null | undefined) =>
    time ? `${f.date(time)}, ${f.time(time)} ${t.common.wib}` : null;

  const disconnect = async () => {
    const done = await post<MetaDisconnected>(paths.metaDisconnect);
    const revoked = done.revoked_at_meta !== false;
    const text = revoked ? t.social.disconnectedText : t.social.notRevoked;
    toast('good', t.social.disconnected, text);
    invalidate(paths.metaStatus, paths.accounts, paths.socialAccounts);
  };

  return (
    <>
      {status.token ? (
        <HealthNotice health={status.token} reconnect={connect} />
      ) : (
        status.token_valid === false && (
          <Notice tone="bad" {...t.errors.codes.token_expired}>
            <Button tone="primary" busy={connect.busy} onClick={connect.start}>
              {t.social.reconnect}
            </Button>
          </Notice>
        )
      )}
      <div class="social-page">
        <Avatar
          src={status.page_picture_url ?? status.profile_picture_url}
          name={page}
          size="large"
        />
        <div class="social-names">
          <strong>{page}</strong>
          {status.instagram_username && (
            <span>
              <Icon name="instagram" size={14} /> @{status.instagram_username}
            </span>
          )}
        </div>
      </div>
      <dl class="facts">
        <Fact label={t.social.pageId} value={status.facebook_page_id} copy />
        <Fact label={t.social.instagramId} value={status.instagram_business_account_id} copy />
        <Fact label={t.social.connection} value={status.connection_id} copy />
        <Fact label={t.social.since} value={moment(status.connected_at)} />
        {status.expires_at && <Fact label={t.social.expires} value={moment(status.expires_at)} />}
        {status.token?.data_access_expires_at && (
          <Fact label={t.social.dataAccess} value={moment(status.token.data_access_expires_at)} />
        )}
        {(status.token?.checked_at ?? status.token_last_checked_at) && (
          <Fact
            label={t.social.checked}
            value={moment(status.token?.checked_at ?? status.token_last_checked_at)}
          />
        )}
      </dl>
      {status.scopes_granted && status.scopes_granted.length > 0 && (
        <div class="scopes">
          <h3>{t.social.scopes}</h3>
          <ul>
            {status.scopes_granted.map((scope) => (
              <li key={scope}>{scope}</li>
            ))}
            {missing.map((scope) => (
              <li key={scope} class="missing">
                <Icon name="alert" size={12} />
                <span class="unseen">{t.social.scopeMissing} </span>
                {scope}
              </li>
            ))}
          </ul>
        </div>
      )}
      <div class="social-foot">
        <Button icon="refresh" busy={connect.busy} onClick={connect.start}>
          {t.social.reconnect}
        </Button>
        <Button icon="unlink" onClick={() => setAsking(true)}>
          {t.social.disconnect}
        </Button>
      </div>
      {asking && (
        <Confirm
          title={t.social.disconnectTitle}
          text={t.social.disconnectText(page)}
          yes={t.social.disconnectYes}
          action={disconnect}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}

interface FactProps {
  label: string;
  value: string | null | undefined;
  copy?: boolean;
}

function Fact({ label, value, copy = false }: FactProps) {
  const { t } = useT();
  const copyValue = async () => {
    try {
      await navigator.clipboard.writeText(value!);
      toast('good', t.social.copied, value!);
    } catch {
      toast('bad', t.social.copyFailed, value!);
    }
  };
  return (
    <div class="fact">
      <dt>{label}</dt>
      <dd>
        <span class="number">{value ?? t.common.unknown}</span>
        {copy && value && (
          <button
            type="button"
            class="icon-button small"
            aria-label={t.social.copy(label)}
            onClick={copyValue}
          >
            <Icon name="copy" size={14} />
          </button>
        )}
      </dd>
    </div>
  );
}
