// Something to be copied as it is: an address, a secret.
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { toast } from '../../app/toasts';
import { Button } from '../../ui/button';

interface CopyProps {
  label: string;
  value: string;
  hint?: string;
  copy: string;
  copied: string;
  failed: string;
  children?: ComponentChildren;
}

export function CopyField({ label, value, hint, copy, copied, failed, children }: CopyProps) {
  const id = useId();
  const take = () =>
    // The clipboard is there on https and on this machine only.
    Promise.resolve(
      navigator.clipboard?.writeText(value) ?? Promise.reject(new Error('none')),
    ).then(
      () => toast('good', copied),
      () => {
        document.querySelector<HTMLInputElement>(`#${CSS.escape(id)}`)?.select();
        toast('bad', failed);
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
          {copy}
        </Button>
        {children}
      </div>
      {hint && <p class="field-note">{hint}</p>}
    </div>
  );
}
