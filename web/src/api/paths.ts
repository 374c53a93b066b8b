// Every route the web app calls, spelled once.
import type { CsvType } from './types';

const seg = encodeURIComponent;
const account = (id: string) => `/cekbrand/accounts/${seg(id)}`;
const rivals = (id: string) => `${account(id)}/competitor-accounts`;
const rival = (id: string, rivalId: string) => `${rivals(id)}/${seg(rivalId)}`;
const socialAccount = (id: number) => `/user/socialaccounts/${id}`;

export const paths = {
  login: '/auth/login/',
  loginOptions: '/auth/options/',
  loginWithFacebook: '/auth/facebook/',
  loginByFacebook: '/auth/facebook/login/',
  logout: '/auth/logout/',
  me: '/account/',
  register: '/auth/register/',
  passwordReset: '/auth/password/reset/',
  passwordResetConfirm: '/auth/password/reset/confirm/',
  passwordChange: '/account/password/change/',
  dataDeletion: (code: string) => `/api/meta/data-deletion/${seg(code)}`,
  verifyEmail: '/account/verify-email/',
  verifyResend: '/account/verify-email/resend/',
  sessions: '/account/sessions/',
  session: (id: string) => `/account/sessions/${seg(id)}/`,
  categories: '/user-management/categories/',
  members: '/user-management/subscriptions/',
  member: (id: string) => `/user-management/subscriptions/${seg(id)}/`,
  memberFacebook: (id: string) => `/user-management/${seg(id)}/socialaccounts/facebook`,
  memberInstagram: (id: string) => `/user-management/${seg(id)}/socialaccounts/instagram`,
  groups: '/subscription-groups/',
  plans: '/subscription-plans/',
  vouchers: '/vouchers/invitation/',
  voucher: (id: number) => `/vouchers/invitation/${id}/`,
  redemptions: '/vouchers/redeemed/invitation/',
  claimTrial: '/store/products/1/claim-free-trial/',
  collection: '/api/admin/collection',

  facebookLogin: '/user/auth/facebook/login/',
  facebookCallback: '/user/auth/facebook/login/callback/',
  socialAccounts: '/user/socialaccounts',
  socialAccount,
  subscriptionGroups: '/user-management/subscription-groups',
  fetchInstagram: (id: string) => `/cekbrand/instagram-graph-api/fetch-instagram-data/${seg(id)}`,
  reauthorize: (socialId: number) => `/cekbrand/instagram-graph-api/re-authorization/${socialId}`,

  accounts: '/cekbrand/accounts',
  account,
  sync: (id: string) => `${account(id)}/sync`,
  userData: (id: string) => `${account(id)}/user-data`,
  userDataSummary: (id: string) => `${account(id)}/user-data/summary`,
  hashtags: (id: string) => `${account(id)}/hashtag-metrics`,
  reach: (id: string) => `${account(id)}/insights/reach`,
  reachSummary: (id: string) => `${account(id)}/insights/reach/average/summary`,
  impressions: (id: string) => `${account(id)}/insights/impressions`,
  impressionsSummary: (id: string) => `${account(id)}/insights/impressions/average/summary`,
  media: (id: string) => `${account(id)}/media`,
  mediaSummary: (id: string) => `${account(id)}/media/summary`,
  engagement: (id: string) => `${account(id)}/media/engagement`,
  engagementSummary: (id: string) => `${account(id)}/media/engagement/summary`,
  engagementAverage: (id: string) => `${account(id)}/media/engagement/average/summary`,
  csv: (id: string, type: CsvType) => `${account(id)}/download/csv/${type}`,
  audienceCity: (id: string) => `${account(id)}/insights/audience-city`,
  audienceCountry: (id: string) => `${account(id)}/insights/audience-country`,
  audienceGenderAge: (id: string) => `${account(id)}/insights/audience-gender-age`,
  onlineFollowers: (id: string) => `${account(id)}/insights/online-followers`,
  bestTime: (id: string) => `${account(id)}/best-time`,
  city: (name: string) => `/cekbrand/cities-coordinate/world/${seg(name.toLowerCase())}`,
  comments: (id: string, mediaId: string) => `${account(id)}/media/${seg(mediaId)}/comments`,
  sentiment: (id: string, mediaId: string) => `${account(id)}/media/${seg(mediaId)}/sentiment`,

  sentimentDays: (id: string) => `${account(id)}/sentiment`,
  sentimentTotals: (id: string) => `${account(id)}/sentiment/summary`,
  growthRanking: '/cekbrand/accounts/growth',

  rivals,
  rival,
  rivalUserData: (id: string, rivalId: string) => `${rival(id, rivalId)}/user-data`,
  rivalMedia: (id: string, rivalId: string) => `${rival(id, rivalId)}/media`,
  rivalSummary: (id: string, rivalId: string) => `${rival(id, rivalId)}/media/summary`,
  rivalAverage: (id: string, rivalId: string) =>
    `${rival(id, rivalId)}/media/engagement/average/summary`,
  rivalHashtags: (id: string, rivalId: string) => `${rival(id, rivalId)}/hashtag-metrics`,
  publicProfile: (username: string) =>
    `/cekbrand/instagram-graph-api/instagram-business/${seg(username)}`,

  metaStatus: '/api/meta/status',
  metaConnect: '/api/meta/connect',
  metaPages: '/api/meta/pages',
  metaSelectPage: '/api/meta/select-page',
  metaDisconnect: '/api/meta/disconnect',
};
