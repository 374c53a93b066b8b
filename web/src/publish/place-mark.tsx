// An account as a small picture with the network it is at.
import { Avatar } from '../ui/avatar';
import { Icon } from '../ui/icon';
import { keyOf, type Place, type PostTarget } from './shapes';

export const nameOfPlace = (place: Pick<Place, 'username' | 'name'>): string =>
  place.username ? `@${place.username}` : place.name;

type Network = Place['place'];

export const NetworkIcon = ({ network, size = 13 }: { network: Network; size?: number }) => (
  <Icon name={network === 'page' ? 'facebook' : 'instagram'} size={size} />
);

export function PlaceMark({ place, size = 'small' }: { place: Place; size?: 'small' | 'medium' }) {
  return (
    <span class={`place-mark ${size}`}>
      <Avatar src={place.picture_url} name={place.name || place.username || ''} size={size} />
      <i class={`at-${place.place}`}>
        <NetworkIcon network={place.place} size={size === 'small' ? 10 : 12} />
      </i>
    </span>
  );
}

/** The account of a target; one that is no longer connected has only its number. */
export function placeOf(places: readonly Place[] | undefined, target: PostTarget): Place {
  const known = places?.find((place) => keyOf(place) === keyOf(target));
  return (
    known ?? {
      connection_id: target.connection_id,
      place: target.place,
      account_id: target.account_id,
      name: target.account_id,
      username: null,
      picture_url: null,
      kinds: [],
      trouble: null,
    }
  );
}
