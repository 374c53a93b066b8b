// What the columns of the Kompetitor tab are filled with. Every call stands alone.
import { useEffect, useMemo, useState } from 'preact/hooks';
import { paths } from '../../../api/paths';
import { useGet, type Loaded } from '../../../api/query';
import type {
  Account,
  CompetitorAccount,
  CompetitorSummary,
  EngagementAverage,
  HashtagMetric,
  Media,
  MediaSummary,
  UserData,
} from '../../../api/types';
import { followersAtEnd, percentNumber, rate, type Compared } from '../../../lib/cards';
import type { Day } from '../../../lib/dates';
import {
  bestPost,
  columnsFor,
  ownFollowers,
  performance,
  rivalFollowers,
  type BestPost,
  type Performance,
} from '../../../lib/rivals';
import { windowQuery, type Window } from '../../../lib/window';
import type { DashboardData } from '../data';

export interface Person {
  id: string;
  username: string;
  name: string | null;
  profile_picture_url: string | null;
}

export interface Column {
  own: boolean;
  account: Person;
  userData: Loaded<UserData[]>;
  media: Loaded<Media[]>;
  average: Loaded<EngagementAverage>;
  /** The lists behind `best`. */
  summary: Loaded<unknown>;
  hashtags: Loaded<HashtagMetric[]>;
  performance: Performance;
  best: BestPost | null;
}

interface Scope {
  accountId: string;
  window: Window;
  today: Day;
}

export function useOwnColumn(scope: Scope, account: Account, data: DashboardData): Column {
  const { accountId, window } = scope;
  const summary = useGet<MediaSummary>(paths.mediaSummary(accountId), windowQuery(window));
  const rows = data.userData.data;
  return useMemo(() => {
    const followers = followersAtEnd(rows ?? []);
    return {
      own: true,
      account,
      userData: data.userData,
      media: data.media,
      average: data.averages,
      summary,
      hashtags: data.hashtags,
      performance: performance(data.averages.data, ownFollowers(rows ?? [])),
      best: bestPost(
        summary.data?.highest_engagement_media,
        summary.data?.highest_engagement_media_before,
        (media) => rate(media.like_count, media.comments_count, followers),
      ),
    };
  }, [account, rows, data.media, data.averages, data.hashtags, summary]);
}

const NO_FOLLOWERS: Compared = { value: null, growth: null };

/** A column of its own for one competitor; without one it waits and asks nothing. */
export function useRivalColumn(scope: Scope, rival: CompetitorAccount | null): Column | null {
  const { accountId, window, today } = scope;
  const query = windowQuery(window);
  const at = (path: (id: string, rivalId: string) => string) =>
    rival ? path(accountId, rival.id) : null;
  const userData = useGet<UserData[]>(at(paths.rivalUserData), query);
  const media = useGet<Media[]>(at(paths.rivalMedia), query);
  const average = useGet<EngagementAverage>(at(paths.rivalAverage), query);
  const summary = useGet<CompetitorSummary>(at(paths.rivalSummary), query);
  const hashtags = useGet<HashtagMetric[]>(at(paths.rivalHashtags), query);
  if (!rival) return null;
  const followers = userData.data ? rivalFollowers(userData.data, window, today) : NO_FOLLOWERS;
  const { best_media: best, best_media_before: before } = summary.data ?? {};
  return {
    own: false,
    account: rival,
    userData,
    media,
    average,
    summary,
    hashtags,
    performance: performance(average.data, followers),
    best: bestPost(best, before, (item) =>
      percentNumber(item === best ? best?.engagement_rate : before?.engagement_rate),
    ),
  };
}

/** How many competitors fit beside the own account. */
export function useColumnCount(): number {
  const [count, setCount] = useState(columnsFor(window.innerWidth));
  useEffect(() => {
    const measure = () => setCount(columnsFor(window.innerWidth));
    window.addEventListener('resize', measure);
    return () => window.removeEventListener('resize', measure);
  }, []);
  return count;
}
