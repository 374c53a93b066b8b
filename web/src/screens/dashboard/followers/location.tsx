// Where the followers live: a map with marks for the first five, and the two lists beside it.
import { useMemo, useState } from 'preact/hooks';
import { useT } from '../../../app/i18n';
import { cityShares, countryShares, type Share } from '../../../lib/audience';
import { countryName } from '../../../lib/countries';
import { inIndonesia } from '../../../maps/project';
import { FollowersCard } from './card';
import { useCities, type FollowersData } from './data';
import { IndonesiaMap, WorldMap, type Pin } from './maps';

const SHOWN = 5;

type View = 'country' | 'city';

export function LocationCard({ data }: { data: FollowersData }) {
  const { t, f, lang } = useT();
  const [view, setView] = useState<View>('country');
  const cities = useMemo(
    () => cityShares(data.cities.data ?? []).slice(0, SHOWN),
    [data.cities.data],
  );
  const countries = useMemo(() => countryShares(data.countries.data ?? []), [data.countries.data]);
  const name = (code: string) => countryName(code, lang);
  const top = countries.slice(0, SHOWN).map((row) => ({ ...row, name: name(row.key) }));
  const places = useCities(cities.map((city) => city.name));
  const pins = cities.flatMap((city, i): Pin[] => {
    const place = places[i];
    if (!place) return [];
    return [{ key: city.key, label: city.name, share: city.share, lng: place.lng, lat: place.lat }];
  });
  const atHome = pins.length > 0 && pins.every((pin) => inIndonesia(pin.lng, pin.lat));
  const first = cities[0];
  const home = first && places[0] ? name(places[0].iso2) : first?.detail;
  return (
    <FollowersCard
      title={t.followers.location}
      lead={t.followers.locationLead}
      help={t.followers.locationHelp}
      tips="location"
      lists={[data.countries, data.cities]}
      class="wide"
    >
      <div class="location">
        <div class="location-map">
          <div class="segments" role="group" aria-label={t.followers.mapOf}>
            {(['country', 'city'] as const).map((key) => (
              <button
                key={key}
                type="button"
                aria-pressed={view === key}
                onClick={() => setView(key)}
              >
                {t.followers.views[key]}
              </button>
            ))}
          </div>
          {view === 'city' && atHome ? (
            <IndonesiaMap label={t.followers.cityMap} pins={pins} />
          ) : (
            <WorldMap
              label={view === 'city' ? t.followers.cityMap : t.followers.countryMap}
              shares={new Map(countries.map((row) => [row.key, row.share]))}
              marked={view === 'city' ? [] : top.map((row) => row.key)}
              pins={view === 'city' ? pins : []}
              name={name}
            />
          )}
        </div>
        <div class="location-lists">
          <Ranking title={t.followers.byCountry} rows={top} />
          <Ranking title={t.followers.byCity} rows={cities} />
        </div>
      </div>
      {first && (
        <p class="followers-foot">
          {t.followers.cityFirst(
            f.percent(first.share, 0),
            home ? `${first.name}, ${home}` : first.name,
          )}
        </p>
      )}
      <p class="map-credit">{t.followers.credit}</p>
    </FollowersCard>
  );
}

function Ranking({ title, rows }: { title: string; rows: Share[] }) {
  const { t, f } = useT();
  const largest = Math.max(1, ...rows.map((row) => row.share));
  return (
    <div class="ranking">
      <h4>{title}</h4>
      {rows.length === 0 && <p class="panel-none">{t.stats.empty}</p>}
      <ol>
        {rows.map((row, i) => (
          <li key={row.key}>
            <span class="ranking-place" aria-hidden="true">
              {i + 1}
            </span>
            <span class="ranking-name">
              {row.name}
              {row.detail && <small>{row.detail}</small>}
            </span>
            <span class="ranking-share number">{f.percent(row.share, 0)}</span>
            <span class="rival-bar tone-1" aria-hidden="true">
              <i style={{ width: `${(row.share / largest) * 100}%` }} />
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}
