// What can be done about a post, by its state. The server has the last word on each.
import type { IconName } from '../ui/icon';
import type { AnyPost, State } from './shapes';

export type Tone = 'plain' | 'accent' | 'good' | 'warn' | 'bad';

export type Act =
  | 'publish-now'
  | 'retry'
  | 'cancel'
  | 'edit'
  | 'draft'
  | 'duplicate'
  | 'delete'
  | 'submit'
  | 'approve'
  | 'reject'
  | 'there'
  | 'absent';

interface Look {
  tone: Tone;
  icon: IconName;
  /** The likeliest first; it is the one that stands out. */
  acts: readonly Act[];
}

const LOOKS: Record<State, Look> = {
  draft: {
    tone: 'plain',
    icon: 'pencil',
    acts: ['edit', 'publish-now', 'submit', 'duplicate', 'delete'],
  },
  waiting_approval: {
    tone: 'warn',
    icon: 'clock',
    acts: ['approve', 'reject', 'edit', 'draft', 'duplicate', 'cancel'],
  },
  scheduled: {
    tone: 'accent',
    icon: 'calendar',
    acts: ['edit', 'publish-now', 'draft', 'duplicate', 'cancel'],
  },
  publishing: { tone: 'accent', icon: 'refresh', acts: ['cancel', 'duplicate'] },
  published: { tone: 'good', icon: 'check', acts: ['duplicate'] },
  unconfirmed: { tone: 'warn', icon: 'help', acts: ['there', 'absent', 'duplicate'] },
  failed: { tone: 'bad', icon: 'alert', acts: ['retry', 'edit', 'draft', 'duplicate', 'cancel'] },
  held: { tone: 'warn', icon: 'clock', acts: ['publish-now', 'edit', 'draft', 'cancel'] },
  cancelled: { tone: 'plain', icon: 'close', acts: ['duplicate', 'delete'] },
};

export const lookOf = (state: State): Look => LOOKS[state];

const FOR_APPROVAL: ReadonlySet<Act> = new Set(['submit', 'approve', 'reject']);

/** What somebody may do in a workspace. */
export interface Rights {
  write: boolean;
  approve: boolean;
}

/** Approval is offered where it is needed, and to who may give it. */
export function actsOf(post: AnyPost, rights: Rights): Act[] {
  const needed = post.approval?.needed === true;
  return LOOKS[post.state].acts.filter((act) => {
    if (act === 'publish-now' && post.state === 'draft' && needed) return false;
    if (!FOR_APPROVAL.has(act)) return rights.write;
    return act === 'submit' ? needed && rights.write : rights.approve;
  });
}

/** Somebody must do something, or nothing will happen. */
export const needsCare = (state: State): boolean =>
  state === 'failed' || state === 'unconfirmed' || state === 'held' || state === 'waiting_approval';

export const isMoving = (state: State): boolean => state === 'publishing';

/** Its content and time may still be changed. */
export const isEditable = (state: State): boolean => LOOKS[state].acts.includes('edit');

const SOON_MS = 2 * 60_000;

/** How long to wait before looking again: often when something moves or is due, else seldom. */
export function pauseMs(posts: readonly AnyPost[], nowMs: number, quietRounds: number): number {
  const busy = posts.some(
    (post) =>
      isMoving(post.state) ||
      (post.state === 'scheduled' &&
        post.publish_at !== null &&
        Math.abs(Date.parse(post.publish_at) - nowMs) < SOON_MS),
  );
  const first = busy ? 1200 : 15_000;
  return Math.min(busy ? 8000 : 60_000, first * 1.4 ** quietRounds);
}
