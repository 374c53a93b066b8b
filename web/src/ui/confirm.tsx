// "Are you sure?" for things that take something away. Runs the action itself, so that a failure
// keeps the dialog open with its reason.
import { useState } from 'preact/hooks';
import { errorText } from '../app/errors';
import { useT } from '../app/i18n';
import { Dialog, DialogActions } from './dialog';
import { Notice } from './notice';

interface ConfirmProps {
  title: string;
  text: string;
  yes: string;
  no?: string;
  /** What did not happen, above the reason. */
  failed?: string;
  /** Only what takes something away is red. */
  tone?: 'danger' | 'primary';
  action: () => Promise<void>;
  onClose: () => void;
}

export function Confirm(props: ConfirmProps) {
  const { title, text, yes, no, failed, tone = 'danger', action, onClose } = props;
  const { t } = useT();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);

  const run = async () => {
    setBusy(true);
    setError(null);
    try {
      await action();
      onClose();
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  };

  return (
    <Dialog
      title={title}
      onClose={onClose}
      locked={busy}
      class="narrow"
      footer={
        <DialogActions onCancel={onClose} cancel={no} tone={tone} busy={busy} onClick={run}>
          {yes}
        </DialogActions>
      }
    >
      <p>{text}</p>
      {error !== null && <Notice tone="bad" title={failed} {...errorText(t, error)} />}
    </Dialog>
  );
}
