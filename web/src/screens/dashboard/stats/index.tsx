// Tab Statistik. "Performa Akun": four figures that drive the big chart, then the engagement rate,
// the followers, the engagement in three lanes, the sentiment and the ranking of one's accounts; "Followers" below it.
import { useState } from 'preact/hooks';
import type { UserData } from '../../../api/types';
import type { Loaded } from '../../../api/query';
import { useT } from '../../../app/i18n';
import type { Day } from '../../../lib/dates';
import { bounds, type Window } from '../../../lib/window';
import { Icon } from '../../../ui/icon';
import { Followers } from '../followers';
import { useStatsData } from './data';
import { EngagementCard, FollowersCard, RateCard } from './line-cards';
import { Overview } from './overview';
import { RankingCard } from './ranking-card';
import { SentimentCard } from './sentiment-card';

interface StatsProps {
  id: string;
  window: Window;
  today: Day;
  userData: Loaded<UserData[]>;
}

const PARTS = ['all', 'performance', 'followers'] as const;
type Part = (typeof PARTS)[number];

export function Stats(props: StatsProps) {
  const { t } = useT();
  const [part, setPart] = useState<Part>('all');
  const { id, window, today } = props;
  return (
    <>
      <label class="select stats-parts">
        <span>{t.stats.show}</span>
        <select value={part} onChange={(event) => setPart(event.currentTarget.value as Part)}>
          {PARTS.map((key) => (
            <option key={key} value={key}>
              {t.stats.parts[key]}
            </option>
          ))}
        </select>
        <Icon name="chevronDown" size={15} />
      </label>
      {part !== 'followers' && <PerformancePart {...props} />}
      {part !== 'performance' && <Followers id={id} window={window} span={bounds(window, today)} />}
    </>
  );
}

function PerformancePart({ id, window, today, userData }: StatsProps) {
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
        <SentimentCard id={id} window={window} span={span} />
        <RankingCard accountId={id} />
      </div>
    </>
  );
}
