// Pages of admins; the server refuses everybody else anyway.
import type { ComponentChildren } from 'preact';
import { useT } from './speech';
import { isAdmin, useUser } from '../../app/session';
import { Empty } from '../../ui/states';

export function AdminOnly({ children }: { children: ComponentChildren }) {
  const { t } = useT();
  const user = useUser();
  if (user && !isAdmin(user)) {
    return <Empty icon="lock" title={t.admin.denied} text={t.admin.deniedText} page alone />;
  }
  return <>{children}</>;
}
