// The first visit without competitors: three names, each checked before it is added.
import { useState } from 'preact/hooks';
import { get } from '../../../api/client';
import { ApiError } from '../../../api/error';
import { paths } from '../../../api/paths';
import { invalidate } from '../../../api/query';
import type { Account, PublicProfile } from '../../../api/types';
import { errorText } from '../../../app/errors';
import { useT } from '../../../app/i18n';
import { toast } from '../../../app/toasts';
import { Button } from '../../../ui/button';
import { Dialog, DialogActions } from '../../../ui/dialog';
import { Field } from '../../../ui/field';
import { Icon } from '../../../ui/icon';
import { addRival, usernameIn, usernameProblem } from './add-rival';

const ASKED = 3;

interface Entry {
  text: string;
  state: 'open' | 'checking' | 'valid' | 'invalid';
  note: string;
}

const EMPTY: Entry = { text: '', state: 'open', note: '' };

interface FirstTimeProps {
  account: Account;
  limit: number | null;
  onClose: () => void;
}

export function FirstTime({ account, limit, onClose }: FirstTimeProps) {
  const { t } = useT();
  const count = Math.min(ASKED, limit ?? ASKED);
  const [entries, setEntries] = useState<Entry[]>(Array.from({ length: count }, () => EMPTY));
  const [busy, setBusy] = useState(false);
  const valid = entries.filter((entry) => entry.state === 'valid');

  const set = (at: number, entry: Partial<Entry>) =>
    setEntries((now) => now.map((item, i) => (i === at ? { ...item, ...entry } : item)));

  const check = async (at: number) => {
    const username = usernameIn(entries[at]!.text);
    const others = entries.filter((_, i) => i !== at).map((entry) => usernameIn(entry.text));
    const problem = usernameProblem({ t }, username, account.username, others);
    if (problem) return set(at, { state: 'invalid', note: problem });
    set(at, { state: 'checking', note: '' });
    try {
      const found = await get<PublicProfile>(paths.publicProfile(username));
      set(at, { state: 'valid', note: t.rivals.valid(found.name || found.username) });
    } catch (error) {
      const missing = error instanceof ApiError && error.status >= 400 && error.status < 500;
      const note = missing ? t.rivals.notFound : errorText(t, error).message;
      set(at, { state: 'invalid', note });
    }
  };

  const submit = async () => {
    setBusy(true);
    let failed = false;
    // One after the other: the server collects each of them at once.
    for (const [at, entry] of entries.entries()) {
      if (entry.state !== 'valid') continue;
      const username = usernameIn(entry.text);
      try {
        await addRival(account.id, username);
        toast('good', t.rivals.added, t.rivals.addedText(username));
        set(at, EMPTY);
      } catch (error) {
        failed = true;
        set(at, { state: 'invalid', note: errorText(t, error).message });
        toast('bad', t.rivals.addFailed, errorText(t, error).message);
      }
    }
    setBusy(false);
    if (failed) return;
    onClose();
    invalidate(paths.rivals(account.id));
  };

  return (
    <Dialog
      title={t.rivals.firstTitle}
      onClose={onClose}
      locked={busy}
      footer={
        <DialogActions
          onCancel={onClose}
          cancel={t.rivals.skip}
          busy={busy}
          disabled={valid.length === 0}
          onClick={() => void submit()}
        >
          {busy ? t.rivals.addBusy : t.rivals.firstSubmit}
        </DialogActions>
      }
    >
      <p>{t.rivals.firstText}</p>
      {entries.map((entry, at) => (
        <form
          key={at}
          class={`rival-check ${entry.state}`}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void check(at);
          }}
        >
          <Field
            label={t.rivals.firstLabel(at + 1)}
            name={`rival-${at + 1}`}
            type="text"
            autocomplete="off"
            placeholder={t.rivals.firstHint}
            value={entry.text}
            onInput={(text) => set(at, { text, state: 'open', note: '' })}
            error={entry.state === 'invalid' ? entry.note : undefined}
            disabled={busy}
          >
            {entry.state === 'valid' && <Icon name="check" size={18} />}
            {entry.state === 'invalid' && <span class="badge bad">{t.rivals.invalid}</span>}
            <Button
              type="submit"
              tone="quiet"
              busy={entry.state === 'checking'}
              disabled={!entry.text.trim() || entry.state === 'valid' || busy}
              label={t.rivals.checkOf(at + 1)}
            >
              {t.rivals.check}
            </Button>
          </Field>
          <p class="field-note" aria-live="polite">
            {entry.state === 'valid' ? entry.note : ''}
          </p>
        </form>
      ))}
    </Dialog>
  );
}
