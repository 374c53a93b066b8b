// The Indonesian dictionary is the shape every other language must have: a missing or extra key
// is a compile error.
import { callback, choose, manage, reauth } from './id/accounts';
import { login } from './id/auth';
import { bestTime } from './id/best-time';
import { common, nav } from './id/common';
import { dashboard, stats, topPost } from './id/dashboard';
import { errors } from './id/errors';
import { exporting, exports } from './id/exports';
import { followers, tips } from './id/followers';
import { collection, health, token } from './id/health';
import { access, account, people } from './id/people';
import { post } from './id/post';
import { ranking } from './id/ranking';
import { rivals } from './id/rivals';
import { onboarding, splash } from './id/start';
import { social } from './id/social';

export const id = {
  common,
  nav,
  login,
  choose,
  manage,
  callback,
  reauth,
  social,
  dashboard,
  stats,
  topPost,
  exporting,
  exports,
  health,
  bestTime,
  collection,
  token,
  onboarding,
  splash,
  access,
  account,
  people,
  followers,
  tips,
  post,
  ranking,
  rivals,
  errors,
};

export type Dict = typeof id;
