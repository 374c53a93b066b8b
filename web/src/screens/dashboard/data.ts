// The six calls that open the dashboard, sent at once. Each stands alone: one that fails costs
// its own panel and nothing else.
import { useEffect } from 'preact/hooks';
import { paths } from '../../api/paths';
import { useGet, type Loaded } from '../../api/query';
import type {
  Account,
  EngagementAverage,
  HashtagMetric,
  Media,
  MediaSummary,
  UserData,
} from '../../api/types';
import { places } from '../../app/places';
import { replace } from '../../app/router';
import { windowQuery, type Window } from '../../lib/window';

export interface DashboardData {
  account: Loaded<Account>;
  media: Loaded<Media[]>;
  userData: Loaded<UserData[]>;
  mediaSummary: Loaded<MediaSummary>;
  averages: Loaded<EngagementAverage>;
  hashtags: Loaded<HashtagMetric[]>;
}

export function useDashboardData(id: string, window: Window): DashboardData {
  const query = windowQuery(window);
  return {
    account: useGet<Account>(paths.account(id)),
    media: useGet<Media[]>(paths.media(id), query),
    userData: useGet<UserData[]>(paths.userData(id), query),
    mediaSummary: useGet<MediaSummary>(paths.mediaSummary(id)),
    averages: useGet<EngagementAverage>(paths.engagementAverage(id), query),
    hashtags: useGet<HashtagMetric[]>(paths.hashtags(id), query),
  };
}

/** A token that Facebook no longer accepts sends the reader to re-authorization. */
export function useTokenCheck(data: DashboardData, listed: Account): void {
  const broken = Object.values(data).some((part) => part.error?.code === 'invalid_token');
  useEffect(() => {
    const socialId = listed.social_account?.id;
    if (broken && socialId != null) replace(places.reauthorize(listed.username, socialId));
  }, [broken]);
}
