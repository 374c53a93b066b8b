import type { Dict } from '../id';

const plural = (n: number, noun: string) => `${n} ${noun}${n === 1 ? '' : 's'}`;

export const choose: Dict['choose'] = {
  title: 'Choose account',
  lead: 'Choose an account to see how it performs.',
  add: 'Add account',
  manage: 'Manage accounts',
  facebook: 'Facebook:',
  follower: 'Followers',
  rate: 'Engagement rate',
  reach: 'Reach',
  impression: 'Impressions',
  updated: 'Updated on:',
  compared: 'Compared with:',
  open: 'See details',
  openOf: (name) => `See details: ${name}`,
  partial: 'Some figures could not be loaded.',
  emptyTitle: "Let's get started!",
  emptyText:
    'Link your Instagram business account to a Facebook Page, then connect it here. Data is collected from the first day on.',
  emptyAction: 'Connect account',
  modalTitle: 'Add a new account',
  modalText:
    'Log in to Facebook with the account that manages the Page of your Instagram business account. You then choose which Instagram accounts to follow.',
  modalNeeds: [
    'An Instagram business account',
    'The Facebook Page linked to it',
    'Access to that Page',
  ],
  modalNeedsTitle: 'What you need',
  modalConnect: 'Log in to Facebook',
  connecting: 'Opening Facebook…',
};

export const manage: Dict['manage'] = {
  title: 'Manage accounts',
  lead: 'Choose the Instagram accounts to connect.',
  quota: 'Accounts you can still add:',
  unlimited: 'unlimited',
  facebookUnlink: 'Unlink Facebook',
  linked: 'Connected',
  taken: 'Used by another user',
  free: 'Ready to connect',
  unlink: 'Disconnect',
  noInstagram: 'This Facebook account has no Instagram business account.',
  emptyTitle: 'No Facebook account yet',
  emptyText: 'Log in to Facebook to see the Instagram business accounts you can connect.',
  another: 'Cannot find your account?',
  anotherLink: 'Log in with another Facebook account',
  connect: 'Connect',
  selected: (n) => `${plural(n, 'account')} selected`,
  select: (name) => `Select ${name}`,
  confirmTitle: 'Connect now?',
  confirmText: (n) => `You have selected ${plural(n, 'Instagram account')} to connect`,
  confirmYes: 'Yes, connect now',
  change: 'Change',
  working: 'Connecting. One moment…',
  workingHint: 'The first collection can take a few minutes.',
  done: 'Continue',
  state: {
    waiting: 'Waiting',
    running: 'Collecting data…',
    done: 'Connected',
    failed: 'Failed',
  },
  step: (done, total) => `Step ${done} of ${total}`,
  retryOf: (name) => `Try ${name} again`,
  connected: 'Account connected',
  connectedText: (name) => `@${name} is now connected.`,
  connectFailed: 'Could not connect the Instagram account',
  unlinkTitle: 'Disconnect?',
  unlinkInstagram: (name) =>
    `The Instagram account ${name} will no longer be followed. Its history is kept.`,
  unlinkFacebook: (name) =>
    `The Facebook account ${name} and its permissions are removed from Simpul. History is kept.`,
  unlinkYes: 'Disconnect',
  unlinked: 'Account disconnected',
  unlinkedInstagram: (name) => `The Instagram account ${name} has been disconnected.`,
  unlinkedFacebook: (name) => `The Facebook account ${name} has been unlinked.`,
  unlinkFailed: 'Could not disconnect the account',
  unlinkFailedText: 'Try again, or contact support.',
  reconnected: 'You are connected again!',
  reconnectFailed: 'Could not connect the account',
  reconnecting: 'Reconnecting…',
};

export const callback: Dict['callback'] = {
  loading: 'Finishing the connection with Facebook…',
  failed: 'The connection is not finished',
  titles: {
    facebook_account_already_used: 'This Facebook account is already in use',
    other: 'Could not connect',
  },
  texts: {
    facebook_account_already_used:
      'Another Simpul user has already connected this Facebook account. Log in with a different one.',
    facebook_not_found:
      'This Facebook account has no Page yet. Create a Page for your business first, then connect again.',
    instagram_not_business:
      'The linked Instagram account is not a business account yet. Change its type in the Instagram settings.',
    facebook_not_connected:
      'Your Instagram business account and your Facebook Page are not linked. Link them, then connect again.',
    permission_denied:
      'Permission was not given. Try again and allow everything that is asked; if it still fails, contact support.',
    other: 'Facebook could not finish this connection. Please try once more.',
  },
  facebook: 'Log in to Facebook',
  instagram: 'Go to Instagram settings',
  code: (code) => `Code: ${code}`,
};

export const reauth: Dict['reauth'] = {
  title: 'The Facebook connection to Simpul was lost',
  text: (username, facebook) =>
    `The permission of the Facebook account${facebook && ` ${facebook}`} for @${username} is no longer valid. Reconnect so that data keeps being collected; the history you have is safe.`,
  action: 'Reconnect',
};
