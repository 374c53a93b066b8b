import { useRef, useState } from 'preact/hooks';
import { post } from '../../../api/client';
import { paths } from '../../../api/paths';
import { invalidate } from '../../../api/query';
import type { Account, CompetitorAccount } from '../../../api/types';
import { useT, type Speech } from '../../../app/i18n';
import { useSending } from '../../../app/sending';
import { toast } from '../../../app/toasts';
import { Dialog, DialogActions } from '../../../ui/dialog';
import { Field } from '../../../ui/field';
import { Notice } from '../../../ui/notice';

/** People paste addresses and at-signs; the name is what counts. */
export const usernameIn = (text: string): string =>
  text
    .trim()
    .replace(/^(https?:\/\/)?(www\.)?instagram\.com\//i, '')
    .replace(/^@/, '')
    .replace(/[/?].*$/, '')
    .toLowerCase();

const USERNAME = /^[a-z0-9._]{1,30}$/;

/** Why this name cannot be added, if so. */
export function usernameProblem(
  { t }: Pick<Speech, 't'>,
  username: string,
  own: string,
  others: string[],
): string | undefined {
  if (!username) return t.rivals.usernameMissing;
  if (!USERNAME.test(username)) return t.rivals.usernameInvalid;
  if (username === own.toLowerCase()) return t.rivals.usernameOwn;
  if (others.includes(username)) return t.rivals.usernameTwice;
  return undefined;
}

/** The first collection of a competitor reads its posts; it may take a while. */
export const addRival = (accountId: string, username: string) =>
  post<CompetitorAccount>(paths.rivals(accountId), { body: { username }, timeoutMs: 0 });

interface AddProps {
  account: Account;
  rivals: CompetitorAccount[];
  onClose: () => void;
}

export function AddRival({ account, rivals, onClose }: AddProps) {
  const { t } = useT();
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string>();
  const { busy, failure, setFailure, send } = useSending();
  const input = useRef<HTMLInputElement>(null);

  const submit = (event?: Event) => {
    event?.preventDefault();
    if (busy) return;
    const username = usernameIn(text);
    const taken = rivals.map((rival) => rival.username.toLowerCase());
    const found = usernameProblem({ t }, username, account.username, taken);
    setProblem(found);
    setFailure(null);
    if (found) return input.current?.focus();
    void send(async () => {
      const added = await addRival(account.id, username);
      toast('good', t.rivals.added, t.rivals.addedText(added.username));
      invalidate(paths.rivals(account.id));
      onClose();
    });
  };

  return (
    <Dialog
      title={t.rivals.addTitle}
      onClose={onClose}
      locked={busy}
      class="narrow"
      footer={
        <DialogActions
          onCancel={onClose}
          cancel={t.rivals.cancel}
          busy={busy}
          onClick={() => submit()}
        >
          {busy ? t.rivals.addBusy : t.rivals.addSubmit}
        </DialogActions>
      }
    >
      <form class="stack" onSubmit={submit} noValidate>
        <p>{t.rivals.addText}</p>
        {failure && <Notice tone="bad" title={t.rivals.addFailed} {...failure} />}
        <Field
          label={t.rivals.addLabel}
          name="username"
          type="text"
          autocomplete="off"
          hint={t.rivals.addHint}
          value={text}
          onInput={setText}
          error={problem}
          disabled={busy}
          inputRef={input}
        />
      </form>
    </Dialog>
  );
}
