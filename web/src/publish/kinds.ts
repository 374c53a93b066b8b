// What a post can be: by its media, and by the accounts it goes to.
import type { Kind, Medium, Place } from './shapes';

export const MEDIA_MAX = 10;

/** By the media alone, the likeliest first. */
function possible(media: readonly Medium[]): Kind[] {
  if (media.length === 0) return ['text'];
  if (media.length > 1) return ['carousel'];
  return media[0] === 'video' ? ['reel', 'story', 'video'] : ['image', 'story'];
}

type Taker = Pick<Place, 'kinds' | 'place'>;

/** Can a post of that kind, with these media, be published there? A Page's album has no videos. */
export function takes(place: Taker, kind: Kind, media: readonly Medium[]): boolean {
  const mixed = place.place === 'page' && kind === 'carousel' && media.includes('video');
  return place.kinds.includes(kind) && !mixed;
}

/** The kinds to choose from; the first is what it is unless another is chosen. */
export function kindsOf(media: readonly Medium[], chosen: readonly Taker[]): Kind[] {
  const all = possible(media);
  const everywhere = all.filter((kind) => chosen.every((place) => takes(place, kind, media)));
  if (everywhere.length) return everywhere;
  const somewhere = all.filter((kind) => chosen.some((place) => takes(place, kind, media)));
  return somewhere.length ? somewhere : all;
}

export const hasCaption = (kind: Kind): boolean => kind !== 'story';
export const hasAltText = (kind: Kind): boolean => kind === 'image' || kind === 'carousel';

/** What Instagram takes beside text and media (content/options.c). */
const OPTIONS: Record<string, readonly Kind[]> = {
  location_id: ['image', 'carousel', 'reel'],
  collaborators: ['image', 'carousel', 'reel'],
  user_tags: ['image', 'reel', 'story'],
  share_to_feed: ['reel'],
  cover: ['reel'],
};

export type OptionName = 'location_id' | 'collaborators' | 'user_tags' | 'share_to_feed' | 'cover';

export const hasOption = (kind: Kind, option: OptionName): boolean =>
  OPTIONS[option]!.includes(kind);
