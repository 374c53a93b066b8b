// In whose workspace the plan is: one's own, or that of somebody who has invited one. It is chosen
// once and holds until another is chosen; the server has the last word on each call.
import { alsoSend, withQuery } from '../api/client';
import { paths } from '../api/paths';
import { useGet } from '../api/query';
import type { Workspace } from '../api/types';
import { session } from '../app/session';
import { recall, remember } from '../app/storage';
import type { Rights } from './states';

const KEY = 'workspace';
const AWARE =
  /^\/api\/(posts|uploads|queue-slots|post-series|calendar-feed|team(?!\/accept))(\/|\?|$)/;

const userId = (): string => {
  const now = session.get();
  return now.state === 'in' ? String(now.user.id) : '';
};

/** '' is one's own. What another user of this browser has chosen does not count. */
export function workspaceId(): string {
  const [user, id = ''] = recall(KEY).split(' ');
  return user === userId() ? id : '';
}

alsoSend((path): Record<string, string> => {
  const id = workspaceId();
  return id && AWARE.test(path) ? { 'X-Workspace': id } : {};
});

/** Pictures are fetched by the browser itself, which sends no headers of ours. */
export function inWorkspace(path: string): string {
  const id = workspaceId();
  return id ? withQuery(path, { workspace: id }) : path;
}

/** Everything that was read belongs to the other one. */
export function enterWorkspace(workspace: Pick<Workspace, 'id' | 'is_own'>): void {
  remember(KEY, workspace.is_own ? '' : `${userId()} ${workspace.id}`);
  window.location.reload();
}

export interface Here {
  all: Workspace[];
  current: Workspace | null;
  rights: Rights;
}

const WRITERS: Workspace['role'][] = ['owner', 'admin', 'editor'];
const APPROVERS: Workspace['role'][] = ['owner', 'admin', 'approver'];

export function useWorkspace(): Here {
  const { data } = useGet<Workspace[]>(paths.workspaces);
  const all = data ?? [];
  const id = workspaceId();
  const current = all.find((item) => (id ? item.id === id : item.is_own)) ?? null;
  // Until it is known, and without a team, everybody works for himself.
  const role = current?.role ?? 'owner';
  return {
    all,
    current,
    rights: { write: WRITERS.includes(role), approve: APPROVERS.includes(role) },
  };
}
