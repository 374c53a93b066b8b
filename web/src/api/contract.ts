// What the server answers, one type per object of the contract. Made from the route tables by
// `simpul routes --types`: change the shapes in src/api, then run tools/make-types.
// Ids of Meta objects are strings: they do not fit in a double. `null` means "not known" and is
// never to be shown as zero.

/** Why a request was refused. */
export interface ApiError {
  code: ErrorCode;
  /** For people. */
  detail: string;
  /** Of a login: the same as detail. */
  message?: string;
  /** What is wrong with each field. */
  error?: Record<string, string[]>;
}

/** Why a request was refused, for programs. */
export type ErrorCode =
  | 'ok'
  | 'bad_request'
  | 'invalid_field'
  | 'not_logged_in'
  | 'bad_credentials'
  | 'too_many_login_attempts'
  | 'forbidden'
  | 'no_subscription'
  | 'plan_forbids'
  | 'email_not_verified'
  | 'registration_closed'
  | 'key_expired'
  | 'cooldown_period'
  | 'csrf_failed'
  | 'not_found'
  | 'method_not_allowed'
  | 'conflict'
  | 'too_large'
  | 'rate_limited'
  | 'busy'
  | 'cancelled'
  | 'internal'
  | 'database_error'
  | 'config'
  | 'crypto'
  | 'not_admin_page'
  | 'instagram_not_connected_to_page'
  | 'token_expired'
  | 'permissions_missing'
  | 'permission_denied'
  | 'facebook_account_already_used'
  | 'facebook_not_found'
  | 'facebook_not_connected'
  | 'instagram_not_business'
  | 'state_invalid'
  | 'facebook_account_unknown'
  | 'pages_incomplete'
  | 'mail_error'
  | 'invalid_token'
  | 'exceed_limit'
  | 'account_already_used'
  | 'competitor_already_added'
  | 'competitor_is_own_account'
  | 'graph_error'
  | 'graph_refused'
  | 'graph_busy'
  | 'disk_full'
  | 'network';

/** Why a request under /api/meta was refused. */
export interface MetaError {
  error: {
    code: ErrorCode;
    /** For people. */
    message: string;
    /** What the user can do about it. */
    action: string | null;
    /** Which field is wrong. */
    field?: string;
  };
}

/** What can be downloaded as CSV. */
export type CsvType = 'media' | 'profile' | 'city' | 'country' | 'gender' | 'age' | 'hashtag';

export interface LoginReply {
  user: User;
  /** For API clients: `Authorization: Bearer <token>`. */
  token: string;
}

export interface User {
  id: number;
  email: string;
  first_name: string;
  last_name: string;
  is_staff: boolean;
  is_superuser: boolean;
  is_verified: boolean;
  date_joined: string | null;
  last_login: string | null;
  profile: Profile;
  subscriptions: Subscription[];
  limits: Limits;
}

export interface Profile {
  phone: string;
  photo: string | null;
  photo_url: string | null;
  category: {
    id: number;
    name: string;
  } | null;
  category_id: number | null;
}

export interface Subscription {
  id: string;
  user: number;
  status: 'active' | 'trialing' | 'canceled' | 'ended';
  plan: {
    id: number;
    name: string;
    period_days: number;
    /** In rupiah. */
    price: number;
  } | null;
  group: {
    id: number;
    name: string;
  };
  product: {
    id: number;
    name: string;
  };
  period_start: string | null;
  period_end: string | null;
}

/** What the user's plan allows. */
export interface Limits {
  /** Null: no limit. */
  limit_ig_account: number | null;
  /** Null: no limit. */
  limit_ig_competitor: number | null;
  /** Null: no limit. */
  limit_social_account: number | null;
  /** Days a window may have, with commas. */
  date_frames: string;
  allows_custom_range: boolean;
  allows_export: boolean;
  allows_post_detail: boolean;
}

export interface Detail {
  /** What was done, in words for people. */
  detail: string;
}

export interface MetaConnect {
  /** Send the user's browser here. */
  oauth_url: string;
  /** Comes back in the callback; single use, 10 minutes. */
  state: string;
}

/** A Page and its Instagram account. */
export interface MetaConnected {
  connected: boolean;
  facebook_page_id: string;
  instagram_business_account_id: string;
  status?: 'connected';
}

/** Several Pages: choose with select-page. */
export interface MetaPageSelection {
  connected: boolean;
  requires_page_selection: boolean;
  pages: {
    id: string;
    name: string;
    has_instagram: boolean;
  }[];
}

export interface MetaPages {
  pages: MetaPage[];
}

/** A Page of the person who logged in at Meta. */
export interface MetaPage {
  id: string;
  name: string;
  picture_url: string | null;
  has_instagram: boolean;
  instagram_username: string | null;
  usable: boolean;
  /** An error code when it is not usable. */
  reason: string | null;
}

/** Connected or not, and to what. */
export interface MetaStatus {
  /** The rest is there when connected. */
  status: 'connected' | 'not_connected';
  facebook_page_id?: string;
  instagram_business_account_id?: string;
  page_name?: string;
  connection_id?: string;
  page_picture_url?: string | null;
  instagram_username?: string | null;
  profile_picture_url?: string | null;
  connected_at?: string | null;
  expires_at?: string | null;
  token_last_checked_at?: string | null;
  token_valid?: boolean;
  scopes_granted?: string[];
  token?: TokenHealth | null;
}

/** How a connection with Meta fares. */
export interface TokenHealth {
  state: 'connected' | 'expiring' | 'data_access_expiring' | 'permissions_missing' | 'invalid';
  reason: TokenReason | null;
  /** Until what ends first; null when nothing ends. */
  days_left: number | null;
  expires_at: string | null;
  /** 90 days after the person's last login. */
  data_access_expires_at: string | null;
  /** When Meta was asked last. */
  checked_at: string | null;
  missing_permissions: string[];
}

/** Why a token no longer works. */
export type TokenReason =
  | 'app_removed'
  | 'login_required'
  | 'password_changed'
  | 'expired'
  | 'unconfirmed'
  | 'invalid'
  | 'role_lost'
  | 'refused';

export interface MetaDisconnected {
  disconnected: boolean;
  status: 'not_connected';
  /** False: the connection is gone here, but Meta could not be told. */
  revoked_at_meta: boolean;
}

/** A Facebook account of the user. */
export interface SocialAccount {
  id: number;
  provider: string;
  /** Of the person, at Facebook. */
  uid: string;
  last_login: string | null;
  date_joined: string | null;
  /** Profile and Pages, as JSON text. */
  extra_data: string;
  socialtoken: {
    app: string;
    /** Masked: tokens are never shown. */
    token: string;
    token_secret: string;
    expires_at: string | null;
  }[];
  instagram_accounts: string[];
}

/** An Instagram account with its newest numbers. */
export interface Account {
  id: string;
  username: string;
  name: string;
  biography: string;
  profile_picture_url: string;
  social_account: {
    id: number | null;
    /** Of the person, at Facebook. */
    uid: string | null;
    name: string | null;
    email: string | null;
  };
  /** When data was last collected. */
  updated_timestamp: string;
  latest_user_data: UserData | null;
  token: TokenHealth | null;
}

/** One stored day of an account. */
export interface UserData {
  followers_count: number | null;
  follows_count: number | null;
  media_count: number | null;
  /** Against the day before. */
  followers_count_growth: number | null;
  /** Against the day before. */
  media_count_growth: number | null;
  updated_timestamp: string;
  datestamp: string;
}

/** A public business account. */
export interface InstagramBusiness {
  username: string;
  name: string | null;
  profile_picture_url: string | null;
  id: string;
}

/** How far a collection is. */
export interface SyncProgress {
  state: 'never' | 'waiting' | 'running' | 'done' | 'failed';
  done: number;
  total: number;
  message: string | null;
  /** Why it failed. */
  error_code: string | null;
  /** Calls to Meta so far. */
  http_calls: number;
  started_at: string | null;
  finished_at: string | null;
  /** Null while the account must be connected again. */
  next_run: string | null;
  steps: {
    name: string;
    state: string;
    /** By the newest collection that came to it. */
    got: number;
    total: number | null;
    message: string | null;
  }[];
}

/** Follower growth of the window, of the one before, and its change. */
export interface UserDataSummary {
  followers_growth_rate: string | null;
  followers_growth_rate_before: string | null;
  followers_growth_rate_growth: string | null;
}

/** Sums over the media that use it. */
export interface HashtagMetric {
  hashtag: string;
  like_count: number;
  comments_count: number;
}

/** One day as Meta counts days. */
export interface DailyInsight {
  value: number;
  end_time: string;
  period: 'day';
  updated_timestamp: string;
}

/** Daily averages of the window and of the one before. */
export interface ReachSummary {
  reach_average: number | null;
  reach_average_before: number | null;
  reach_average_growth: string | null;
}

/** As for reach; the contract spells the middle member the other way round. */
export interface ImpressionsSummary {
  impressions_average: number | null;
  impressions_before_average: number | null;
  impressions_average_growth: string | null;
}

export interface AudienceCity extends AudienceValue {
  city: string;
  province: string | null;
}

/** Followers of a group, on one day. */
export interface AudienceValue {
  value: number;
  end_time: string;
  updated_timestamp: string;
}

export interface AudienceCountry extends AudienceValue {
  country_code: string;
}

export interface AudienceGenderAge extends AudienceValue {
  gender: 'F' | 'M' | 'U';
  age: string;
}

export interface OnlineFollowers extends AudienceValue {
  /** Of Meta's day: 0 to 23. */
  hour: number;
}

export interface Media extends PublicMedia {
  /** Of own media; a competitor's have none. */
  insights: MediaInsight[];
}

/** What everybody can see of a media. */
export interface PublicMedia {
  id: string;
  permalink: string;
  timestamp: string;
  caption: string;
  media_url: string | null;
  media_type: MediaType;
  thumbnail_url: string | null;
  like_count: number | null;
  comments_count: number | null;
  media_hashtag: string[];
}

export type MediaType = 'IMAGE' | 'VIDEO' | 'CAROUSEL_ALBUM';

/** A metric's newest value. */
export interface MediaInsight {
  metric: string;
  value: number;
  updated_timestamp: string;
  datestamp: string;
}

/** The best of the window and of the one before. */
export interface MediaSummary {
  /** Of all time. */
  earliest_media: {
    id: string | null;
    timestamp: string | null;
  };
  highest_engagement_media: MediaByEngagement | null;
  highest_engagement_media_before: MediaByEngagement | null;
  highest_reach_media: MediaByReach | null;
  highest_reach_media_before: MediaByReach | null;
}

export interface MediaByEngagement extends Media {
  /** Likes and comments. */
  engagement: number | null;
}

export interface MediaByReach extends Media {
  reach: number | null;
}

/** All media, as stored that day. */
export interface EngagementDay {
  /** Media counted. */
  count: number;
  like_count: number;
  comments_count: number;
  like_count_growth: number;
  comments_count_growth: number;
  updated_datestamp: string;
}

/** Engagement growth of the window, of the one before, and its change. */
export interface EngagementSummary {
  engagement_growth_rate: string | null;
  engagement_growth_rate_before: string | null;
  engagement_growth_rate_growth: string | null;
}

/** Per day, of the window and before it. */
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

/** What accounts of this size usually get. */
export interface StandardRate {
  followers_range: string | null;
  /** The contract's spelling. */
  standart_value: number | null;
  range_0: number | null;
  range_1: number | null;
  range_2: number | null;
  range_3: number | null;
  range_4: number | null;
  range_5: number | null;
  min_followers: number | null;
  max_followers: number | null;
}

/** A competitor's best media of the window. */
export interface BestMedia {
  best_media: RatedMedia | null;
  /** Posted right before the best one. */
  best_media_before: RatedMedia | null;
}

export interface RatedMedia extends PublicMedia {
  /** Of the newest follower count of the window. */
  engagement_rate: string | null;
}

export interface Comment {
  id: string;
  username: string | null;
  text: string | null;
  sentiment: Sentiment | null;
  /** Of the sentiment: 0 to 1. */
  confidence: number | null;
  /** The confidence is low. */
  is_unsure: boolean;
  /** Of the comment this one answers. */
  parent_id: string | null;
  like_count: number | null;
  timestamp: string | null;
}

/** How a comment feels. */
export type Sentiment = 'neg' | 'neu' | 'pos';

/** How many comments feel how. */
export interface SentimentCounts {
  neg: number;
  pos: number;
  neu: number;
}

export interface SentimentDay extends SentimentTotals {
  datestamp: string;
}

export interface SentimentTotals extends SentimentCounts {
  /** Of these: with a low confidence. */
  unsure: number;
  /** Not among these: still to be read. */
  unclassified: number;
}

/** Where a city lies. */
export interface CityCoordinate {
  city: string;
  city_ascii: string;
  /** Degrees. */
  lat: number;
  /** Degrees. */
  lng: number;
  country: string;
  iso2: string;
  iso3: string;
  /** Its first division: province, state. */
  admin_name: string;
  /** Of its country, of its first division, of a smaller one, or of none. */
  capital: 'primary' | 'admin' | 'minor' | '';
  population: number | null;
  /** GeoNames' id; from 1,360,000,000 on a division of Indonesia. */
  id: number;
}

/** An account watched beside an own one. */
export interface CompetitorAccount {
  id: string;
  username: string;
  name: string | null;
  biography: string | null;
  profile_picture_url: string | null;
  /** When its profile was last read. */
  updated_timestamp: string | null;
  state: CompetitorState;
  state_since: string | null;
  /** Why nothing new comes, in words for people. */
  state_detail: string | null;
  /** When it was found last. */
  last_seen: string | null;
}

/** How it looked from outside when it was looked for last. */
export type CompetitorState = 'unseen' | 'visible' | 'not_found' | 'renamed';

/** Everything of an account in a window. */
export interface AccountExport {
  /** Of the newest collection; null: there was none. */
  exported_at: string | null;
  /** Null: everything. */
  start: string | null;
  end: string | null;
  account: {
    id: string;
    username: string | null;
    name: string | null;
    biography: string | null;
    website: string | null;
    profile_picture_url: string | null;
    /** When its profile was last read. */
    updated_timestamp: string | null;
  };
  user_data: UserData[];
  engagement: EngagementDay[];
  reach: DailyInsight[];
  impressions: DailyInsight[];
  /** Every metric, period and part that is stored; reach and impressions too. */
  insights: {
    metric: string;
    /** day, week, days_28. */
    period: string;
    /** Of a metric that has parts; empty: the whole. */
    dimension: string;
    value: number | null;
    end_time: string;
    datestamp: string;
    updated_timestamp: string;
  }[];
  /** Of the Facebook Page behind the account. */
  page_insights: {
    page_id: string;
    metric: string;
    /** day, week, days_28. */
    period: string;
    /** Of a metric that has parts; empty: the whole. */
    dimension: string;
    value: number | null;
    end_time: string;
    datestamp: string;
    updated_timestamp: string;
  }[];
  online_followers: OnlineFollowers[];
  audience_city: AudienceCity[];
  audience_country: AudienceCountry[];
  audience_gender_age: AudienceGenderAge[];
  /** As it was worked out after each collection. */
  growth: {
    /** 7 or 28. */
    frame_days: number;
    metric: string;
    /** The last day of the window. */
    datestamp: string;
    /** Of the window. */
    value: number | null;
    /** Of the one before. */
    before: number | null;
    growth: number | null;
  }[];
  /** The posts that stood out at the newest of them. */
  growth_media: {
    frame_days: number;
    /** largest_engagement, … */
    kind: string;
    media_id: string;
    value: number;
  }[];
  hashtag_metrics: HashtagMetric[];
  stories: {
    id: string;
    timestamp: string | null;
    media_type: string | null;
    caption: string | null;
    permalink: string | null;
    media_url: string | null;
    thumbnail_url: string | null;
    insights: {
      metric: string;
      /** Of a metric that has parts; empty: the whole. */
      dimension: string;
      value: number;
      updated_timestamp: string;
    }[];
  }[];
  /** Others' posts and comments that mention the account. */
  mentions: {
    media_id: string;
    /** Null: in the post's caption. */
    comment_id: string | null;
    seen_at: string;
  }[];
  media: ExportedMedia[];
  competitors: {
    id: string;
    username: string | null;
    name: string | null;
    biography: string | null;
    updated_timestamp: string | null;
    user_data: UserData[];
    engagement: EngagementDay[];
    hashtag_metrics: HashtagMetric[];
    media: ExportedPublicMedia[];
  }[];
}

export interface ExportedMedia extends Media {
  days: ExportedMediaDay[];
  /** FEED, REELS, … */
  product_type: string | null;
  /** Meta no longer lists it. */
  is_archived: boolean;
  /** Of an album, in order. */
  children: {
    id: string;
    media_type: string;
    media_url: string | null;
    thumbnail_url: string | null;
  }[];
  /** Every value that its metrics had; those of `insights` are the newest. */
  insight_days: {
    metric: string;
    value: number;
    updated_timestamp: string;
    datestamp: string;
  }[];
  /** All of them, newest first. */
  comments: ExportedComment[];
}

/** A post, as it was counted that day. */
export interface ExportedMediaDay {
  datestamp: string;
  like_count: number | null;
  comments_count: number | null;
  /** Since the stored day before; null on the first. */
  like_count_growth: number | null;
  comments_count_growth: number | null;
  updated_timestamp: string;
}

export interface ExportedComment extends Comment {
  is_hidden: boolean;
}

export interface ExportedPublicMedia extends PublicMedia {
  days: ExportedMediaDay[];
}

/** How collecting stands. */
export interface Collection {
  totals: {
    /** Own ones. */
    accounts: number;
    /** Collected within a day. */
    fresh: number;
    failing: number;
    /** HTTP calls to Meta, those for competitors too. */
    calls_today: number;
    /** Of the account that waits longest. */
    oldest_success: string | null;
  };
  accounts: AccountCollection[];
  /** Ask again with after=NEXT for more. */
  next: string | null;
}

/** How collecting one account stands. */
export interface AccountCollection {
  kind: 'account' | 'competitor';
  id: string;
  username: string;
  state: 'never' | 'waiting' | 'running' | 'done' | 'partial' | 'failed' | 'invalid_token';
  /** In words. */
  coverage: string;
  last_try: string | null;
  /** Of a collection that was done, or in part. */
  last_success: string | null;
  next_run: string | null;
  /** Failed collections in a row, up to now. */
  failures: number;
  /** HTTP calls to Meta. */
  calls_today: number;
  error_code: string | null;
  error_text: string | null;
  meta_code: number | null;
  meta_subcode: number | null;
  steps: {
    name: string;
    state: 'waiting' | 'done' | 'partial' | 'failed' | 'skipped';
    /** By the newest collection that came to it. */
    got: number;
    total: number | null;
    /** Why it is partial, failed or skipped. */
    message: string | null;
    /** Graph's error code, when that is why. */
    meta_code: number | null;
    meta_subcode: number | null;
    updated_at: string;
  }[];
  /** Metrics Meta refused. */
  not_offered: {
    /** Level and Graph's name: account/views. */
    metric: string;
    since: string;
    /** Until then it is left out. */
    asked_again: string;
    meta_code: number | null;
    message: string;
  }[];
  /** What single things could not be had. */
  problems: {
    step: string;
    /** A post, a metric, a Page. */
    object: string;
    meta_code: number;
    meta_subcode: number;
    message: string;
    seen_at: string;
  }[];
}

/** When to post: src/analytics/best_time.h. */
export interface BestTime {
  time_zone: string;
  /** Posts that were looked at. */
  posts: number;
  /** Meta told when followers are online. */
  has_audience: boolean;
  online: {
    max: number | null;
    /** 0, 20, 35, 50, 65, 80 and 100 % of the largest. */
    bounds: number[];
    /** 168, from Sunday 0:00 on. */
    cells: OnlineWeekHour[];
  };
  /** The five best hours, best first. */
  best: BestTimeHour[];
  /** 168, from Sunday 0:00 on. */
  cells: BestTimeHour[];
}

export interface OnlineWeekHour extends WeekHour {
  /** Followers online, on average. */
  value: number | null;
  /** 0 to 5: between which of `bounds` it lies. */
  level: number;
  /** Above 80 % of the largest; at most ten a day. */
  is_recommended: boolean;
  is_max: boolean;
}

/** An hour of the week. */
export interface WeekHour {
  /** 0 is Sunday. */
  weekday: number;
  /** 0 to 23, in `time_zone`. */
  hour: number;
}

export interface BestTimeHour extends WeekHour {
  /** 1 is an ordinary hour of this account. */
  score: number;
  /** Followers online in this and the next two hours, over the mean. */
  audience: number;
  /** What posting at that time did, drawn towards 1 by few posts. */
  effect: number;
  /** From 3 posts on: 80 % interval of what the posts did. */
  low: number | null;
  high: number | null;
  /** How many posts speak for it. */
  posts: number;
}

export interface Session {
  /** Opens nothing. */
  id: string;
  /** At login. */
  address: string;
  /** At login. */
  user_agent: string;
  created_at: string | null;
  seen_at: string | null;
  expires_at: string | null;
  /** The one that asks. */
  is_this: boolean;
}

export interface ApiToken {
  id: number;
  name: string;
  created_at: string | null;
  /** Null: never. */
  expires_at: string | null;
  used_at: string | null;
}

export interface NewApiToken {
  id: number;
  /** Shown once. */
  token: string;
}

export interface AccessToken {
  /** A JWT; ends with the session or after an hour. */
  token: string;
  /** Seconds. */
  expires_in: number;
}

/** The limits of a plan's group. */
export interface SubscriptionGroup {
  group: number;
  limit_ig_account: number | null;
  limit_ig_competitor: number | null;
  limit_social_account: number | null;
}

export interface Group {
  id: number;
  name: string;
  /** Always empty: what a group may do are its limits. */
  permissions: number[];
}

export interface SubscriptionPlan {
  id: number;
  name: string;
  description: string;
  /** In rupiah. */
  price: number;
  period_days: number;
  /** What it includes, in words. */
  perks: string[];
  extra_data: {
    /** What it is reduced from, in rupiah. */
    price_before?: number;
  };
  product: number;
}

export interface Product {
  id: number;
  name: string;
  nickname: string;
  description: string;
  app_link: string;
  landing_link: string;
  extra_data: {
    /** Of the free trial; 0: there is none. */
    trial_days: number;
  };
  is_active: boolean;
}

export interface ProductDetail extends Product {
  subscription_plans: SubscriptionPlan[];
}

export interface MemberPage {
  /** Of all pages. */
  count: number;
  next: string | null;
  previous: string | null;
  results: Member[];
}

export interface Member {
  id: number;
  email: string;
  first_name: string;
  last_name: string;
  last_login: string | null;
  date_joined: string | null;
  is_active: boolean;
  is_verified: boolean;
  profile: Profile;
  subscription: Subscription | null;
  /** Of the newest invoice, in rupiah, before tax. */
  price: number | null;
  /** Of the newest invoice: 0.11 is 11 %. */
  tax_aggregate: number | null;
}

export interface Category {
  id: number;
  name: string;
}

export interface Voucher {
  id: number;
  code: string;
  /** The channel it is given out through. */
  name: string;
  valid_from: string | null;
  valid_to: string | null;
  /** Only `user` may redeem it. */
  bound: boolean;
  user: number | null;
  /** How often in all; 0: any number of times. */
  usage: number;
  usage_count: number;
  is_active: boolean;
  created_at: string | null;
  updated_at: string | null;
}

export interface Redemption {
  /** First and last name. */
  user: string;
  user_id: number;
  email: string;
  /** As it was when it was redeemed. */
  code: string;
  /** The channel, as it was then. */
  name: string;
  redeemed: string | null;
}

export interface RedemptionPage {
  /** Of all pages. */
  count: number;
  next: string | null;
  previous: string | null;
  results: Redemption[];
}

/** What has grown. */
export type GrowthMetric = 'followers' | 'engagement' | 'engagement_rate' | 'reach' | 'impressions' | 'sentiment';

export interface RankedAccount extends GrowthChange {
  /** From 1; equal growth has equal rank. */
  rank: number;
  account_id: string;
  username: string;
  name: string | null;
  profile_picture_url: string | null;
  datestamp: string | null;
}

/** Two windows of the same length. */
export interface GrowthChange {
  /** Of the window. */
  value: number | null;
  /** Of the one before. */
  before: number | null;
  /** value - before; null when that window is incomplete. */
  growth: number | null;
}

/** As it was worked out after the last collection. */
export interface Growth {
  /** 7 or 28. */
  frame_days: number;
  /** The last day of the window. */
  datestamp: string;
  metrics: GrowthOfMetric[];
  media: GrowthMedia[];
}

export interface GrowthOfMetric extends GrowthChange {
  metric: GrowthMetric;
}

/** A post of the window that stands out. */
export interface GrowthMedia {
  kind: 'largest_engagement' | 'smallest_engagement' | 'largest_reach' | 'most_positive' | 'most_negative';
  media_id: string;
  value: number;
}

export interface GrowthOfDay extends GrowthChange {
  /** Its last day. */
  datestamp: string;
}

/** A delivery is stored. */
export interface WebhookReceipt {
  /** Changes in the delivery. */
  events: number;
  /** Of these: known already. */
  repeated: number;
}

export interface Done {
  success: boolean;
}

/** As Meta's data deletion callback wants it. */
export interface DataDeletion {
  /** Where the person sees how far it is. */
  url: string;
  confirmation_code: string;
}

export interface DataDeletionState {
  state: 'deleting' | 'deleted';
  requested_at: string;
  deleted_at: string | null;
  /** Whose data was deleted. */
  instagram_accounts: number;
}

/** Somebody's post or comment names the account. */
export interface Mention {
  media_id: string;
  /** Null: in the post's caption. */
  comment_id: string | null;
  seen_at: string;
}

export interface ExportRequest {
  account_id: string;
  format: ExportFormat;
  /** As the download of that format takes them; none: all it has. */
  parts?: string[] | null;
  /** 7, 28, 60 or 90 days, last_week, last_month. */
  date_frame?: string | null;
  /** At most 6; none: all. */
  competitors?: string[] | null;
  /** id unless given. */
  language?: ExportLanguage | null;
  /** With end, instead of date_frame: ISO 8601. */
  start?: string | null;
  end?: string | null;
}

/** What kind of file. */
export type ExportFormat = 'csv' | 'xlsx' | 'pdf' | 'zip' | 'json';

/** Of the words in a PDF and a letter. */
export type ExportLanguage = 'id' | 'en';

/** A file that is wanted, being made, or there. */
export interface Export {
  id: string;
  account_id: string;
  username: string;
  format: ExportFormat;
  /** None: all it has. */
  parts: string[];
  date_frame: string | null;
  /** None: all. */
  competitors: string[];
  language: ExportLanguage;
  /** As asked for, when there is no date_frame. */
  start: string | null;
  end: string | null;
  state: ExportState;
  progress: {
    done: number;
    /** 0: not known yet. */
    total: number;
    /** The file or page that is being made. */
    making: string | null;
  };
  file_name: string | null;
  size_bytes: number | null;
  created_at: string;
  finished_at: string | null;
  /** Then it is removed. */
  expires_at: string;
  error: {
    code: string;
    /** For people. */
    message: string;
    /** What the user can do about it. */
    action: string | null;
  } | null;
}

/** How far an export is. */
export type ExportState = 'queued' | 'making' | 'ready' | 'failed' | 'cancelled';

/** A report that is sent by itself. */
export interface ReportSchedule {
  id: string;
  account_id: string;
  username: string;
  name: string;
  every: ReportRhythm;
  /** Of a week 1 (Monday) to 7; of a month 1 to 28, or last. */
  day: string;
  /** HH:MM, as clocks in time_zone show it. */
  time: string;
  time_zone: string;
  format: ExportFormat;
  /** None: all it has. */
  parts: string[];
  date_frame: string | null;
  /** None: all. */
  competitors: string[];
  language: ExportLanguage;
  recipients: {
    email: string;
    /** When he asked for no more; he gets none. */
    left_at: string | null;
  }[];
  delivery: ReportDelivery;
  active: boolean;
  /** Null: it is not active. */
  next_at: string | null;
  created_at: string;
  updated_at: string;
}

/** How often a report is sent. */
export type ReportRhythm = 'week' | 'month';

/** How the file comes. */
export type ReportDelivery = 'attachment' | 'link';

export interface ReportScheduleForm {
  account_id: string;
  /** Begins the letter's subject. */
  name?: string | null;
  every: ReportRhythm;
  /** Of a week 1 (Monday) to 7; of a month 1 to 28, or last. */
  day: number | string;
  /** HH:MM. */
  time: string;
  /** The server's unless given. */
  time_zone?: string | null;
  format: ExportFormat;
  /** As the download of that format takes them; none: all it has. */
  parts?: string[] | null;
  /** 7, 28, 60 or 90 days, last_week, last_month. */
  date_frame?: string | null;
  /** At most 6; none: all. */
  competitors?: string[] | null;
  /** id unless given. */
  language?: ExportLanguage | null;
  /** 1 to 20 e-mail addresses. */
  recipients: string[];
  /** attachment unless given. */
  delivery?: ReportDelivery | null;
  /** true unless given. */
  active?: boolean;
}

/** A letter as it would be sent now. */
export interface ReportPreview {
  subject: string;
  text: string;
  /** To be shown in a frame without scripts. */
  html: string;
  /** Names of what is attached or linked. */
  files: string[];
}

/** One letter to one recipient. */
export interface ReportLetter {
  /** When it was due. */
  slot_at: string;
  test: boolean;
  email: string;
  /** unsure: the mail server may have it; it is not sent again. */
  state: 'waiting' | 'sending' | 'sent' | 'failed' | 'unsure' | 'skipped';
  attempts: number;
  /** Of the newest attempt. */
  error_code: string | null;
  /** The same, for people. */
  error: string | null;
  updated_at: string;
}

/** What reports carry instead of Simpul's own. */
export interface Brand {
  /** Empty: Simpul. */
  name: string;
  /** #rrggbb; empty: Simpul's. */
  colour: string;
  logo_url: string | null;
}

/** The ways in. */
export interface LoginOptions {
  /** One may log in with Facebook. */
  facebook_login: boolean;
  /** Who may make an account. */
  registration: 'closed' | 'invited' | 'open';
}

/** It is in the plan. */
export interface MetaScheduled {
  queued: boolean;
  /** GET /api/posts/{job_id} tells what becomes of it. */
  job_id: string;
  post_id: string;
}

/** What becomes of it. */
export type PostState =
  | 'publishing'
  | 'unconfirmed'
  | 'failed'
  | 'held'
  | 'waiting_approval'
  | 'scheduled'
  | 'draft'
  | 'published'
  | 'cancelled';

export interface PostPage {
  /** Of all pages. */
  count: number;
  next: string | null;
  previous: string | null;
  results: Post[];
}

/** A post in the plan. */
export interface Post {
  id: string;
  kind: PostKind;
  state: PostState;
  caption: string;
  first_comment: string | null;
  options: Record<string, unknown>;
  media: PostMedia[];
  /** Null: a draft without a time. */
  publish_at: string | null;
  /** As it was said, on the clock of time_zone. */
  wall_time: string | null;
  time_zone: string | null;
  /** Of GET /api/post-series: it is one of several. */
  series_id: string | null;
  revision: number;
  /** Null: nobody is to be asked. */
  approval: PostApproval | null;
  created_at: string;
  updated_at: string;
  targets: PostTarget[];
}

/** What is published. */
export type PostKind = 'image' | 'carousel' | 'reel' | 'story' | 'text' | 'video';

export interface PostMedia {
  kind: 'image' | 'video';
  /** Null: an upload. */
  url: string | null;
  /** Null, and no url: the upload was deleted. */
  upload_id: string | null;
  alt_text: string | null;
  cover: {
    url: string | null;
    upload_id: string | null;
  } | null;
}

/** Whether it may be published as it is. */
export interface PostApproval {
  /** The workspace asks for it. */
  needed: boolean;
  state: ApprovalState;
  requested_at: string | null;
  /** Name, or e-mail address. */
  requested_by: string | null;
  decided_at: string | null;
  /** Name, or e-mail address. */
  decided_by: string | null;
  note: string | null;
  /** Outdated: which parts, caption, targets, ... */
  changed: string | null;
  /** Of content, accounts and time as they are now: what an approval names. */
  content_hash: string;
}

/** missing: needed, and nobody was asked. outdated: approved, and changed since. */
export type ApprovalState = 'missing' | 'waiting' | 'approved' | 'rejected' | 'outdated';

/** A post at one account. */
export interface PostTarget {
  id: string;
  connection_id: string;
  place: 'instagram' | 'page';
  /** The Instagram account's, or the Page's. */
  account_id: string;
  state: PostState;
  /** The state in detail. */
  step: string;
  /** When it is tried, or looked at, again. */
  next_look_at: string | null;
  /** Of what was published. */
  media_id: string | null;
  permalink: string | null;
  comment_id: string | null;
  published_at: string | null;
  fault: PostFault | null;
  /** There; null: the post's own. */
  caption: string | null;
  /** There; null: the post's own, empty: none. */
  first_comment: string | null;
  /** There; null: the post's own. */
  options: Record<string, unknown> | null;
}

/** Why it does not go on, or did not. */
export interface PostFault {
  /** For programs; publish/outcome.h has them all. */
  code: string;
  /** What is, or was, in the way. */
  message: string;
  /** What the user can do about it. */
  action: string;
  meta_code: number | null;
  meta_subcode: number | null;
  /** Meta's own words. */
  meta_message: string | null;
}

/** A post to be made. */
export interface PostInput {
  /** By the media unless given. */
  kind?: PostKind;
  caption?: string;
  first_comment?: string | null;
  /** None: a text, for a Page. */
  media?: PostMediaInput[] | null;
  targets: PostTargetInput[];
  /** location_id, collaborators, user_tags, share_to_feed, cover_url, thumb_offset_ms, link. */
  options?: Record<string, unknown> | null;
  /** 2026-02-20T10:00:00Z, or 2026-02-20T10:00 on the clock of time_zone. */
  publish_at?: string;
  /** IANA name; the server's, or X-Time-Zone, unless given. */
  time_zone?: string;
  /** Instead of publish_at. */
  publish_now?: boolean;
  /** Only kept; publish_at may be missing. */
  draft?: boolean;
  /** Instead of publish_at: the next free slot of the first target's queue. */
  queue?: boolean;
  /** It comes again: a series, whose posts are made 60 days ahead. */
  repeat?: PostRepeat | null;
  /** The same key with the same post makes one post; also as header Idempotency-Key. */
  idempotency_key?: string;
}

/** A medium of a post. */
export interface PostMediaInput {
  /** Public, and of the file itself. */
  url?: string | null;
  /** Instead of url: of POST /api/uploads. */
  upload_id?: string | null;
  /** By the address unless given. */
  kind?: 'image' | 'video';
  /** For people who do not see; at most 1,000. */
  alt_text?: string | null;
  /** Of a reel: an image. */
  cover?: {
    url?: string | null;
    upload_id?: string | null;
  } | null;
}

/** An account it is published at. */
export interface PostTargetInput {
  /** Of GET /api/meta/status. */
  connection_id: string;
  /** instagram unless given. */
  place?: 'instagram' | 'page';
  /** There instead of the post's. */
  caption?: string | null;
  /** There instead of the post's; empty: none. */
  first_comment?: string | null;
  /** There instead of all of the post's. */
  options?: Record<string, unknown> | null;
}

/** When it comes again, on the clock of time_zone. A day that a shorter month does not have is its last. */
export interface PostRepeat {
  every: 'day' | 'week' | 'month';
  /** 1 unless given; at most 99. */
  interval?: number;
  /** Of a week: 1 Monday to 7 Sunday; that of publish_at unless given. */
  weekdays?: number[] | null;
  /** The last day that may be one. */
  until?: string | null;
  /** How many there are; at most 1,000. */
  count?: number | null;
}

/** With every step on its way. */
export interface PostDetail {
  id: string;
  kind: PostKind;
  state: PostState;
  caption: string;
  first_comment: string | null;
  options: Record<string, unknown>;
  media: PostMedia[];
  /** Null: a draft without a time. */
  publish_at: string | null;
  /** As it was said, on the clock of time_zone. */
  wall_time: string | null;
  time_zone: string | null;
  /** Of GET /api/post-series: it is one of several. */
  series_id: string | null;
  revision: number;
  /** Null: nobody is to be asked. */
  approval: PostApproval | null;
  created_at: string;
  updated_at: string;
  targets: PostTargetWithSteps[];
  warnings: PostWarning[];
  /** What is known to be wrong with its media. */
  findings: PostFinding[];
}

export interface PostTargetWithSteps extends PostTarget {
  steps: PostStep[];
}

/** One step, as it was stored. */
export interface PostStep {
  number: number;
  at: string;
  event: string;
  from: string;
  to: string;
  detail: string;
}

/** Allowed, and unwise. */
export interface PostWarning {
  field: string;
  message: string;
}

/** What is wrong, or unwise, with a post. */
export interface PostFinding {
  /** error: Meta refuses it; warning: it takes it, and something is lost. */
  severity: 'error' | 'warning';
  /** media[0], media[0].cover; any field, when a post is checked. */
  field: string;
  /** format, size, ratio, duration, unreachable, changed, … */
  rule: string;
  /** instagram_reel, page_photo, …: what the file is used as. */
  use: string | null;
  message: string;
  action: string | null;
}

/** What is wrong, or unwise, with a post. */
export interface PostCheck {
  /** Empty: nothing is known against it. */
  findings: PostFinding[];
}

/** A limit of what a file may be. */
export interface PostMediaRule {
  /** instagram_reel, page_photo, … */
  use: string;
  /** format, size, ratio, duration, … */
  measure: string;
  unit: string;
  min: number | null;
  max: number | null;
  /** Of measures in names. */
  allowed: string | null;
  /** False: Meta takes it, and something is lost. */
  refuses: boolean;
  source: string;
  /** The source as of that day. */
  read_on: string;
}

/** A limit of what may be written. */
export interface PostTextRule {
  place: 'instagram_caption' | 'instagram_comment' | 'alt_text' | 'page_message';
  /** Characters: code points. */
  measure: 'characters' | 'hashtags' | 'mentions';
  max: number;
  /** False: more is only warned of. */
  refuses: boolean;
  source: string;
  /** The source as of that day. */
  read_on: string;
}

/** An account that can be a post's target. */
export interface PostPlace {
  connection_id: string;
  place: 'instagram' | 'page';
  /** The Instagram account's, or the Page's. */
  account_id: string;
  name: string;
  /** Of an Instagram account. */
  username: string | null;
  picture_url: string | null;
  /** What can be published there. */
  kinds: PostKind[];
  /** Null: it can be published there. */
  trouble: PostPlaceTrouble | null;
}

/** Why nothing can be published there. */
export interface PostPlaceTrouble {
  /** For programs; publish/outcome.h has them all. */
  code: string;
  message: string;
  /** What the user can do about it. */
  action: string;
}

/** How many posts an Instagram account takes from programs. */
export interface PostQuota {
  /** In the last 24 hours, by all apps. Null: Meta did not tell. */
  used: number | null;
  total: number | null;
}

export interface PostSeriesPage {
  /** Of all pages. */
  count: number;
  next: string | null;
  previous: string | null;
  results: PostSeries[];
}

/** A post that repeats. */
export interface PostSeries {
  id: string;
  /** False: it was stopped. */
  active: boolean;
  /** Where the rule begins, on the clock of time_zone: 2026-02-20T10:00. */
  publish_at: string;
  time_zone: string;
  repeat: PostRepeat;
  /** What is published, as POST /api/posts takes it. */
  post: Record<string, unknown>;
  /** Null: none is to come. */
  next_at: string | null;
  problem: PostSeriesProblem | null;
  created_at: string;
  updated_at: string;
}

/** Why no more posts can be made of it. */
export interface PostSeriesProblem {
  code: string;
  message: string;
}

/** With the posts that were made of it. */
export interface PostSeriesDetail {
  id: string;
  /** False: it was stopped. */
  active: boolean;
  /** Where the rule begins, on the clock of time_zone: 2026-02-20T10:00. */
  publish_at: string;
  time_zone: string;
  repeat: PostRepeat;
  /** What is published, as POST /api/posts takes it. */
  post: Record<string, unknown>;
  /** Null: none is to come. */
  next_at: string | null;
  problem: PostSeriesProblem | null;
  created_at: string;
  updated_at: string;
  /** Made so far, from today on. */
  occurrences: PostOccurrence[];
}

/** A post of a series. */
export interface PostOccurrence {
  /** On the clock of time_zone. */
  day: string;
  /** Null: that post was deleted. */
  post_id: string | null;
  publish_at: string | null;
  /** Changed by itself: the series leaves it alone. */
  edited: boolean;
}

/** Times of the week at which posts of an account go out. */
export interface PostQueue {
  connection_id: string;
  place: 'instagram' | 'page';
  time_zone: string;
  /** In order of the week; none: no queue. */
  slots: QueueSlot[];
  /** Where the next posts of the queue would go. */
  next_free: string[];
}

export interface QueueSlot {
  /** 1 Monday to 7 Sunday. */
  weekday: number;
  /** HH:MM, on the clock of time_zone. */
  time: string;
}

export interface PostQueueInput {
  /** IANA name; the server's, or X-Time-Zone, unless given. */
  time_zone?: string;
  /** At most 70. */
  slots: QueueSlot[];
}

/** The best hours of the week (best-time), spread out. */
export interface SuggestedSlots {
  time_zone: string;
  /** Posts that speak for it. */
  posts: number;
  /** Meta told when followers are online. */
  has_audience: boolean;
  /** In order of the week; none: too little is known. */
  slots: SuggestedSlot[];
}

export interface SuggestedSlot extends QueueSlot {
  /** 1 is an ordinary hour of this account. */
  score: number;
}

/** An address that is told what happens. */
export interface Hook {
  id: string;
  url: string;
  events: HookEvent[];
  active: boolean;
  /** Why the server switched it off: failing for three days, or answered 410. */
  off_reason: 'failing' | 'gone' | null;
  /** Of the first failure since it last went well. */
  failing_since: string | null;
  /** Until then the secret before signs as well. */
  old_secret_until: string | null;
  created_at: string;
  updated_at: string;
}

/** What a hook can be told of. */
export type HookEvent = 'post.published' | 'post.failed' | 'post.unconfirmed' | 'post.held' | 'token.expiring';

export interface HookForm {
  /** https, public. */
  url: string;
  events: HookEvent[];
  /** true unless given. */
  active?: boolean;
}

export interface HookWithSecret extends Hook {
  /** whsec_…: shown this once; verifies the signatures. */
  secret: string;
}

/** One message to one hook. */
export interface HookDelivery {
  id: string;
  /** webhook-id: the same at every try and replay. */
  message_id: string;
  /** A HookEvent, or hook.test. */
  event: string;
  state: 'waiting' | 'delivered' | 'failed';
  /** Why it failed. */
  reason: 'gave_up' | 'switched_off' | null;
  /** As it is sent. */
  body: string;
  attempts: {
    number: number;
    at: string;
    /** Null: no answer. */
    status: number | null;
    took_ms: number;
    /** Null: it was delivered. Redirects are not followed. */
    error: 'bad_status' | 'redirect' | 'no_answer' | null;
    /** The first 500 bytes; without an answer, why. */
    answer: string | null;
  }[];
  next_attempt_at: string | null;
  created_at: string;
  finished_at: string | null;
}

export interface HookDeliveryPage {
  /** Of all pages. */
  count: number;
  next: string | null;
  previous: string | null;
  results: HookDelivery[];
}

export interface PostLetters {
  /** Letters come when a post failed, is unconfirmed or held. */
  active: boolean;
}

export interface FailedJobs {
  /** Newest first. */
  jobs: FailedJob[];
  /** Ask again with before=NEXT for more. */
  next: string | null;
}

/** A job that is not tried again by itself. */
export interface FailedJob {
  id: string;
  kind: string;
  /** What it is about; the same work is never twice in the queue. */
  key: string | null;
  /** Who asked for it; null: the clock. */
  user_id: number | null;
  attempts: number;
  created_at: string;
  failed_at: string | null;
  error_code: string | null;
  /** As in the log. */
  error_cause: string | null;
}

/** Where the plan is as an iCalendar. */
export interface CalendarFeed {
  /** Secret: whoever has it sees the plan. */
  url: string;
}

/** A file that was sent for posts. */
export interface Upload {
  /** As upload_id in a post's media. */
  id: string;
  file_name: string;
  kind: 'image' | 'video';
  content_type: string;
  size_bytes: number;
  width: number | null;
  height: number | null;
  duration_ms: number | null;
  /** As in the file: avc1, hvc1, … */
  video_codec: string | null;
  audio_codec: string | null;
  created_at: string;
  /** What Instagram would say of it, as an image or a reel. */
  findings: PostFinding[];
}

export interface UploadPage {
  /** Of all pages. */
  count: number;
  next: string | null;
  previous: string | null;
  results: Upload[];
}

/** What one user owns, for those he invited. */
export interface Workspace {
  /** For the header X-Workspace. */
  id: string;
  /** Its owner's name, or e-mail address. */
  name: string;
  /** The caller's. */
  role: WorkspaceRole;
  is_own: boolean;
  /** Nothing is published without one. */
  needs_approval: boolean;
}

/** admin: everything; editor: drafts and submits; approver: approves and rejects; viewer: reads. */
export type WorkspaceRole = 'owner' | 'admin' | 'editor' | 'approver' | 'viewer';

export interface Team extends Workspace {
  /** Beside the owner. */
  members: TeamMember[];
}

/** Somebody who works in a workspace. */
export interface TeamMember {
  id: string;
  /** That was invited. */
  email: string;
  /** Once he has joined. */
  name: string | null;
  role: WorkspaceRole;
  state: 'invited' | 'joined';
  invited_at: string;
  /** Of the newest letter; null: none, or used. */
  link_expires_at: string | null;
  joined_at: string | null;
}

export interface InvitedMember extends TeamMember {
  /** What to hand over when the server sends no mail; else null: a letter is on its way. */
  link: string | null;
}

export interface PostImportItem extends PostInput {
  /** Names the row: sent again it is the same post. */
  key?: string;
}

/** What became, or would become, of each row of a file. */
export interface PostImport {
  dry_run: boolean;
  rows: PostImportRow[];
  /** Rows without errors. */
  accepted: number;
  refused: number;
  /** Posts that were made now. */
  stored: number;
  /** Columns of the file that mean nothing here. */
  ignored_columns: string | null;
}

export interface PostImportRow {
  /** As a spreadsheet shows it; of a JSON list from 1. */
  row: number;
  ok: boolean;
  /** It was imported before: that is its post. */
  known: boolean;
  /** Null: it was not stored. */
  post_id: string | null;
  /** The time as it was understood. */
  publish_at: string | null;
  /** Its beginning. */
  caption: string;
  errors: PostImportError[];
  warnings: PostWarning[];
}

/** What is wrong with a row. */
export interface PostImportError {
  /** The member, or the column of the file. */
  field: string | null;
  code: string;
  /** What is wrong, and what to enter. */
  message: string;
  /** What else can be done about it. */
  action: string | null;
}
