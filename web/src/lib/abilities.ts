// What a plan lets its user do (contract H.1, H.2). The server has the last word on each of these;
// the page only avoids offering what it would refuse.
import type { Limits, Subscription, User } from '../api/types';
import { FRAMES, type Frame } from './window';

export interface Abilities {
  frames: readonly Frame[];
  /** A range from the calendar. */
  range: boolean;
  /** A post in detail. */
  post: boolean;
  download: boolean;
  /** Competitors per account; null: as many as one likes. */
  rivals: number | null;
}

const ALL: Abilities = { frames: FRAMES, range: true, post: true, download: true, rivals: null };

export const NO_ABILITIES: Abilities = {
  frames: [7],
  range: false,
  post: false,
  download: false,
  rivals: 0,
};

export const isAdmin = (user: User): boolean => user.is_staff || user.is_superuser;

export const activeSubscription = (user: User): Subscription | null =>
  user.subscriptions?.find((item) => item.status === 'active' || item.status === 'trialing') ??
  null;

const framesOf = (limits: Limits): readonly Frame[] => {
  const named = limits.date_frames.split(',').map(Number);
  const found = FRAMES.filter((days) => named.includes(days));
  return found.length ? found : FRAMES;
};

/** An older server that says nothing about limits holds nothing back. */
export function abilitiesOf(user: User): Abilities {
  const { limits } = user;
  if (isAdmin(user) || !limits) return ALL;
  return {
    frames: framesOf(limits),
    range: limits.allows_custom_range,
    post: limits.allows_post_detail,
    download: limits.allows_export,
    rivals: limits.limit_ig_competitor,
  };
}
