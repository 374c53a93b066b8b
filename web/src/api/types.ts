// The types of the server's answers are made from its route tables (contract.ts, `tools/make-types`).
// Here are only names that this app gives to parts of them.
export * from './contract';
export type { BestMedia as CompetitorSummary, InstagramBusiness as PublicProfile } from './contract';
import type { CsvType as AnyCsvType, MediaInsight, MediaType } from './contract';

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
