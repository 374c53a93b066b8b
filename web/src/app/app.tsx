// Who may see what: the login page when logged out, else the shell with the route's screen.
import { Component, type ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { Login } from '../screens/login';
import { Button } from '../ui/button';
import { Empty, Failed, PageLoading } from '../ui/states';
import { Toaster } from '../ui/toaster';
import { useT } from './i18n';
import { places } from './places';
import { href, location, replace, type Location } from './router';
import { findPublic, findRoute, Screen } from './screens';
import { checkSession, returnFromLogin, session, toLogin, type Session } from './session';
import { Shell } from './shell';
import { useStore } from './store';

/** A screen that throws must not take the whole page with it. */
class Guard extends Component<{ at: string; children: ComponentChildren }, { at: string | null }> {
  override state = { at: null as string | null };

  override componentDidCatch(error: unknown) {
    console.error(error);
    this.setState({ at: this.props.at });
  }

  override render() {
    return this.state.at === this.props.at ? <Crashed /> : this.props.children;
  }
}

function Crashed() {
  const { t } = useT();
  return (
    <Empty icon="alert" title={t.common.crashTitle} text={t.common.crashText} page alone>
      <Button tone="primary" icon="refresh" onClick={() => window.location.reload()}>
        {t.common.reload}
      </Button>
    </Empty>
  );
}

function NotFound() {
  const { t } = useT();
  return (
    <Empty icon="search" title={t.common.notFoundTitle} text={t.common.notFoundText} page alone>
      <a class="btn primary" href={href(places.home)}>
        {t.common.toHome}
      </a>
    </Empty>
  );
}

/** Where this session must be instead of here, if anywhere. */
function useRedirects(current: Session, at: Location): boolean {
  const open = findPublic(at.path) !== null;
  const lost = current.state === 'out' && at.path !== places.login && !open;
  const entrance = at.path === places.login || at.path === places.register;
  const inside = current.state === 'in' && entrance;
  const root = current.state === 'in' && at.path === '/';
  useEffect(() => {
    if (lost) toLogin();
    if (inside) returnFromLogin(at.params.get('to') ?? '');
    if (root) replace(places.home);
  }, [lost, inside, root]);
  return lost || inside || root;
}

export function App() {
  return (
    <>
      <Page />
      <Toaster />
    </>
  );
}

function Page() {
  const current = useStore(session);
  const at = useStore(location);
  const leaving = useRedirects(current, at);

  if (current.state === 'unreachable') {
    return (
      <main class="alone">
        <Failed error={current.error} onRetry={() => void checkSession()} />
      </main>
    );
  }
  if (current.state === 'checking' || leaving) {
    return (
      <main class="alone">
        <PageLoading />
      </main>
    );
  }
  const publicPage = findPublic(at.path);
  if (publicPage) return <Screen {...publicPage} />;
  if (current.state === 'out') return <Login />;
  const found = findRoute(at.path);
  return (
    <Shell user={current.user} active={found?.route.nav ?? null}>
      <Guard at={at.path}>{found ? <Screen {...found} /> : <NotFound />}</Guard>
    </Shell>
  );
}
