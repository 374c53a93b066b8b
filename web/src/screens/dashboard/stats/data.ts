// The calls of the Statistik tab, in the contract's order, plus the lists of the window before for
// the dashed line (asked for only when the chart shows them).
import { paths } from '../../../api/paths';
import { useGet } from '../../../api/query';
import type {
  DailyInsight,
  EngagementDay,
  EngagementSummary,
  ImpressionsSummary,
  ReachSummary,
  UserData,
  UserDataSummary,
} from '../../../api/types';
import type { Day } from '../../../lib/dates';
import { before, rangeQuery, windowQuery, type Window } from '../../../lib/window';

export function useStatsData(id: string, window: Window) {
  const query = windowQuery(window);
  return {
    growth: useGet<UserDataSummary>(paths.userDataSummary(id), query),
    reachSummary: useGet<ReachSummary>(paths.reachSummary(id), query),
    reach: useGet<DailyInsight[]>(paths.reach(id), query),
    impressionsSummary: useGet<ImpressionsSummary>(paths.impressionsSummary(id), query),
    impressions: useGet<DailyInsight[]>(paths.impressions(id), query),
    engagement: useGet<EngagementDay[]>(paths.engagement(id), query),
    engagementSummary: useGet<EngagementSummary>(paths.engagementSummary(id), query),
  };
}

export type StatsData = ReturnType<typeof useStatsData>;

export type Metric = 'newFollowers' | 'newPosts' | 'reach' | 'impressions';

/** The rows of the days before; a failure only means that no dashed line is drawn. */
export function usePrevious(id: string, window: Window, today: Day, metric: Metric) {
  const query = rangeQuery(before(window, today));
  const counts = metric === 'newFollowers' || metric === 'newPosts';
  const userData = useGet<UserData[]>(counts ? paths.userData(id) : null, query);
  const reach = useGet<DailyInsight[]>(metric === 'reach' ? paths.reach(id) : null, query);
  const impressions = useGet<DailyInsight[]>(
    metric === 'impressions' ? paths.impressions(id) : null,
    query,
  );
  return { userData, reach, impressions };
}
