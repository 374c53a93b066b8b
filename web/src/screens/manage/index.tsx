// Kelola Akun: Facebook accounts, the Instagram accounts behind them, and connecting those.
import { useState } from 'preact/hooks';
import { paths } from '../../api/paths';
import { useGet } from '../../api/query';
import type { Account, SocialAccount } from '../../api/types';
import { useFacebookLogin } from '../../app/connect';
import { useT } from '../../app/i18n';
import { places } from '../../app/places';
import { href } from '../../app/router';
import { useTitle } from '../../app/title';
import type { LinkedInstagram } from '../../lib/extra-data';
import { Button, LinkButton } from '../../ui/button';
import { Empty, Failed, PageLoading } from '../../ui/states';
import { ConnectDialog } from './connect-dialog';
import { FacebookSection } from './facebook-section';
import { Quota, useQuota } from './quota';
import { useReauthorization } from './reauthorize';

/** With this many Facebook accounts all are open; with more only the first. */
const OPEN_UP_TO = 3;

/** An Instagram account to connect, and the Facebook account it is reached through. */
export interface Candidate extends LinkedInstagram {
  socialId: number;
}

export function Manage() {
  const { t } = useT();
  useTitle(t.manage.title);
  const socials = useGet<SocialAccount[]>(paths.socialAccounts, { provider: 'facebook' });
  const reconnecting = useReauthorization(socials.data);
  const accounts = useGet<Account[]>(reconnecting ? null : paths.accounts);

  if (socials.error) return <Failed error={socials.error} onRetry={socials.reload} />;
  if (accounts.error) return <Failed error={accounts.error} onRetry={accounts.reload} />;
  if (!socials.data || !accounts.data) {
    return <PageLoading text={reconnecting ? t.manage.reconnecting : undefined} />;
  }
  return <Manager socials={socials.data} accounts={accounts.data} />;
}

function Manager({ socials, accounts }: { socials: SocialAccount[]; accounts: Account[] }) {
  const { t } = useT();
  const facebook = useFacebookLogin();
  const [selected, setSelected] = useState<Candidate[]>([]);
  const [connecting, setConnecting] = useState<Candidate[] | null>(null);
  const limit = useQuota();
  const mine = new Set(accounts.map((account) => account.id));
  // What was chosen and is connected already counts once.
  const taken = new Set([...mine, ...selected.map((candidate) => candidate.id)]);
  const left = typeof limit === 'number' ? limit - taken.size : null;

  const toggle = (candidate: Candidate) =>
    setSelected((now) =>
      now.some((item) => item.id === candidate.id)
        ? now.filter((item) => item.id !== candidate.id)
        : [...now, candidate],
    );

  const login = (
    <Button tone="primary" icon="facebook" busy={facebook.busy} onClick={facebook.start}>
      {facebook.busy ? t.choose.connecting : t.choose.modalConnect}
    </Button>
  );

  return (
    <div class="manage">
      <div class="page-head">
        <div>
          <h1>{t.manage.title}</h1>
          <p class="lead">{t.manage.lead}</p>
        </div>
        <Quota left={left} known={limit !== undefined} />
      </div>
      {socials.length === 0 && (
        <Empty icon="facebook" title={t.manage.emptyTitle} text={t.manage.emptyText} page>
          {login}
        </Empty>
      )}
      {socials.map((social, i) => (
        <FacebookSection
          key={social.id}
          social={social}
          mine={mine}
          selected={selected}
          full={left !== null && left <= 0}
          open={i === 0 || socials.length <= OPEN_UP_TO}
          onToggle={toggle}
        />
      ))}
      {socials.length > 0 && (
        <>
          <p class="manage-another">
            {t.manage.another}{' '}
            <button type="button" class="link" onClick={facebook.start} disabled={facebook.busy}>
              {facebook.busy ? t.choose.connecting : t.manage.anotherLink}
            </button>
          </p>
          <div class="manage-bar card">
            <span aria-live="polite">{t.manage.selected(selected.length)}</span>
            <LinkButton href={href(places.home)}>{t.common.back}</LinkButton>
            <Button
              tone="primary"
              icon="link"
              disabled={selected.length === 0}
              onClick={() => setConnecting(selected)}
            >
              {t.manage.connect}
            </Button>
          </div>
        </>
      )}
      {connecting && (
        <ConnectDialog
          candidates={connecting}
          onClose={() => setConnecting(null)}
          onDone={() => setSelected([])}
        />
      )}
    </div>
  );
}
