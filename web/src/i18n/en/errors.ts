import type { Dict } from '../id';

export const errors: Dict['errors'] = {
  panel: 'The data could not be loaded',
  codes: {
    network: {
      message: 'The server cannot be reached.',
      action: 'Check your internet connection, then try again.',
    },
    server_error: {
      message: 'Something went wrong on our side.',
      action: 'Try again in a moment.',
    },
    bad_reply: {
      message: 'The answer of the server cannot be read.',
      action: 'Try again in a moment.',
    },
    unexpected: { message: 'Something unexpected went wrong.', action: 'Reload the page.' },
    http_404: { message: 'This data was not found.', action: '' },
    bad_credentials: { message: 'The email address or the password is not right.', action: '' },
    not_admin_page: {
      message: 'This Facebook account has no admin or editor access to the chosen Page.',
      action: 'Use another Facebook account, or ask for access to the Page',
    },
    instagram_not_connected_to_page: {
      message: 'The Facebook Page is not linked to an Instagram business account.',
      action: 'Link an Instagram business account to the Page in Meta Business Suite',
    },
    token_expired: {
      message: 'The connection with Meta has expired. Please connect again.',
      action: 'Choose Reconnect',
    },
    permissions_missing: {
      message: 'The permissions at Meta are not complete enough to publish.',
      action: 'Connect again and allow everything that is asked',
    },
    permission_denied: {
      message: 'Permission was not given on Facebook.',
      action: 'Connect again and allow access',
    },
    facebook_account_already_used: {
      message: 'Another user has already connected this Facebook account.',
      action: 'Log in with a different Facebook account',
    },
    facebook_not_found: {
      message: 'This Facebook account has no Page yet.',
      action: 'Create a Facebook Page first',
    },
    facebook_account_unknown: {
      message: 'No user has connected this Facebook account.',
      action: 'Log in with your email, then connect Facebook on the accounts page.',
    },
    state_invalid: {
      message: 'This Facebook login link is no longer valid.',
      action: 'Start again.',
    },
    exceed_limit: {
      message: 'You have reached the number of accounts of your plan.',
      action: 'Disconnect an account, or upgrade your plan',
    },
    account_already_used: {
      message: 'Another user has already connected this Instagram account.',
      action: '',
    },
    no_subscription: {
      message: 'You have no subscription yet.',
      action: 'See the plan on your profile page, or ask your admin.',
    },
    plan_forbids: {
      message: 'Your plan does not include this.',
      action: 'A higher plan opens it.',
    },
    email_not_verified: {
      message: 'Your e-mail address is not confirmed.',
      action: 'Open the link we sent, or ask for a new one on your profile page.',
    },
    registration_closed: {
      message: 'This server is closed to registrations.',
      action: 'Ask its admin for an account.',
    },
    rate_limited: { message: 'Too many requests.', action: 'Try again in a few minutes.' },
    competitor_already_added: { message: 'This account is in the list already.', action: '' },
    competitor_is_own_account: { message: 'This is your own account.', action: '' },
    instagram_not_business: {
      message: 'Account not found. A competitor must be a business account',
      action: '',
    },
    graph_busy: {
      message: 'The limit of calls to Meta is reached for now.',
      action: 'Try again in a few minutes.',
    },
    graph_error: {
      message: 'Meta cannot provide the data right now.',
      action: 'Try again in a moment.',
    },
    database_error: { message: 'The data was not saved.', action: 'Try again in a moment.' },
    invalid_token: {
      message: 'The connection with Facebook was lost.',
      action: 'Reconnect this account.',
    },
  },
};
