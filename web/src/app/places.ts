// Where things are. Screens link through these, never through literal paths.

const HOME = '/apps/cekbrand';
const seg = encodeURIComponent;

export const places = {
  home: HOME,
  login: '/login',
  loginFacebook: '/login/facebook',
  dashboards: `${HOME}/dashboard`,
  dashboard: (username: string) => `${HOME}/dashboard/${seg(username)}`,
  manage: `${HOME}/callback`,
  callbackLogin: `${HOME}/callback/login`,
  callbackError: `${HOME}/callback/error`,
  reauthorize: (username: string, socialId: number) =>
    `${HOME}/re-authorization/${seg(username)}/${socialId}`,
  account: '/account',
  onboarding: (step = 1) => `${HOME}/onboarding/${step}`,
  register: '/register',
  forgot: '/forgot-password',
  reset: '/reset-password',
  schedules: '/account/reports',
  posts: '/posts',
  newPost: '/posts/new',
  postCalendar: '/posts/calendar',
  postQueue: '/posts/queue',
  postImport: '/posts/import',
  postHooks: '/posts/hooks',
  postTeam: '/posts/team',
  acceptTeam: '/team/accept',
  post: (id: string) => `/posts/${id}`,
  editPost: (id: string) => `/posts/${id}/edit`,
  editSeries: (id: string) => `/posts/series/${id}`,
  verify: '/verify-email',
  dataDeletion: '/data-deletion',
  users: '/apps/users/list',
  user: (id: number | string) => `/apps/users/view/${id}`,
  vouchers: '/apps/vouchers/list',
  collection: '/apps/collection',
  socialConnect: '/social-connect',
};
