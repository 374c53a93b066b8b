// What the server answers about people: registration, members, plans and coupons.
import type { Category, Profile, User } from './types';

export interface Plan {
  id: number;
  name: string;
  description?: string | null;
  price: number;
  period_days: number;
}

export interface Group {
  id: number;
  name: string;
}

/** One row of `GET /user-management/subscriptions/`. */
export interface Member {
  id: number;
  email: string;
  first_name: string;
  last_name: string;
  last_login: string | null;
  date_joined: string | null;
  profile: Profile | null;
  subscription: {
    id: string | null;
    status: 'active' | 'trialing' | 'canceled' | 'ended' | null;
    group: Group | null;
    plan: Plan | null;
    period_start: string | null;
    period_end: string | null;
  } | null;
}

/** Lists that come in pages. */
export interface Page<T> {
  count: number;
  next: string | null;
  previous: string | null;
  results: T[];
}

/** `GET /vouchers/invitation/`. */
export interface Voucher {
  id: number;
  code: string;
  name: string;
  usage_count: number;
  created_at: string | null;
  valid_from?: string | null;
  valid_to?: string | null;
  is_active: boolean;
}

/** `GET /vouchers/redeemed/invitation/`. */
export interface Redemption {
  user: { id: number; email: string; first_name: string; last_name: string };
  code: string;
  name: string;
  redeemed: string | null;
}

/** `GET /account/sessions/`: where this user is logged in. */
export interface SessionInfo {
  id: string;
  address: string | null;
  user_agent: string | null;
  created_at: string | null;
  seen_at: string | null;
  is_this: boolean;
}

export type { Category, User };
