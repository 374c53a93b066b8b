// Giving a post another time: the whole post anew, as the server wants it, with nothing else
// changed.
import { get, put } from '../api/client';
import { paths } from '../api/paths';
import { now } from '../lib/clock';
import { ZONE } from '../lib/dates';
import { draftOf, inputOf } from './draft';
import type { AnyPost, PostDetail } from './shapes';
import { wallAt, wallOf, type Wall } from './times';
import { zoneOf } from './words';

const USUAL_CLOCK = '10:00';

/** When a post is due on the wall of its zone; a draft without a time gets a usual one. */
export const wallOfPost = (post: AnyPost): Wall | null =>
  post.publish_at === null
    ? null
    : (post.wall_time?.slice(0, 16) ?? wallAt(Date.parse(post.publish_at), zoneOf(post)));

/** The same hour on another day. */
export const wallOnDay = (post: AnyPost, day: string): Wall =>
  wallOf(day, wallOfPost(post)?.slice(11, 16) ?? USUAL_CLOCK);

export async function movePost(post: AnyPost, wall: Wall, zone: string): Promise<PostDetail> {
  const stored = await get<PostDetail>(paths.onePost(post.id));
  const draft = { ...draftOf(stored, now(), ZONE), when: 'at' as const, wall, zone };
  const intent = stored.state === 'draft' ? 'draft' : 'go';
  return put<PostDetail>(paths.onePost(post.id), { body: inputOf(draft, stored.kind, intent) });
}
