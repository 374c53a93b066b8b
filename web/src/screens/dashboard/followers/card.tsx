// The frame of a card about followers: title, explanation, tips; and its states.
import type { ComponentChildren } from 'preact';
import type { Loaded } from '../../../api/query';
import { useT } from '../../../app/i18n';
import { Help } from '../../../ui/help';
import { Empty, Failed, Skeleton } from '../../../ui/states';
import { Tips, type TipsAbout } from '../tips';

interface CardProps {
  title: string;
  lead: string;
  help: string;
  tips?: TipsAbout;
  /** What the card is drawn from. */
  lists: Loaded<unknown[]>[];
  class?: string;
  children: ComponentChildren;
}

export function FollowersCard({
  title,
  lead,
  help,
  tips,
  lists,
  class: extra,
  children,
}: CardProps) {
  const { t } = useT();
  const failed = lists.find((list) => list.error);
  const pending = lists.some((list) => list.pending);
  const empty = lists.every((list) => list.data?.length === 0);
  return (
    <section class={`card chart-card followers-card ${extra ?? ''}`} aria-label={title}>
      <div class="chart-head">
        <h3>{title}</h3>
        <Help about={title} text={help} />
        {tips && <Tips about={tips} />}
      </div>
      <p class="followers-lead">{lead}</p>
      {failed ? (
        <Failed
          error={failed.error!}
          onRetry={() => lists.filter((list) => list.error).forEach((list) => list.reload())}
        />
      ) : pending ? (
        <div role="status" aria-label={t.common.loading}>
          <Skeleton class="chart-skeleton" />
        </div>
      ) : empty ? (
        <Empty icon="users" title={t.followers.empty} text={t.followers.emptyHint} />
      ) : (
        children
      )}
    </section>
  );
}
