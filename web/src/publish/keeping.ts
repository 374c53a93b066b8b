// What is being written survives a reload: the browser keeps it, per user, until it is saved.
import { recall, remember } from '../app/storage';
import type { Draft } from './draft';

interface Kept {
  draft: Draft;
  savedAt: number;
  /** Of the post it began from; 0: a new one. */
  revision: number;
}

const VERSION = 2;
const KEPT_MS = 14 * 86_400_000;

const keyFor = (userId: number, name: string | null): string =>
  `post-draft.${userId}.${name ?? 'new'}`;

const isThere = ({ url, uploadId }: { url: string; uploadId: string | null }): boolean =>
  url !== '' || uploadId !== null;

/** A file that is still on its way is lost with the page; addresses and uploads are not. */
export const keepable = (draft: Draft): Draft => ({
  ...draft,
  media: draft.media.filter(isThere),
  cover: draft.cover && isThere(draft.cover) ? draft.cover : null,
});

export function keep(userId: number, name: string | null, draft: Draft, revision: number): void {
  const kept = { version: VERSION, draft: keepable(draft), savedAt: Date.now(), revision };
  remember(keyFor(userId, name), JSON.stringify(kept));
}

export const drop = (userId: number, name: string | null): void =>
  remember(keyFor(userId, name), '');

export function kept(userId: number, name: string | null): Kept | null {
  try {
    const found = JSON.parse(recall(keyFor(userId, name)) || 'null') as
      (Kept & { version: number }) | null;
    if (!found || found.version !== VERSION || Date.now() - found.savedAt > KEPT_MS) return null;
    return found;
  } catch {
    return null;
  }
}
