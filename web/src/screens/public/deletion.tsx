// The page a person is sent to after asking Facebook to have his data deleted: how far it is.
import { useEffect } from 'preact/hooks';
import { paths } from '../../api/paths';
import { useGet } from '../../api/query';
import type { DataDeletionState } from '../../api/contract';
import { useT } from '../../app/i18n';
import { location } from '../../app/router';
import { useTitle } from '../../app/title';
import { Icon } from '../../ui/icon';
import { Failed, PageLoading } from '../../ui/states';
import { LoginFrame } from '../login/frame';

const LOOK_AGAIN_MS = 3000;

const Fact = ({ label, value }: { label: string; value: string }) => (
  <div class="fact">
    <dt>{label}</dt>
    <dd>{value}</dd>
  </div>
);

function Told({ state, code }: { state: DataDeletionState; code: string }) {
  const { t, f } = useT();
  const done = state.state === 'deleted';
  return (
    <div class="login-form" role="status">
      <span class="state-icon">
        <Icon name={done ? 'check' : 'clock'} size={22} />
      </span>
      <h1>{done ? t.people.deletionDone : t.people.deletionRunning}</h1>
      <p class="lead">{done ? t.people.deletionDoneText : t.people.deletionRunningText}</p>
      <dl class="facts">
        <Fact label={t.people.deletionAsked} value={f.moment(state.requested_at)} />
        {state.deleted_at && (
          <Fact label={t.people.deletionFinished} value={f.moment(state.deleted_at)} />
        )}
        <Fact label={t.people.deletionCode} value={code} />
      </dl>
    </div>
  );
}

export function DataDeletion() {
  const { t } = useT();
  const code = location.get().params.get('code') ?? '';
  const asked = useGet<DataDeletionState>(paths.dataDeletion(code));
  const running = asked.data?.state === 'deleting';
  useTitle(t.people.deletionTitle);

  useEffect(() => {
    if (!running) return;
    const timer = setInterval(asked.reload, LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [running]);

  return (
    <LoginFrame>
      {asked.data ? (
        <Told state={asked.data} code={code} />
      ) : asked.error ? (
        <Failed error={asked.error} onRetry={asked.reload} />
      ) : (
        <PageLoading />
      )}
    </LoginFrame>
  );
}
