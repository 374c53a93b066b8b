// Something to be copied as it is: an address, a secret.
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { toast } from '../../app/toasts';
import { useWords } from '../../publish/texts';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';

interface CopyProps {
  label: string;
  value: string;
  hint?: string;
  words: { copy: string; copied: string; copyFailed: string };
  children?: ComponentChildren;
}

export function CopyField({ label, value, hint, words, children }: CopyProps) {
  const id = useId();
  const take = () =>
    // The clipboard is there on https and on this machine only.
    Promise.resolve(
      navigator.clipboard?.writeText(value) ?? Promise.reject(new Error('none')),
    ).then(
      () => toast('good', words.copied),
      () => {
        document.querySelector<HTMLInputElement>(`#${CSS.escape(id)}`)?.select();
        toast('bad', words.copyFailed);
      },
    );
  return (
    <div class="field copy-field">
      <label for={id}>{label}</label>
      <div class="copy-line">
        <div class="field-box">
          <input id={id} type="text" readOnly value={value} spellcheck={false} />
        </div>
        <Button icon="copy" onClick={() => void take()}>
          {words.copy}
        </Button>
        {children}
      </div>
      {hint && <p class="field-note">{hint}</p>}
    </div>
  );
}

interface DialogProps extends Pick<CopyProps, 'value' | 'words'> {
  title: string;
  text: string;
  onClose: () => void;
}

/** For what is shown once. */
export function CopyDialog({ title, text, value, words, onClose }: DialogProps) {
  const w = useWords();
  return (
    <Dialog
      title={title}
      onClose={onClose}
      footer={
        <Button tone="primary" onClick={onClose}>
          {w.hooks.done}
        </Button>
      }
    >
      <p>{text}</p>
      <CopyField label={title} value={value} words={words} />
    </Dialog>
  );
}
