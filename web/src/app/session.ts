// Who is logged in. The session itself is an HttpOnly cookie; the page knows only the user object.
import { cookie, get, post, whenUnauthorized } from '../api/client';
import { ApiError } from '../api/error';
import { paths } from '../api/paths';
import { forgetAll } from '../api/query';
import type { LoginReply, User } from '../api/types';
import { places } from './places';
import { location, replace } from './router';
import { abilitiesOf, NO_ABILITIES, type Abilities } from '../lib/abilities';
import { createStore, useStore } from './store';

export type Session =
  | { state: 'checking' }
  | { state: 'out' }
  | { state: 'in'; user: User }
  | { state: 'unreachable'; error: ApiError };

export const session = createStore<Session>({ state: 'checking' });

function leave(): void {
  forgetAll();
  session.set({ state: 'out' });
}

/** The address to come back to after login; never the login page itself. */
function returnAddress(): Record<string, string> {
  const { path, params } = location.get();
  if (path === places.login || path === '/' || path === places.callbackLogin) return {};
  const query = params.toString();
  return { to: query ? `${path}?${query}` : path };
}

export function toLogin(): void {
  if (location.get().path !== places.login) replace(places.login, returnAddress());
}

whenUnauthorized(() => {
  leave();
  toLogin();
});

/** The CSRF cookie comes and goes with the session, so without it there is nobody to ask about. */
export async function checkSession(): Promise<void> {
  if (!cookie('csrftoken')) {
    leave();
    return;
  }
  session.set({ state: 'checking' });
  try {
    session.set({ state: 'in', user: await get<User>(paths.me) });
  } catch (error) {
    if (!(error instanceof ApiError) || error.status === 401) leave();
    else session.set({ state: 'unreachable', error });
  }
}

/** Somebody has just come in, and goes on to where he was bound. */
export function enter(user: User, to = location.get().params.get('to') ?? ''): void {
  forgetAll();
  session.set({ state: 'in', user });
  returnFromLogin(to);
}

export async function login(email: string, password: string): Promise<void> {
  const reply = await post<LoginReply>(paths.login, { body: { email, password } });
  enter(reply.user);
}

/** Only places inside this app: a path of ours, with its query. */
export function returnFromLogin(to: string): void {
  const [path = '', query = ''] = to.split(/\?(.*)/s);
  const inside = path.startsWith('/') && !path.startsWith('//') && !path.startsWith(places.login);
  replace(inside ? path : places.home, Object.fromEntries(new URLSearchParams(query)));
}

export async function logout(): Promise<void> {
  await post(paths.logout);
  leave();
  replace(places.login);
}

export const fullName = (user: User): string =>
  `${user.first_name} ${user.last_name}`.trim() || user.email;

export { isAdmin } from '../lib/abilities';

/** Whoever is logged in; screens behind the login always have somebody. */
export function useUser(): User | null {
  const current = useStore(session);
  return current.state === 'in' ? current.user : null;
}

export function useAbilities(): Abilities {
  const user = useUser();
  return user ? abilitiesOf(user) : NO_ABILITIES;
}

/** The user has changed something about himself. */
export const setUser = (user: User): void => session.set({ state: 'in', user });
