// "Hubungkan sekarang?": one fetch per chosen account, all at once, each with its own outcome and
// its own second chance.
import { useState } from 'preact/hooks';
import { post } from '../../api/client';
import { paths } from '../../api/paths';
import { invalidate } from '../../api/query';
import type { Account } from '../../api/types';
import { errorText, lineOf } from '../../app/errors';
import { useT } from '../../app/i18n';
import { places } from '../../app/places';
import { go } from '../../app/router';
import { toast } from '../../app/toasts';
import { Avatar } from '../../ui/avatar';
import { Button, Spinner } from '../../ui/button';
import { Dialog, DialogActions } from '../../ui/dialog';
import { Icon } from '../../ui/icon';
import type { Candidate } from '.';
import { useProgress } from './progress';

type Progress = { state: 'waiting' | 'running' | 'done' } | { state: 'failed'; reason: string };

const WAITING: Progress = { state: 'waiting' };

interface DialogProps {
  candidates: Candidate[];
  onClose: () => void;
  /** At least one account was connected. */
  onDone: () => void;
}

export function ConnectDialog({ candidates, onClose, onDone }: DialogProps) {
  const { t } = useT();
  const [progress, setProgress] = useState<Record<string, Progress>>({});
  const of = (candidate: Candidate): Progress => progress[candidate.id] ?? WAITING;
  const states = candidates.map((candidate) => of(candidate).state);
  const running = states.includes('running');
  const started = states.some((state) => state !== 'waiting');
  const connectedAny = states.includes('done');
  const connectedAll = states.every((state) => state === 'done');

  const set = (candidate: Candidate, next: Progress) =>
    setProgress((now) => ({ ...now, [candidate.id]: next }));

  const connect = async (candidate: Candidate) => {
    set(candidate, { state: 'running' });
    try {
      // A first fetch reads a year of posts; the server answers when it is done.
      await post<Account>(paths.fetchInstagram(candidate.id), {
        body: { id: candidate.socialId },
        timeoutMs: 0,
      });
      set(candidate, { state: 'done' });
      // Now, not when the dialog is closed: nobody has to close it.
      invalidate(paths.accounts, paths.socialAccounts);
      toast('good', t.manage.connected, t.manage.connectedText(candidate.username));
    } catch (error) {
      const problem = errorText(t, error);
      set(candidate, { state: 'failed', reason: lineOf(problem) });
      toast('bad', t.manage.connectFailed, problem.message);
    }
  };

  const start = () => void Promise.all(candidates.map(connect));

  const finish = () => {
    if (connectedAny) onDone();
    onClose();
    if (connectedAny) go(places.home);
  };

  return (
    <Dialog
      title={connectedAll ? t.manage.connected : t.manage.confirmTitle}
      onClose={finish}
      locked={running}
      footer={
        started ? (
          <Button tone="primary" busy={running} onClick={finish}>
            {t.manage.done}
          </Button>
        ) : (
          <DialogActions onCancel={onClose} cancel={t.manage.change} onClick={start}>
            {t.manage.confirmYes}
          </DialogActions>
        )
      }
    >
      {!connectedAll && (
        <p aria-live="polite">
          {running ? t.manage.working : t.manage.confirmText(candidates.length)}
          {running && <small class="hint"> {t.manage.workingHint}</small>}
        </p>
      )}
      <ul class="connect-list">
        {candidates.map((candidate) => (
          <Row
            key={candidate.id}
            candidate={candidate}
            progress={of(candidate)}
            onRetry={() => void connect(candidate)}
          />
        ))}
      </ul>
    </Dialog>
  );
}

interface RowProps {
  candidate: Candidate;
  progress: Progress;
  onRetry: () => void;
}

function Row({ candidate, progress, onRetry }: RowProps) {
  const { t, lang } = useT();
  const { state } = progress;
  const sync = useProgress(candidate.id, state === 'running');
  const counted = sync !== null && sync.total > 0;
  // The server words its progress in Indonesian; the count says it in any language.
  const words = lang === 'id' ? sync?.message : null;
  const doing = counted ? (words ?? t.manage.step(sync.done, sync.total)) : null;
  return (
    <li class={`connect-row ${state}`}>
      <Avatar src={candidate.profile_picture_url} name={candidate.name} />
      <span class="instagram-names">
        <strong>{candidate.name}</strong>
        <small>
          {state === 'waiting' ? `@${candidate.username}` : (doing ?? t.manage.state[state])}
        </small>
        {state === 'running' && counted && (
          <progress max={sync.total} value={sync.done} aria-label={t.manage.state.running} />
        )}
        {progress.state === 'failed' && <small class="reason">{progress.reason}</small>}
      </span>
      {state === 'running' && <Spinner />}
      {state === 'done' && <Icon name="check" size={18} />}
      {state === 'failed' && (
        <Button
          icon="refresh"
          label={t.manage.retryOf(`@${candidate.username}`)}
          onClick={onRetry}
        />
      )}
    </li>
  );
}
