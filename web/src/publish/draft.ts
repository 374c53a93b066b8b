// A post as the composer holds it, as the server takes it, and as the browser keeps it over a
// reload.
import { hasAltText, hasCaption, hasOption, kindsOf } from './kinds';
import {
  isVideoAddress,
  keyOf,
  type Kind,
  type Medium,
  type PlaceKey,
  type PostDetail,
  type PostInput,
  type PostMediaInput,
  type PostTargetInput,
} from './shapes';
import { nextQuarter, wallAt, type Wall } from './times';

export interface DraftMedium {
  /** Steady while it is moved about. */
  key: string;
  kind: Medium;
  /** A public address; empty for a file that was uploaded. */
  url: string;
  uploadId: string | null;
  fileName: string;
  alt: string;
  width: number | null;
  height: number | null;
}

/** What an account has instead of the common texts; null: the common one. */
export interface Variant {
  caption: string | null;
  firstComment: string | null;
}

export interface UserTag {
  username: string;
  x: number;
  y: number;
}

export type When = 'now' | 'at' | 'queue';
export type Every = 'day' | 'week' | 'month';

export interface Repeat {
  every: Every;
  interval: number;
  /** 1 is Monday. */
  weekdays: number[];
  until: string;
  count: number | null;
}

export interface Draft {
  targets: PlaceKey[];
  /** null: what the media make it. */
  kind: Kind | null;
  media: DraftMedium[];
  caption: string;
  firstComment: string;
  variants: Record<PlaceKey, Variant>;
  link: string;
  locationId: string;
  collaborators: string[];
  userTags: UserTag[];
  shareToFeed: boolean;
  coverUrl: string;
  /** Seconds into the video; null: Instagram chooses. */
  coverAt: number | null;
  when: When;
  wall: Wall;
  zone: string;
  repeat: Repeat | null;
}

const AHEAD_MS = 60 * 60_000;

export const emptyDraft = (nowMs: number, zone: string): Draft => ({
  targets: [],
  kind: null,
  media: [],
  caption: '',
  firstComment: '',
  variants: {},
  link: '',
  locationId: '',
  collaborators: [],
  userTags: [],
  shareToFeed: true,
  coverUrl: '',
  coverAt: null,
  when: 'at',
  wall: wallAt(nextQuarter(nowMs, AHEAD_MS), zone),
  zone,
  repeat: null,
});

let nextKey = 1;
export const newKey = (): string => `m${Date.now().toString(36)}${nextKey++}`;

export const mediumByUrl = (url: string): DraftMedium => ({
  key: newKey(),
  kind: isVideoAddress(url) ? 'video' : 'image',
  url,
  uploadId: null,
  fileName: decodeURIComponent(url.split(/[?#]/)[0]!.split('/').at(-1) ?? ''),
  alt: '',
  width: null,
  height: null,
});

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

function variantsOf(post: PostDetail): Draft['variants'] {
  const variants: Draft['variants'] = {};
  for (const target of post.targets) {
    const { caption = null, first_comment: firstComment = null } = target;
    if (caption !== null || firstComment !== null)
      variants[keyOf(target)] = { caption, firstComment };
  }
  return variants;
}

/** A stored post, to be changed; its time as it was said, else on the wall of `zone`. */
export function draftOf(post: PostDetail, nowMs: number, zone: string): Draft {
  const { options } = post;
  const ownZone = post.time_zone ?? zone;
  const start = emptyDraft(nowMs, ownZone);
  const wall =
    post.wall_time?.slice(0, 16) ??
    (post.publish_at ? wallAt(Date.parse(post.publish_at), ownZone) : start.wall);
  const offset = options.thumb_offset_ms;
  return {
    ...start,
    targets: post.targets.map(keyOf),
    kind: post.kind,
    media: post.media.map((medium) => ({
      key: newKey(),
      kind: medium.kind,
      url: medium.upload_id ? '' : (medium.url ?? ''),
      uploadId: medium.upload_id ?? null,
      fileName: '',
      alt: medium.alt_text ?? '',
      width: null,
      height: null,
    })),
    caption: post.caption,
    firstComment: post.first_comment ?? '',
    variants: variantsOf(post),
    link: text(options.link),
    locationId: text(options.location_id),
    collaborators: list(options.collaborators).map(text).filter(Boolean),
    userTags: list(options.user_tags) as UserTag[],
    shareToFeed: options.share_to_feed !== false,
    coverUrl: text(options.cover_url),
    coverAt: typeof offset === 'number' ? offset / 1000 : null,
    when: 'at',
    wall,
  };
}

const mediaKinds = (draft: Draft): Medium[] => draft.media.map(({ kind }) => kind);

/** What it is: the chosen kind as long as the media allow it. */
export function kindOf(draft: Draft, chosen: Parameters<typeof kindsOf>[1]): Kind {
  const kinds = kindsOf(mediaKinds(draft), chosen);
  return draft.kind && kinds.includes(draft.kind) ? draft.kind : kinds[0]!;
}

function optionsOf(draft: Draft, kind: Kind): Record<string, unknown> | null {
  const options: Record<string, unknown> = {};
  const put = (name: string, value: unknown, there: boolean) => {
    if (there) options[name] = value;
  };
  const takes = (name: Parameters<typeof hasOption>[1]) => hasOption(kind, name);
  put('link', draft.link.trim(), kind === 'text' && draft.link.trim() !== '');
  put(
    'location_id',
    draft.locationId.trim(),
    takes('location_id') && draft.locationId.trim() !== '',
  );
  put(
    'collaborators',
    draft.collaborators,
    takes('collaborators') && draft.collaborators.length > 0,
  );
  const placed = kind === 'image';
  const tags = draft.userTags.map(({ username, x, y }) =>
    placed ? { username, x, y } : { username },
  );
  put('user_tags', tags, takes('user_tags') && tags.length > 0);
  put('share_to_feed', draft.shareToFeed, takes('share_to_feed'));
  put('cover_url', draft.coverUrl.trim(), takes('cover') && draft.coverUrl.trim() !== '');
  const at = draft.coverAt === null ? 0 : Math.round(draft.coverAt * 1000);
  put('thumb_offset_ms', at, takes('cover') && draft.coverAt !== null && !draft.coverUrl.trim());
  return Object.keys(options).length ? options : null;
}

const mediumInput = ({ url, uploadId, kind, alt }: DraftMedium, says: boolean): PostMediaInput => ({
  ...(uploadId ? { upload_id: uploadId } : { url, kind }),
  ...(says && kind === 'image' && alt.trim() ? { alt_text: alt.trim() } : {}),
});

function targetInput(draft: Draft, key: PlaceKey, says: boolean): PostTargetInput {
  const [connection_id = '', place = ''] = key.split(' ');
  const { caption, firstComment } = draft.variants[key] ?? { caption: null, firstComment: null };
  return {
    connection_id,
    place: place as PostTargetInput['place'] & string,
    ...(says && caption !== null ? { caption } : {}),
    ...(says && firstComment !== null ? { first_comment: firstComment } : {}),
  };
}

function repeatInput({ every, interval, weekdays, until, count }: Repeat) {
  return {
    every,
    interval,
    ...(every === 'week' && weekdays.length ? { weekdays } : {}),
    until: until || null,
    count,
  };
}

/** What the reader wants to become of it. */
export type Intent = 'draft' | 'go';

function timeInput(draft: Draft, intent: Intent): Partial<PostInput> {
  const time = { publish_at: draft.wall, time_zone: draft.zone };
  const repeat = draft.repeat ? { repeat: repeatInput(draft.repeat) } : {};
  if (intent === 'draft') return { draft: true, ...(draft.when === 'at' ? time : {}) };
  if (draft.when === 'now') return { publish_now: true };
  if (draft.when === 'queue') return { queue: true };
  return { ...time, ...repeat };
}

export function inputOf(draft: Draft, kind: Kind, intent: Intent): PostInput {
  const says = hasCaption(kind);
  return {
    kind,
    caption: says ? draft.caption : '',
    first_comment: says && draft.firstComment.trim() ? draft.firstComment : null,
    media: draft.media.map((medium) => mediumInput(medium, hasAltText(kind))),
    targets: draft.targets.map((key) => targetInput(draft, key, says)),
    options: optionsOf(draft, kind),
    ...timeInput(draft, intent),
  };
}

/** Nothing worth keeping. */
export const isBlank = (draft: Draft): boolean =>
  !draft.media.length && !draft.caption.trim() && !draft.firstComment.trim() && !draft.link.trim();

/** Two drafts that would be the same post; what tells media apart on screen does not count. */
export const isSame = (a: Draft, b: Draft): boolean => fingerprint(a) === fingerprint(b);

const fingerprint = (draft: Draft): string =>
  JSON.stringify({
    ...draft,
    media: draft.media.map(({ url, uploadId, kind, alt }) => [url, uploadId, kind, alt]),
    targets: [...draft.targets].sort(),
  });
