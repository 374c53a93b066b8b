import { callback, choose, manage, reauth } from './en/accounts';
import { login } from './en/auth';
import { bestTime } from './en/best-time';
import { common, nav } from './en/common';
import { dashboard, stats, topPost } from './en/dashboard';
import { errors } from './en/errors';
import { exporting, exports } from './en/exports';
import { followers, tips } from './en/followers';
import { collection, health, token } from './en/health';
import { access, account, people } from './en/people';
import { post } from './en/post';
import { ranking } from './en/ranking';
import { rivals } from './en/rivals';
import { onboarding, splash } from './en/start';
import { social } from './en/social';
import type { Dict } from './id';

export const en: Dict = {
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
