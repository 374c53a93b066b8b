// What the server answers, one type per object of the contract. Ids of Meta objects are strings:
// they do not fit in a double. `null` means "not known" and is never to be shown as zero.

/** `POST /auth/login/` (inside `user`), `GET /account/`. */
export interface User {
  id: number;
  email: string;
  first_name: string;
  last_name: string;
  is_staff: boolean;
  is_superuser: boolean;
  is_verified?: boolean;
  subscriptions?: Subscription[];
  limits?: Limits;
  profile?: Profile;
  date_joined?: string | null;
  last_login?: string | null;
}

/** What the user's plan allows; a limit of null is none. */
export interface Limits {
  limit_ig_account: number | null;
  limit_ig_competitor: number | null;
  limit_social_account: number | null;
  /** Such as `"7,28,60,90"`. */
  date_frames: string;
  allows_custom_range: boolean;
  allows_export: boolean;
  allows_post_detail: boolean;
}

export interface Category {
  id: number;
  name: string;
}

export interface Profile {
  phone: string | null;
  photo_url: string | null;
  category: Category | null;
}

export interface Subscription {
  id: string;
  status: 'active' | 'trialing' | 'canceled' | 'ended';
  plan?: { id: number; name: string; period_days: number; price: number } | null;
  group?: { id: number; name: string } | null;
  period_start: string | null;
  period_end: string | null;
}

/** `POST /auth/login/`. The token is for API clients; the browser lives on its cookie. */
export interface LoginReply {
  user: User;
  token: string;
}

/** `GET /user-management/subscription-groups`: the limits of a plan's group. */
export interface SubscriptionGroup {
  group: number;
  limit_ig_account: number | null;
  limit_ig_competitor: number | null;
  limit_social_account: number | null;
}

/** `GET /user/socialaccounts`. `extra_data` is a textual dict; see `lib/extra-data.ts`. */
export interface SocialAccount {
  id: number;
  provider: string;
  uid: string;
  last_login: string | null;
  date_joined: string | null;
  extra_data: string;
  instagram_accounts: string[];
}

/** One stored day of an account: `GET /cekbrand/accounts/{id}/user-data`. */
export interface UserData {
  followers_count: number | null;
  follows_count: number | null;
  media_count: number | null;
  followers_count_growth: number | null;
  media_count_growth: number | null;
  updated_timestamp: string;
  datestamp: string;
}

/** `GET /cekbrand/accounts`, `GET /cekbrand/accounts/{id}`, `POST …/fetch-instagram-data/{id}`. */
export interface Account {
  id: string;
  username: string;
  name: string;
  biography: string | null;
  profile_picture_url: string | null;
  social_account: { id: number; uid: string; name: string; email: string | null } | null;
  updated_timestamp: string | null;
  latest_user_data: UserData | null;
}

/** `GET …/sync`: how far the newest collection of an account is. */
export interface SyncProgress {
  state: 'never' | 'waiting' | 'running' | 'done' | 'failed';
  done: number;
  total: number;
  message: string | null;
}

/** `GET …/user-data/summary`: percent strings such as `"2.15%"`. */
export interface UserDataSummary {
  followers_growth_rate: string | null;
  followers_growth_rate_before: string | null;
  followers_growth_rate_growth: string | null;
}

/** `GET …/insights/reach` and `…/insights/impressions`. */
export interface DailyInsight {
  value: number | null;
  end_time: string;
  period: string;
  updated_timestamp: string;
}

/** `GET …/insights/reach/average/summary`. */
export interface ReachSummary {
  reach_average: number | null;
  reach_average_before: number | null;
  reach_average_growth: string | null;
}

/** `GET …/insights/impressions/average/summary`; the key order of `before` is the contract's. */
export interface ImpressionsSummary {
  impressions_average: number | null;
  impressions_before_average: number | null;
  impressions_average_growth: string | null;
}

export type MediaType = 'IMAGE' | 'VIDEO' | 'CAROUSEL_ALBUM';

export interface MediaInsight {
  metric: string;
  value: number | null;
  updated_timestamp?: string;
  datestamp?: string;
}

/** `GET …/media`. */
export interface Media {
  id: string;
  permalink: string | null;
  media_type: MediaType;
  timestamp: string;
  caption: string | null;
  like_count: number | null;
  comments_count: number | null;
  media_url: string | null;
  thumbnail_url: string | null;
  media_hashtag: string[];
  insights: MediaInsight[];
}

/** A winner of `GET …/media/summary`: a post without the parts a summary leaves out. */
export interface WinningMedia {
  id: string;
  permalink?: string | null;
  media_type?: MediaType;
  timestamp: string;
  caption: string | null;
  media_url: string | null;
  thumbnail_url: string | null;
  like_count: number | null;
  comments_count: number | null;
  media_hashtag?: string[];
  insights?: MediaInsight[];
}

/** `GET …/media/summary`. */
export interface MediaSummary {
  earliest_media: { id: string | null; timestamp: string | null } | null;
  highest_engagement_media?: WinningMedia | null;
  highest_engagement_media_before?: WinningMedia | null;
  highest_reach_media?: WinningMedia | null;
  highest_reach_media_before?: WinningMedia | null;
}

/** `GET …/media/engagement`: one row per day with stored counts. */
export interface EngagementDay {
  count: number;
  like_count: number | null;
  comments_count: number | null;
  like_count_growth: number | null;
  comments_count_growth: number | null;
  updated_datestamp: string;
}

/** `GET …/media/engagement/summary`. */
export interface EngagementSummary {
  engagement_growth_rate: string | null;
  engagement_growth_rate_before: string | null;
  engagement_growth_rate_growth: string | null;
}

/** `GET …/media/engagement/average/summary`. */
export interface EngagementAverage {
  engagement_average_rate: string | null;
  engagement_average_rate_before: string | null;
  engagement_average_rate_growth: string | null;
  comments_average: number | null;
  comments_average_before: number | null;
  comments_average_growth: number | null;
  like_average: number | null;
  like_average_before: number | null;
  like_average_growth: number | null;
}

/** `GET …/hashtag-metrics`. */
export interface HashtagMetric {
  hashtag: string;
  like_count: number;
  comments_count: number;
}

/** `GET /cekbrand/accounts/{id}/download/csv/{data_type}`. */
export type CsvType = 'media' | 'country' | 'profile' | 'gender' | 'city' | 'age';

/** `GET /api/meta/status`. */
export interface MetaStatus {
  status: 'connected' | 'not_connected';
  facebook_page_id?: string | null;
  instagram_business_account_id?: string | null;
  page_name?: string | null;
  instagram_username?: string | null;
  profile_picture_url?: string | null;
  connected_at?: string | null;
  connection_id?: string | null;
  page_picture_url?: string | null;
  expires_at?: string | null;
  token_last_checked_at?: string | null;
  token_valid?: boolean;
  scopes_granted?: string[];
}

/** `POST /api/meta/disconnect`. */
export interface MetaDisconnected {
  disconnected: boolean;
  status: 'not_connected';
  /** False: the connection is gone here, but Meta could not be told. */
  revoked_at_meta?: boolean;
}

/** `GET /api/meta/connect`. */
export interface MetaConnect {
  oauth_url: string;
  state: string;
}

/** One row of `GET /api/meta/pages`; `reason` is an error code when `usable` is false. */
export interface MetaPage {
  id: string;
  name: string;
  picture_url?: string | null;
  has_instagram: boolean;
  instagram_username?: string | null;
  usable?: boolean;
  reason?: string | null;
}

export interface MetaPages {
  pages: MetaPage[];
}

/** `GET …/competitor-accounts`. */
export interface CompetitorAccount {
  id: string;
  username: string;
  name: string;
  biography: string | null;
  profile_picture_url: string | null;
  updated_timestamp: string | null;
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

/** `GET …/insights/audience-city`: one row per day and city. */
export interface AudienceCity {
  city: string;
  province: string | null;
  value: number | null;
  end_time: string;
}

/** `GET …/insights/audience-country`. */
export interface AudienceCountry {
  country_code: string;
  value: number | null;
  end_time: string;
}

/** `GET …/insights/audience-gender-age`. */
export interface AudienceGenderAge {
  gender: 'M' | 'F' | 'U';
  age: string;
  value: number | null;
  end_time: string;
}

/** `GET …/insights/online-followers`; the hour is Meta's, seven hours behind UTC. */
export interface OnlineFollowers {
  hour: number;
  value: number | null;
  end_time: string;
}

/** `GET /cekbrand/cities-coordinate/{country}/{city}`. */
export interface CityCoordinate {
  city: string;
  lat: number;
  lng: number;
  country: string;
  iso2: string;
}

export type Sentiment = 'pos' | 'neu' | 'neg';

/** `GET …/media/{id}/sentiment`. */
export interface SentimentCounts {
  pos: number;
  neu: number;
  neg: number;
  /** Of these: labels the model is not sure of. */
  unsure?: number;
}

/** `GET …/media/{id}/comments`. A low confidence means that the label is a guess. */
export interface Comment {
  id: string;
  username: string | null;
  text: string | null;
  sentiment: Sentiment | null;
  confidence?: number | null;
  is_unsure?: boolean;
  timestamp?: string | null;
}
