// A post as the composer holds it, as the server takes it, and as the browser keeps it over a
// reload.
import { decoded } from '../lib/addresses';
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
  type Series,
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

/** What a reel shows before it plays: an address, or a file that was uploaded. */
export interface Cover {
  key: string;
  url: string;
  uploadId: string | null;
  fileName: string;
}

/** What an account has instead of what is common to all; null: that. */
export interface Variant {
  caption: string | null;
  firstComment: string | null;
  /** Only kept: the composer has no fields for it. */
  options?: Record<string, unknown> | null;
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
  cover: Cover | null;
  /** Seconds into the video, where there is no other cover; null: Instagram chooses. */
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
  cover: null,
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
  fileName: decoded(url.split(/[?#]/)[0]!.split('/').at(-1) ?? ''),
  alt: '',
  width: null,
  height: null,
});

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** What is published, of one post as of a series; what was not said may be missing. */
type Content = Pick<
  PostInput,
  'kind' | 'caption' | 'first_comment' | 'media' | 'targets' | 'options'
>;

/** As the server means it where nothing is said. */
const placeOfTarget = ({ connection_id, place = 'instagram' }: PostTargetInput): PlaceKey =>
  keyOf({ connection_id, place });

function variantsOf(targets: readonly PostTargetInput[]): Draft['variants'] {
  const variants: Draft['variants'] = {};
  for (const target of targets) {
    const { caption = null, first_comment: firstComment = null, options = null } = target;
    if (caption !== null || firstComment !== null || options !== null)
      variants[placeOfTarget(target)] = { caption, firstComment, options };
  }
  return variants;
}

const mediumOfInput = ({ kind, url, upload_id, alt_text }: PostMediaInput): DraftMedium => ({
  ...mediumByUrl(upload_id ? '' : (url ?? '')),
  ...(kind ? { kind } : {}),
  uploadId: upload_id ?? null,
  fileName: '',
  alt: alt_text ?? '',
});

function coverOf({ media, options }: Content): Cover | null {
  const { url = null, upload_id = null } = media?.[0]?.cover ?? {
    url: text(options?.cover_url) || null,
  };
  if (!url && !upload_id) return null;
  return { key: newKey(), url: url ?? '', uploadId: upload_id ?? null, fileName: '' };
}

function contentOf(content: Content): Partial<Draft> {
  const options = content.options ?? {};
  const offset = options.thumb_offset_ms;
  return {
    targets: content.targets.map(placeOfTarget),
    kind: content.kind ?? null,
    media: (content.media ?? []).map(mediumOfInput),
    caption: content.caption ?? '',
    firstComment: content.first_comment ?? '',
    variants: variantsOf(content.targets),
    link: text(options.link),
    locationId: text(options.location_id),
    collaborators: list(options.collaborators).map(text).filter(Boolean),
    userTags: list(options.user_tags) as UserTag[],
    shareToFeed: options.share_to_feed !== false,
    cover: coverOf(content),
    coverAt: typeof offset === 'number' ? offset / 1000 : null,
  };
}

/** A stored post, to be changed; its time as it was said, else on the wall of `zone`. */
export function draftOf(post: PostDetail, nowMs: number, zone: string): Draft {
  const ownZone = post.time_zone ?? zone;
  const start = emptyDraft(nowMs, ownZone);
  const wall =
    post.wall_time?.slice(0, 16) ??
    (post.publish_at ? wallAt(Date.parse(post.publish_at), ownZone) : start.wall);
  return { ...start, ...contentOf(post), wall };
}

/** A stored series, to be changed; its first day may have passed. */
export function draftOfSeries(series: Series, nowMs: number): Draft {
  const { every, interval, weekdays, until, count } = series.repeat;
  return {
    ...emptyDraft(nowMs, series.time_zone),
    ...contentOf(series.post as unknown as Content),
    wall: series.publish_at.slice(0, 16),
    repeat: {
      every,
      interval: interval ?? 1,
      weekdays: weekdays ?? [],
      until: until ?? '',
      count: count ?? null,
    },
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
  const at = draft.coverAt === null ? 0 : Math.round(draft.coverAt * 1000);
  put('thumb_offset_ms', at, takes('cover') && draft.coverAt !== null && !coverInput(draft));
  return Object.keys(options).length ? options : null;
}

function coverInput({ cover }: Draft): PostMediaInput['cover'] {
  if (cover?.uploadId) return { upload_id: cover.uploadId };
  return cover?.url.trim() ? { url: cover.url.trim() } : null;
}

function mediumInput(draft: Draft, medium: DraftMedium, postKind: Kind): PostMediaInput {
  const { url, uploadId, kind } = medium;
  const alt = hasAltText(postKind) && kind === 'image' ? medium.alt.trim() : '';
  const cover = hasOption(postKind, 'cover') ? coverInput(draft) : null;
  return {
    ...(uploadId ? { upload_id: uploadId } : { url, kind }),
    ...(alt ? { alt_text: alt } : {}),
    ...(cover ? { cover } : {}),
  };
}

function targetInput(draft: Draft, key: PlaceKey, says: boolean): PostTargetInput {
  const [connection_id = '', place = ''] = key.split(' ');
  const { caption = null, firstComment = null, options = null } = draft.variants[key] ?? {};
  return {
    connection_id,
    place: place as PostTargetInput['place'] & string,
    ...(says && caption !== null ? { caption } : {}),
    ...(says && firstComment !== null ? { first_comment: firstComment } : {}),
    ...(options !== null ? { options } : {}),
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
    media: draft.media.map((medium) => mediumInput(draft, medium, kind)),
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
    cover: coverInput(draft),
    targets: [...draft.targets].sort(),
  });
