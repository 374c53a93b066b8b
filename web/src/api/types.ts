// The types of the server's answers are made from its route tables (contract.ts, `tools/make-types`).
// Here are only names that this app gives to parts of them.
export * from './contract';
import type {
  CompetitorState,
  Account as AnyAccount,
  CsvType as AnyCsvType,
  MediaInsight,
  MediaType,
  MetaStatus as AnyMetaStatus,
  User as AnyUser,
} from './contract';

/** What the download dialog offers; hashtags are for the API and the command line. */
export type CsvType = Exclude<AnyCsvType, 'hashtag'>;

export interface Category {
  id: number;
  name: string;
}

export interface Profile {
  phone: string | null;
  photo_url: string | null;
  category: Category | null;
}

/** How a connection with Meta fares. */
export interface TokenHealth {
  state: 'connected' | 'expiring' | 'data_access_expiring' | 'permissions_missing' | 'invalid';
  /** Why an invalid one is invalid. */
  reason: string | null;
  /** Until what ends first; null when nothing ends. */
  days_left: number | null;
  missing_permissions: string[];
}

export type Account = Omit<AnyAccount, 'token'> & { token?: TokenHealth | null };
export type MetaStatus = Omit<AnyMetaStatus, 'token'> & { token?: TokenHealth | null };

/** A server that keeps no profiles leaves it out. */
export type User = Omit<AnyUser, 'profile'> & { profile?: Profile | null };

/** A winner of `GET …/media/summary`: a post without the parts a summary leaves out. */
export interface WinningMedia {
  id: string;
  permalink?: string;
  media_type?: MediaType;
  timestamp: string;
  caption: string;
  media_url: string | null;
  thumbnail_url: string | null;
  like_count: number | null;
  comments_count: number | null;
  media_hashtag?: string[];
  insights?: MediaInsight[];
}

/** `GET …/competitor-accounts`. */
export interface CompetitorAccount {
  id: string;
  username: string;
  name: string;
  biography: string | null;
  profile_picture_url: string | null;
  updated_timestamp: string | null;
  /** How it looked from outside when it was looked for last. */
  state?: CompetitorState;
}

export interface CompetitorWinner extends WinningMedia {
  /** `"1.23%"`, or null without a follower count. */
  engagement_rate: string | null;
}

/** `GET …/competitor-accounts/{cid}/media/summary`. */
export interface CompetitorSummary {
  best_media: CompetitorWinner | null;
  best_media_before: CompetitorWinner | null;
}

/** `GET /cekbrand/instagram-graph-api/instagram-business/{username}`. */
export interface PublicProfile {
  id: string;
  username: string;
  name: string | null;
  profile_picture_url: string | null;
}
