import type { Dict } from '../id';

export const token: Dict['token'] = {
  states: {
    connected: 'Connected',
    expiring: 'Ends soon',
    data_access_expiring: 'Data access ends soon',
    permissions_missing: 'Permissions missing',
    invalid: 'Disconnected',
  },
  expiringTitle: (days) =>
    days > 0
      ? `The permission at Facebook ends in ${days} days`
      : 'The permission at Facebook ends today',
  expiringText: 'Log in to Facebook again now; the data so far is safe.',
  accessTitle: (days) =>
    days > 0 ? `Access to Meta’s data ends in ${days} days` : 'Access to Meta’s data ends today',
  accessText:
    'Meta closes access 90 days after the last login. Log in to Facebook again to extend it.',
  permissionsTitle: 'Some permissions at Meta are missing',
  permissionsText: (names) =>
    `Without them some data is not collected: ${names}. Connect again and allow all of them.`,
  invalidTitle: 'The connection with Facebook is broken',
  reasons: {
    app_removed: 'Simpul was removed in your Facebook settings.',
    login_required: 'Facebook asks you to log in again.',
    password_changed: 'The Facebook password has changed since.',
    expired: 'The permission has expired.',
    unconfirmed: 'Facebook asks you to confirm your account first.',
    invalid: 'The permission is no longer good.',
    role_lost: 'You no longer have access to this Page.',
    refused: 'Meta refused the permission.',
  },
  invalidText: 'Nothing is collected until it is connected again; the history is safe.',
  action: 'Connect again',
};

export const collection: Dict['collection'] = {
  button: 'State of the collection',
  title: 'Collection',
  states: {
    never: 'Never collected',
    waiting: 'Waiting for its turn',
    running: 'Running',
    done: 'Complete',
    failed: 'Failed',
    invalid_token: 'Must be connected again',
  },
  reasons: {
    invalid_token: 'The connection with Facebook has ended. Connect this account again.',
    graph_busy: 'Meta allows no more calls for now. It goes on by itself when Meta does again.',
    network: 'Meta could not be reached. It is tried again by itself.',
    config: "Meta refuses this server's app. Tell whoever runs this server.",
    other: 'Something went wrong on this server. It is tried again by itself.',
  },
  started: 'Started',
  finished: 'Last success',
  failedAt: 'Last try',
  next: 'Next',
  calls: 'Calls to Meta',
  of: (got, total) => `${got} of ${total}`,
  steps: {
    profile: 'Profile',
    stories: 'Stories',
    insights: 'Account insights',
    audience: 'Followers',
    page: 'Facebook Page',
    media: 'Media',
    reels: 'Reels',
    comments: 'Comments',
    analysis: 'Sentiment and growth',
  },
  stepStates: {
    done: 'done',
    running: 'running',
    waiting: 'waiting',
    failed: 'failed',
    partial: 'partly',
    skipped: 'skipped',
  },
  media: (got, total) => `${got} of ${total} media`,
};

export const health: Dict['health'] = {
  title: 'Collection',
  lead: 'Every account and competitor: its last success, how complete it is, and what failed.',
  totals: {
    accounts: 'Accounts',
    fresh: 'Fresh (24 hours)',
    failing: 'Failing',
    calls: 'Calls today',
  },
  columns: {
    name: 'Account',
    state: 'State',
    coverage: 'Coverage',
    success: 'Last success',
    next: 'Next',
    calls: 'Calls',
  },
  kinds: { account: 'Account', competitor: 'Competitor' },
  partial: 'Partly',
  none: 'No account is collected yet',
  details: (name) => `Details of @${name}`,
  metaCode: (code) => `Meta code ${code}`,
  notOffered: 'Not offered by Meta',
  notOfferedSince: (n, date) =>
    `${n} ${n === 1 ? 'metric' : 'metrics'} not offered by Meta since ${date}`,
  problems: 'Could not be had',
  failures: (n) => `failed ${n} times in a row`,
};
