// Tab Statistik, "Performa Akun": four figures that drive the big chart, then the engagement rate,
// the followers, and the engagement in three lanes.
import type { UserData } from '../../../api/types';
import type { Loaded } from '../../../api/query';
import { useT } from '../../../app/i18n';
import type { Day } from '../../../lib/dates';
import { bounds, type Window } from '../../../lib/window';
import { useStatsData } from './data';
import { EngagementCard, FollowersCard, RateCard } from './line-cards';
import { Overview } from './overview';

interface StatsProps {
  id: string;
  window: Window;
  today: Day;
  userData: Loaded<UserData[]>;
}

export function Stats({ id, window, today, userData }: StatsProps) {
  const { t, f } = useT();
  const data = useStatsData(id, window);
  const span = bounds(window, today);
  const shared = { data, userData, span };
  return (
    <>
      <h2 class="section-title">
        {t.stats.title} <span>({f.range(span.start, span.end)})</span>
      </h2>
      <Overview id={id} window={window} today={today} {...shared} />
      <div class="card-grid">
        <RateCard {...shared} />
        <FollowersCard {...shared} />
        <EngagementCard {...shared} />
      </div>
    </>
  );
}
