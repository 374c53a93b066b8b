// How many more Instagram accounts the plan allows.
import { paths } from '../../api/paths';
import { useGet } from '../../api/query';
import type { SubscriptionGroup, User } from '../../api/types';
import { useT } from '../../app/i18n';
import { isAdmin, session } from '../../app/session';
import { useStore } from '../../app/store';

const activeGroup = (user: User): number | null =>
  user.subscriptions?.find((item) => item.status === 'active' || item.status === 'trialing')?.group
    ?.id ?? null;

/** null: no limit. undefined: not known, so nothing is said; the server checks in any case. */
export function useQuota(): number | null | undefined {
  const current = useStore(session);
  const user = current.state === 'in' ? current.user : null;
  const group = user && !isAdmin(user) ? activeGroup(user) : null;
  const groups = useGet<SubscriptionGroup[]>(group === null ? null : paths.subscriptionGroups);
  if (user && isAdmin(user)) return null;
  const limit = groups.data?.find((row) => row.group === group)?.limit_ig_account;
  return limit === null ? null : limit;
}

export function Quota({ left, known }: { left: number | null; known: boolean }) {
  const { t } = useT();
  if (!known) return null;
  const used = left !== null && left <= 0;
  return (
    <p class={`quota${used ? ' used' : ''}`}>
      {t.manage.quota} <strong>{left === null ? t.manage.unlimited : Math.max(0, left)}</strong>
    </p>
  );
}
