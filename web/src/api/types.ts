// The types of the server's answers are made from its route tables (contract.ts, `tools/make-types`).
// Here are only names that this app gives to parts of them.
export * from './contract';
import type { CompetitorState, CsvType as AnyCsvType, MediaInsight, MediaType } from './contract';

/** What the download dialog offers; hashtags are for the API and the command line. */
export type CsvType = Exclude<AnyCsvType, 'hashtag'>;

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
