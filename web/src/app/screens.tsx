// The route table: a pattern, the chunk that draws it, and which navigation entry it belongs to.
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { PageLoading } from '../ui/states';
import { useT } from './i18n';
import { places } from './places';
import { match, type PathParams } from './router';
import { Button } from '../ui/button';

export interface ScreenProps {
  params: PathParams;
}

export type NavKey =
  'dashboard' | 'choose' | 'posts' | 'manage' | 'social' | 'users' | 'vouchers' | 'collection';

interface Route {
  pattern: string;
  nav: NavKey | null;
  load: () => Promise<ComponentType<ScreenProps>>;
}

const HOME = places.home;

/** A page that has texts of its own. */
async function speaking<T>(screen: Promise<T>, texts: Promise<{ ready: () => Promise<void> }>) {
  const [loaded, { ready }] = await Promise.all([screen, texts]);
  await ready();
  return loaded;
}

const administered = <T,>(screen: Promise<T>): Promise<T> =>
  speaking(screen, import('../screens/admin/speech'));

/** A page of publishing, with its texts and its stylesheet. */
const published = async <T,>(screen: Promise<T>): Promise<T> =>
  (await import('../publish/texts')).publishing(screen);

const ROUTES: Route[] = [
  { pattern: HOME, nav: 'choose', load: async () => (await import('../screens/choose')).Choose },
  {
    pattern: `${HOME}/dashboard`,
    nav: 'dashboard',
    load: async () => (await import('../screens/dashboard/last')).LastDashboard,
  },
  {
    pattern: `${HOME}/dashboard/:username`,
    nav: 'dashboard',
    load: async () => (await import('../screens/dashboard')).Dashboard,
  },
  {
    pattern: places.manage,
    nav: 'manage',
    load: async () => (await import('../screens/manage')).Manage,
  },
  {
    pattern: `${HOME}/onboarding`,
    nav: 'choose',
    load: async () => (await import('../screens/onboarding')).Onboarding,
  },
  {
    pattern: `${HOME}/onboarding/:step`,
    nav: 'choose',
    load: async () => (await import('../screens/onboarding')).Onboarding,
  },
  {
    pattern: places.callbackLogin,
    nav: 'manage',
    load: async () => (await import('../screens/callback')).CallbackLogin,
  },
  {
    pattern: places.callbackError,
    nav: 'manage',
    load: async () => (await import('../screens/callback')).CallbackError,
  },
  {
    pattern: `${HOME}/re-authorization/:username/:socialAccountId`,
    nav: 'manage',
    load: async () => (await import('../screens/reauth')).Reauthorize,
  },
  {
    pattern: places.account,
    nav: null,
    load: async () => (await import('../screens/account')).AccountPage,
  },
  {
    pattern: places.schedules,
    nav: null,
    load: async () =>
      (await speaking(import('../screens/reports'), import('../screens/reports/speech')))
        .ReportsPage,
  },
  {
    pattern: places.posts,
    nav: 'posts',
    load: async () => (await published(import('../screens/posts'))).PlanPage,
  },
  {
    pattern: places.newPost,
    nav: 'posts',
    load: async () => (await published(import('../screens/posts/compose'))).NewPostPage,
  },
  {
    pattern: places.postCalendar,
    nav: 'posts',
    load: async () => (await published(import('../screens/posts/month'))).MonthPage,
  },
  {
    pattern: places.postQueue,
    nav: 'posts',
    load: async () => (await published(import('../screens/posts/queue'))).QueuePage,
  },
  {
    pattern: places.postImport,
    nav: 'posts',
    load: async () => (await published(import('../screens/posts/import'))).ImportPage,
  },
  {
    pattern: places.postHooks,
    nav: 'posts',
    load: async () => (await published(import('../screens/posts/hooks'))).HooksPage,
  },
  {
    pattern: places.postTeam,
    nav: 'posts',
    load: async () => (await published(import('../screens/posts/team'))).TeamPage,
  },
  {
    pattern: places.acceptTeam,
    nav: 'posts',
    load: async () => (await published(import('../screens/posts/team'))).AcceptPage,
  },
  {
    pattern: places.post(':id'),
    nav: 'posts',
    load: async () => (await published(import('../screens/posts/post'))).PostPage,
  },
  {
    pattern: places.editPost(':id'),
    nav: 'posts',
    load: async () => (await published(import('../screens/posts/compose'))).EditPostPage,
  },
  {
    pattern: places.editSeries(':id'),
    nav: 'posts',
    load: async () => (await published(import('../screens/posts/compose'))).EditSeriesPage,
  },
  {
    pattern: places.users,
    nav: 'users',
    load: async () => (await administered(import('../screens/admin/users'))).UsersPage,
  },
  {
    pattern: places.user(':id'),
    nav: 'users',
    load: async () => (await administered(import('../screens/admin/user'))).UserPage,
  },
  {
    pattern: places.vouchers,
    nav: 'vouchers',
    load: async () => (await administered(import('../screens/admin/vouchers'))).VouchersPage,
  },
  {
    pattern: places.collection,
    nav: 'collection',
    load: async () => (await administered(import('../screens/admin/collection'))).CollectionPage,
  },
  {
    pattern: places.verify,
    nav: null,
    load: async () => (await import('../screens/verify')).VerifyEmail,
  },
  {
    pattern: places.socialConnect,
    nav: 'social',
    load: async () => (await import('../screens/social')).SocialConnect,
  },
];

/** Pages for people who are not logged in (yet). */
const PUBLIC: Route[] = [
  {
    pattern: places.loginFacebook,
    nav: null,
    load: async () => (await import('../screens/login/facebook')).FacebookReturn,
  },
  {
    pattern: places.register,
    nav: null,
    load: async () => (await import('../screens/public/register')).Register,
  },
  {
    pattern: places.forgot,
    nav: null,
    load: async () => (await import('../screens/public/forgot')).ForgotPassword,
  },
  {
    pattern: places.reset,
    nav: null,
    load: async () => (await import('../screens/public/forgot')).ResetPassword,
  },
  {
    pattern: places.dataDeletion,
    nav: null,
    load: async () => (await import('../screens/public/deletion')).DataDeletion,
  },
];

export interface Found {
  route: Route;
  params: PathParams;
}

export const findRoute = (path: string): Found | null => find(ROUTES, path);
export const findPublic = (path: string): Found | null => find(PUBLIC, path);

function find(routes: Route[], path: string): Found | null {
  for (const route of routes) {
    const params = match(route.pattern, path);
    if (params) return { route, params };
  }
  return null;
}

type Chunk = ComponentType<ScreenProps> | 'failed' | null;

/** Draws the screen of a route; its chunk is fetched the first time. */
export function Screen({ route, params }: Found) {
  const [loaded, setLoaded] = useState<{ route: Route; chunk: Chunk }>({ route, chunk: null });
  const { t } = useT();

  const load = () => {
    setLoaded({ route, chunk: null });
    route.load().then(
      (component) => setLoaded({ route, chunk: component }),
      () => setLoaded({ route, chunk: 'failed' }),
    );
  };
  useEffect(load, [route]);

  const chunk = loaded.route === route ? loaded.chunk : null;
  if (chunk === 'failed') {
    return (
      <div class="state page" role="alert">
        <h1>{t.common.offline}</h1>
        <Button icon="refresh" onClick={load}>
          {t.common.retry}
        </Button>
      </div>
    );
  }
  if (!chunk) return <PageLoading />;
  const Loaded = chunk;
  return <Loaded params={params} />;
}
