// Top Post: the nine rankings of contract D.12. Numbers sort as numbers; a post whose value is
// unknown is never ranked (it is not the lowest, it is unknown).
import type { Media } from '../api/types';
import { postRate, type Value } from './cards';

export const RANKINGS = [
  'newest',
  'rate_high',
  'likes_high',
  'comments_high',
  'reach_high',
  'rate_low',
  'likes_low',
  'comments_low',
  'reach_low',
] as const;

export type Ranking = (typeof RANKINGS)[number];

/** What "Kategori Pilihan" shows. */
export const CHOSEN: readonly Ranking[] = RANKINGS.slice(0, 5);

const TOP = 10;

export interface RankedPost {
  media: Media;
  rate: Value;
  reach: Value;
}

const REACH_METRICS = ['reach', 'carousel_album_reach'];

/** The first insight of a post that goes by one of these names. */
export function insightOf(media: Media, names: string[]): Value {
  const found = media.insights.find((insight) => names.includes(insight.metric));
  return found?.value ?? null;
}

export const reachOf = (media: Media): Value => insightOf(media, REACH_METRICS);

export const withNumbers = (media: Media[], followers: Value): RankedPost[] =>
  media.map((item) => ({ media: item, rate: postRate(item, followers), reach: reachOf(item) }));

const KEYS: Record<string, (post: RankedPost) => Value> = {
  newest: (post) => Date.parse(post.media.timestamp),
  rate: (post) => post.rate,
  likes: (post) => post.media.like_count,
  comments: (post) => post.media.comments_count,
  reach: (post) => post.reach,
};

export const isLowest = (ranking: Ranking): boolean => ranking.endsWith('_low');

/** Ties: the older post first in a descending list, the newer one first in an ascending list. */
export function top(posts: RankedPost[], ranking: Ranking): RankedPost[] {
  const key = KEYS[ranking.split('_')[0]!]!;
  const sign = isLowest(ranking) ? 1 : -1;
  const time = (post: RankedPost) => Date.parse(post.media.timestamp);
  return posts
    .filter((post) => key(post) !== null)
    .sort((a, b) => sign * (key(a)! - key(b)!) || -sign * (time(a) - time(b)))
    .slice(0, TOP);
}
