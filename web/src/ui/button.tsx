import type { ComponentChildren, Ref } from 'preact';
import { Icon, type IconName } from './icon';

interface ButtonProps {
  children?: ComponentChildren;
  icon?: IconName | undefined;
  tone?: 'plain' | 'primary' | 'danger' | 'quiet';
  type?: 'button' | 'submit';
  /** The id of the form this button sends, when it stands outside of it. */
  form?: string;
  disabled?: boolean;
  /** Shows a spinner and refuses clicks, but keeps the focus where it is. */
  busy?: boolean;
  onClick?: () => void;
  class?: string;
  label?: string;
  pressed?: boolean;
  expanded?: boolean;
  controls?: string;
  buttonRef?: Ref<HTMLButtonElement>;
}

export function Button(props: ButtonProps) {
  const { tone = 'plain', busy = false, icon, children } = props;
  const click = () => {
    if (!busy) props.onClick?.();
  };
  return (
    <button
      type={props.type ?? 'button'}
      form={props.form}
      class={`btn ${tone}${children ? '' : ' square'} ${props.class ?? ''}`}
      disabled={props.disabled}
      aria-disabled={busy || undefined}
      aria-label={props.label}
      aria-pressed={props.pressed}
      aria-expanded={props.expanded}
      aria-controls={props.controls}
      title={children ? undefined : props.label}
      onClick={click}
      ref={props.buttonRef}
    >
      {busy ? <Spinner /> : icon && <Icon name={icon} size={16} />}
      {children && <span>{children}</span>}
    </button>
  );
}

/** A link that looks like a button: it leads somewhere, it does not do something. */
export function LinkButton(props: {
  href: string;
  children?: ComponentChildren;
  icon?: IconName;
  tone?: 'plain' | 'primary';
  label?: string;
}) {
  const { tone = 'plain', children, icon, label } = props;
  return (
    <a
      class={`btn ${tone}${children ? '' : ' square'}`}
      href={props.href}
      aria-label={label}
      title={children ? undefined : label}
    >
      {icon && <Icon name={icon} size={16} />}
      {children && <span>{children}</span>}
    </a>
  );
}

export const Spinner = () => <i class="spinner" aria-hidden="true" />;
