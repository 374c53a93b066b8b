// A modal on the native <dialog>: the browser keeps the focus inside, makes the page behind
// inert and gives the focus back. Rendering it opens it; unmounting closes it.
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { useT } from '../app/i18n';
import { Button } from './button';
import { Icon, type IconName } from './icon';

interface DialogProps {
  title: string;
  onClose: () => void;
  /** While work is running the dialog cannot be dismissed. */
  locked?: boolean;
  footer?: ComponentChildren;
  children: ComponentChildren;
  class?: string;
}

export function Dialog({
  title,
  onClose,
  locked = false,
  footer,
  children,
  class: extra,
}: DialogProps) {
  const { t } = useT();
  const id = `dialog-${useId()}`;
  const element = useRef<HTMLDialogElement>(null);

  useEffect(() => {
    const dialog = element.current!;
    const opener = document.activeElement as HTMLElement | null;
    if (!dialog.open) dialog.showModal();
    return () => {
      dialog.close();
      if (opener?.isConnected) opener.focus();
    };
  }, []);

  const onCancel = (event: Event) => {
    event.preventDefault();
    if (!locked) onClose();
  };
  const onPointerDown = (event: PointerEvent) => {
    if (event.target === element.current && !locked) onClose();
  };

  return (
    <dialog
      ref={element}
      class={`dialog ${extra ?? ''}`}
      aria-labelledby={id}
      onCancel={onCancel}
      onPointerDown={onPointerDown}
    >
      <div class="dialog-box">
        <header class="dialog-head">
          {/* Opening puts the focus on the title: it is read first, and no button lights up. */}
          <h2 id={id} tabIndex={-1} autofocus>
            {title}
          </h2>
          {!locked && (
            <button type="button" class="icon-button" aria-label={t.common.close} onClick={onClose}>
              <Icon name="close" />
            </button>
          )}
        </header>
        <div class="dialog-body">{children}</div>
        {footer && <footer class="dialog-foot">{footer}</footer>}
      </div>
    </dialog>
  );
}

interface ActionsProps {
  onCancel: () => void;
  /** Where letting it be has words of its own. */
  cancel?: string | undefined;
  /** While it is being done there is no way back, and it is not done twice. */
  busy?: boolean;
  tone?: 'primary' | 'danger';
  icon?: IconName;
  /** The id of the form that is sent. */
  form?: string;
  disabled?: boolean;
  onClick?: () => void;
  children: ComponentChildren;
}

/** The foot of a dialog that asks: let it be, or do it. */
export function DialogActions(props: ActionsProps) {
  const { onCancel, cancel, tone = 'primary', children, ...action } = props;
  const { t } = useT();
  return (
    <>
      <Button onClick={onCancel} disabled={action.busy}>
        {cancel ?? t.common.cancel}
      </Button>
      <Button type={action.form ? 'submit' : 'button'} tone={tone} {...action}>
        {children}
      </Button>
    </>
  );
}
