// The three states every panel must be able to show besides its content.
import type { ComponentChildren } from 'preact';
import type { ApiError } from '../api/error';
import { errorText } from '../app/errors';
import { useT } from '../app/i18n';
import { Button, Spinner } from './button';
import { Icon, type IconName } from './icon';

/** Grey bars in the shape of what is coming; announced once as "loading". */
export function Skeleton({ class: extra = '', lines = 1 }: { class?: string; lines?: number }) {
  return (
    <span class={`skeleton-group ${extra}`} aria-hidden="true">
      {Array.from({ length: lines }, (_, i) => (
        <i key={i} class="skeleton" />
      ))}
    </span>
  );
}

export function PageLoading({ text }: { text?: string }) {
  const { t } = useT();
  return (
    <div class="page-loading" role="status">
      <Spinner />
      <span>{text ?? t.common.loading}</span>
    </div>
  );
}

export function Failed({ error, onRetry }: { error: ApiError; onRetry: () => void }) {
  const { t } = useT();
  const { message, action } = errorText(t, error);
  return (
    <div class="state" role="alert">
      <Icon name="alert" size={20} />
      <strong>{t.errors.panel}</strong>
      <p>
        {message} {action}
      </p>
      <Button icon="refresh" onClick={onRetry}>
        {t.common.retry}
      </Button>
    </div>
  );
}

interface EmptyProps {
  icon: IconName;
  title: string;
  text: string;
  children?: ComponentChildren;
  /** The heading of a whole page rather than of a panel. */
  page?: boolean;
  /** Nothing else on the page has a heading of the first level. */
  alone?: boolean;
}

export function Empty({ icon, title, text, children, page = false, alone = false }: EmptyProps) {
  const Heading = alone ? 'h1' : page ? 'h2' : 'strong';
  return (
    <div class={`state${page ? ' page' : ''}`}>
      <span class="state-icon">
        <Icon name={icon} size={page ? 26 : 20} />
      </span>
      <Heading>{title}</Heading>
      <p>{text}</p>
      {children && <div class="state-buttons">{children}</div>}
    </div>
  );
}
