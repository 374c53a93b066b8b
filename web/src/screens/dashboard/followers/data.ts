import { paths } from '../../../api/paths';
import { useGet } from '../../../api/query';
import type {
  AudienceCity,
  AudienceCountry,
  AudienceGenderAge,
  CityCoordinate,
  OnlineFollowers,
} from '../../../api/types';
import { windowQuery, type Window } from '../../../lib/window';

export function useFollowersData(id: string, window: Window) {
  const query = windowQuery(window);
  return {
    online: useGet<OnlineFollowers[]>(paths.onlineFollowers(id), query),
    cities: useGet<AudienceCity[]>(paths.audienceCity(id), query),
    countries: useGet<AudienceCountry[]>(paths.audienceCountry(id), query),
    people: useGet<AudienceGenderAge[]>(paths.audienceGenderAge(id), query),
  };
}

export type FollowersData = ReturnType<typeof useFollowersData>;

/** Where up to five cities lie; one that is not known stays null and is only listed. */
export function useCities(names: string[]): (CityCoordinate | null)[] {
  const at = (i: number) => (names[i] ? paths.city(names[i]) : null);
  const found = [
    useGet<CityCoordinate>(at(0)),
    useGet<CityCoordinate>(at(1)),
    useGet<CityCoordinate>(at(2)),
    useGet<CityCoordinate>(at(3)),
    useGet<CityCoordinate>(at(4)),
  ];
  return found.slice(0, names.length).map(({ data }) => data ?? null);
}
