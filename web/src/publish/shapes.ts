// The plan as its pages see it: the server's shapes, and what tells its parts apart.
import type {
  Post,
  PostDetail as BaseDetail,
  PostFinding,
  PostMedia,
  PostTarget,
} from '../api/types';

export type {
  Hook,
  HookDelivery as Delivery,
  Post,
  PostFinding as Finding,
  PostImport as ImportReport,
  PostImportRow as ImportRow,
  PostInput,
  PostMedia,
  PostMediaInput,
  PostPlace as Place,
  PostQueue as QueueSlots,
  PostSeriesDetail as Series,
  PostTarget,
  PostTargetInput,
  PostTargetWithSteps as SteppedTarget,
  QueueSlot as Slot,
  Upload,
} from '../api/types';

/** What was found wrong with it is told where it was looked for. */
export type PostDetail = BaseDetail & { findings?: PostFinding[] };
export type AnyPost = Post | PostDetail;
export type Kind = Post['kind'];
export type State = Post['state'];
export type Medium = PostMedia['kind'];

/** What tells accounts apart: a connection has two places. */
export type PlaceKey = string;

export const keyOf = (place: Pick<PostTarget, 'connection_id' | 'place'>): PlaceKey =>
  `${place.connection_id} ${place.place}`;

/** `media[2].url` → 2; null for what belongs to no file. */
export function mediumOf(field: string): number | null {
  const found = /^media\[(\d+)\]/.exec(field);
  return found ? Number(found[1]) : null;
}

export const isVideoAddress = (url: string): boolean =>
  /\.(mp4|mov|m4v)$/i.test(url.split(/[?#]/)[0]!);
