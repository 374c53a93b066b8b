// A post in words.
import type { Publishing } from '../i18n/id/publishing';
import { ZONE } from '../lib/dates';
import type { AnyPost, Kind } from './shapes';

export const zoneOf = (post: AnyPost): string => post.time_zone ?? ZONE;

export const timeOf = (post: AnyPost): number | null =>
  post.publish_at === null ? null : Date.parse(post.publish_at);

/** A text with a link is a link. */
export const kindWord = (w: Publishing, kind: Kind, link: unknown): string =>
  kind === 'text' && link ? w.kinds.link : w.kinds[kind];

type Titled = Pick<AnyPost, 'caption' | 'kind' | 'options'>;

/** What a post is called where there is room for a line. */
export function titleOf(w: Publishing, post: Titled): string {
  const line = post.caption.trim().split('\n')[0]!.trim();
  if (line) return [...line].length > 90 ? `${[...line].slice(0, 88).join('')}…` : line;
  const link = post.options.link;
  return typeof link === 'string' && link ? link : w.untitled(kindWord(w, post.kind, link));
}
