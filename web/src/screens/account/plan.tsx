import type { User } from '../../api/types';
import { useT } from '../../app/i18n';
import { abilitiesOf, activeSubscription, isAdmin } from '../../lib/abilities';
import { Part } from './part';

export function PlanCard({ user }: { user: User }) {
  const { t, f } = useT();
  const subscription = activeSubscription(user) ?? user.subscriptions?.[0] ?? null;
  const abilities = abilitiesOf(user);
  const { limits } = user;
  const count = (limit: number | null | undefined) =>
    limit === null || limit === undefined ? t.account.unlimited : f.whole(limit);
  const yes = (allowed: boolean) => (allowed ? t.account.yes : t.account.no);
  const frames = abilities.frames.map((days) => t.common.days(days)).join(', ');
  const rows: [string, string][] = [
    [t.account.limits.accounts, count(isAdmin(user) ? null : limits?.limit_ig_account)],
    [t.account.limits.rivals, count(abilities.rivals)],
    [t.account.limits.frames, abilities.range ? t.account.anyRange : frames],
    [t.account.limits.download, yes(abilities.download)],
    [t.account.limits.post, yes(abilities.post)],
  ];
  return (
    <Part id="plan" title={t.account.plan}>
      <p class="part-fact">
        <strong>
          {subscription?.plan?.name ?? subscription?.group?.name ?? t.account.planNone}
        </strong>
        {subscription && (
          <span class={`badge${/active|trialing/.test(subscription.status) ? ' good' : ''}`}>
            {t.account.planStatus[subscription.status]}
          </span>
        )}
        <span>
          {subscription?.period_end
            ? t.account.planUntil(f.date(subscription.period_end))
            : !subscription && t.account.planNoneText}
        </span>
      </p>
      <dl class="plan-limits">
        {rows.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {!isAdmin(user) && <p class="field-note">{t.account.upgradeText}</p>}
    </Part>
  );
}
