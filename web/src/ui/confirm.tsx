// "Are you sure?" for things that take something away. Runs the action itself, so that a failure
// keeps the dialog open with its reason.
import { useSending } from '../app/sending';
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
  const { busy, failure, send } = useSending();
  const run = () =>
    send(async () => {
      await action();
      onClose();
    });

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
      {failure && <Notice tone="bad" title={failed} {...failure} />}
    </Dialog>
  );
}
