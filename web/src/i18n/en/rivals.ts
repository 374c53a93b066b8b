import type { Dict } from '../id';

export const rivals: Dict['rivals'] = {
  compareTitle: 'Compare competitor accounts',
  compareHelp:
    'Competitors are measured from Instagram’s public data in the same way as your account. Only business or creator accounts can be added.',
  own: 'Your account',
  add: 'Add competitor',
  upgradeMark: 'upgrade',
  used: (n, limit) => `${n} of ${limit} competitors`,
  remove: 'Remove',
  removeOf: (name) => `Remove @${name}`,
  lost: { not_found: 'No longer found', renamed: 'Renamed' },
  lostText: {
    not_found:
      'This account was deleted, made private or renamed. What was collected stays.',
    renamed: 'Another account has this name now. Add it again under its new name.',
  },
  emptyTitle: 'No competitors yet',
  emptyText: 'Add other business accounts to see where yours leads and where it lags.',

  addTitle: 'Add a competitor account',
  addText: 'Its public data is collected at once, then every day.',
  addLabel: 'Competitor username',
  addHint: 'Type the username without @',
  addSubmit: 'Add',
  addBusy: 'Collecting…',
  usernameMissing: 'Enter the competitor’s username.',
  usernameInvalid: 'A username has letters, digits, dots and underscores only.',
  usernameOwn: 'This is your own account.',
  usernameTwice: 'This account is in the list already.',
  cancel: 'Cancel',
  added: 'Competitor added',
  addedText: (name) => `@${name} is now among your competitors.`,
  addFailed: 'The competitor was not added',

  removeTitle: (name) => `Remove @${name} from the competitors?`,
  removeText: 'The account is no longer compared. The history collected so far is kept.',
  removeFailed: 'The competitor was not removed',
  removed: 'Competitor removed',
  removedText: (name) => `@${name} is no longer among your competitors.`,

  firstTitle: 'Who are your competitors?',
  firstText: 'Enter up to three accounts to start comparing. You can change them at any time.',
  firstLabel: (n) => `Competitor ${n}`,
  firstHint: 'Username without @',
  check: 'Check',
  checkOf: (n) => `Check competitor ${n}`,
  checking: 'Checking…',
  valid: (name) => `Found: ${name}`,
  invalid: 'Invalid',
  notFound: 'Account not found. A competitor must be a business account',
  skip: 'Skip',
  firstSubmit: 'Compare competitors',

  upgradeTitle: 'Compare more, see deeper',
  upgradeText: 'Your present plan does not include this. A higher plan brings you:',
  benefits: [
    'Up to 6 competitors',
    'Any date range',
    'Reports as .csv, .xls and .pdf',
    'Every post in detail',
    'Sentiment of comments',
  ],
  upgrade: 'Upgrade',

  chartTitle: 'Day by day',
  chartHelp:
    'Growth is counted from the first day of the period, so small and large accounts can be compared. Engagement is the average of likes and comments of the posts published that day.',
  metric: 'Measure',
  metrics: { growth: 'Growth', followers: 'Followers', engagement: 'Engagement' },

  columns: 'Accounts compared',
  columnOf: (n) => `Column ${n}: choose a competitor`,
  none: '-',

  performance: 'Competitor performance',
  performanceHelp:
    'Averages per post published in this period. The engagement rate divides average likes and comments by the followers.',
  rate: 'Avg. engagement rate',
  followers: 'Followers',
  likes: 'Average likes',
  comments: 'Average comments',
  vs: 'vs',
  before: (n) => `previous ${n} days`,

  content: 'Top content',
  contentHelp:
    'The post with the most likes and comments of this period, compared with the post right before it.',
  contentNone: 'No posts in this period',
  type: 'Type',
  posted: 'Posted on',
  contentLikes: 'Likes',
  contentComments: 'Comments',
  contentRate: 'Engagement rate',
  more: 'Details',
  moreOf: (name) => `Details: the best post of @${name}`,

  hashtags: 'Top hashtags',
  hashtagsHelp: 'The five hashtags with the most likes and comments of the posts in this period.',
};
