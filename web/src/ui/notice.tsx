// A message in the flow of the page: what happened and what to do about it.
import type { ComponentChildren } from 'preact';
import { Icon } from './icon';

interface NoticeProps {
  tone: 'bad' | 'info' | 'warn';
  title?: string | undefined;
  message: string;
  action?: string;
  code?: string;
  children?: ComponentChildren;
}

export function Notice({ tone, title, message, action, code, children }: NoticeProps) {
  return (
    <div class={`notice ${tone}`} role={tone === 'bad' ? 'alert' : 'status'}>
      <Icon name={tone === 'info' ? 'info' : 'alert'} size={18} />
      <div class="notice-text">
        {title && <strong>{title}</strong>}
        <p>{message}</p>
        {action && <p class="notice-action">{action}</p>}
        {code && <p class="notice-code">{code}</p>}
      </div>
      {children && <div class="notice-buttons">{children}</div>}
    </div>
  );
}
