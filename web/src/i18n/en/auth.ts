import type { Dict } from '../id';

export const login: Dict['login'] = {
  title: 'Log in to Simpul',
  lead: 'Follow how your Instagram business accounts perform.',
  email: 'Email address',
  password: 'Password',
  show: 'Show password',
  hide: 'Hide password',
  submit: 'Log in',
  busy: 'Checking…',
  emailMissing: 'Enter your email address.',
  emailInvalid: 'This email address is incomplete; it should look like name@shop.com.',
  passwordMissing: 'Enter your password.',
  wait: (seconds) =>
    `Too many attempts. Try again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`,
  waitButton: (seconds) => `Wait ${seconds} s`,
  or: 'or',
  facebook: 'Log in with Facebook',
  facebookBusy: 'Logging you in…',
  facebookFailed: 'You are not logged in',
  facebookCancelled: 'The login with Facebook was cancelled.',
  toLogin: 'Back to the login page',
  asideTitle: 'One knot for all your accounts.',
  asideText: 'Followers, reach and engagement, collected every day, ready to read and export.',
};
