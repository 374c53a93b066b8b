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

export function SessionsCard() {
  const { t } = useT();
  const { data, error, reload } = useGet<Session[]>(paths.sessions);
  return (
    <Part id="sessions" title={t.account.sessions} lead={t.account.sessionsLead}>
      {error && <Failed error={error} onRetry={reload} />}
      {!data && !error && <Skeleton lines={3} />}
      {data && (
        <ul class="session-list">
          {data.map((item) => (
            <SessionRow key={item.id} session={item} />
          ))}
        </ul>
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
