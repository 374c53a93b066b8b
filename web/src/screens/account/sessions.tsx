import { useState } from 'preact/hooks';
import { remove } from '../../api/client';
import { paths } from '../../api/paths';
import type { Session } from '../../api/types';
import { invalidate, useGet } from '../../api/query';
import { errorText } from '../../app/errors';
import { useT } from '../../app/i18n';
import { toast } from '../../app/toasts';
import { deviceName } from '../../lib/device';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { Failed, Skeleton } from '../../ui/states';
import { Part } from './part';

const SHOWN = 5;

/** This device first, then as they were used. */
const inOrder = (sessions: Session[]): Session[] =>
  [...sessions].sort(
    (a, b) =>
      Number(b.is_this) - Number(a.is_this) || (b.seen_at ?? '').localeCompare(a.seen_at ?? ''),
  );

export function SessionsCard() {
  const { t } = useT();
  const [all, setAll] = useState(false);
  const { data, error, reload } = useGet<Session[]>(paths.sessions);
  return (
    <Part id="sessions" title={t.account.sessions} lead={t.account.sessionsLead}>
      {error && <Failed error={error} onRetry={reload} />}
      {!data && !error && <Skeleton lines={3} />}
      {data && (
        <ul class="session-list">
          {inOrder(data)
            .slice(0, all ? data.length : SHOWN)
            .map((item) => (
              <SessionRow key={item.id} session={item} />
            ))}
        </ul>
      )}
      {data && data.length > SHOWN && !all && (
        <Button onClick={() => setAll(true)}>{t.post.more(data.length - SHOWN)}</Button>
      )}
    </Part>
  );
}

function SessionRow({ session }: { session: Session }) {
  const { t, f } = useT();
  const [busy, setBusy] = useState(false);
  const name = deviceName(session.user_agent) || t.account.unknownDevice;
  const end = () => {
    setBusy(true);
    remove(paths.session(session.id))
      .then(
        () => {
          toast('good', t.account.ended);
          invalidate(paths.sessions);
        },
        (error: unknown) => toast('bad', errorText(t, error).message),
      )
      .finally(() => setBusy(false));
  };
  return (
    <li>
      <Icon name="globe" size={18} />
      <span class="rival-names">
        <strong>{name}</strong>
        <small>
          {[session.address, session.seen_at && t.account.seen(f.moment(session.seen_at))]
            .filter(Boolean)
            .join(' · ')}
        </small>
      </span>
      {session.is_this ? (
        <span class="badge good">{t.account.thisDevice}</span>
      ) : (
        <Button busy={busy} label={t.account.endOf(name)} onClick={end}>
          {t.account.end}
        </Button>
      )}
    </li>
  );
}
