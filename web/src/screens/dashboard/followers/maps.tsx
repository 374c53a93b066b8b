// The two maps of the location card; each outline file is fetched when its map is first shown.
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useT } from '../../../app/i18n';
import {
  INDONESIA_HEIGHT,
  INDONESIA_WIDTH,
  onIndonesia,
  onWorld,
  type Place,
  type WorldScale,
} from '../../../maps/project';
import { Skeleton } from '../../../ui/states';

type World = WorldScale & { c: Record<string, [outline: string, x: number, y: number]> };
type Indonesia = { p: Record<string, string>; n: string };

const FILES = {
  world: async () => (await import('../../../maps/world.json')).default as unknown as World,
  indonesia: async () =>
    (await import('../../../maps/indonesia.json')).default as unknown as Indonesia,
};

/** Null while it is on its way; a map that cannot be fetched simply does not show. */
function useOutlines<T>(load: () => Promise<T>): T | null {
  const [outlines, setOutlines] = useState<T | null>(null);
  useEffect(() => {
    let wanted = true;
    load().then(
      (found) => wanted && setOutlines(found),
      () => {},
    );
    return () => {
      wanted = false;
    };
  }, [load]);
  return outlines;
}

export interface Pin {
  key: string;
  label: string;
  share: number;
  lng: number;
  lat: number;
}

interface FrameProps {
  viewBox: string;
  label: string;
  ready: boolean;
  children: ComponentChildren;
}

function Frame({ viewBox, label, ready, children }: FrameProps) {
  const { t } = useT();
  if (!ready) {
    return (
      <div class="map-wait" role="status" aria-label={t.common.loading}>
        <Skeleton />
      </div>
    );
  }
  return (
    <svg class="map" viewBox={viewBox} role="img" aria-label={label}>
      {children}
    </svg>
  );
}

/** A drop-shaped mark with its place in the ranking. */
function Mark({
  at,
  rank,
  scale,
  title,
}: {
  at: Place;
  rank: number;
  scale: number;
  title: string;
}) {
  return (
    <g transform={`translate(${at[0]} ${at[1]}) scale(${scale})`} class="map-pin">
      <title>{title}</title>
      <g class="pin-body">
        <path d="M0 0C-3-7-13-13-13-24a13 13 0 1 1 26 0C13-13 3-7 0 0Z" />
        <text y="-19.5" text-anchor="middle">
          {rank}
        </text>
      </g>
    </g>
  );
}

interface WorldProps {
  label: string;
  /** ISO code → percent of the followers. */
  shares: Map<string, number>;
  /** The countries that get a mark, largest first. */
  marked: string[];
  pins?: Pin[];
  name: (code: string) => string;
}

/** Shades by the logarithm: one country usually has nearly everybody. */
function shade(share: number | undefined, largest: number): string {
  if (!share) return '';
  const step = Math.ceil((Math.log(share * 100 + 1) / Math.log(largest * 100 + 1)) * 6);
  return ` heat-fill-${Math.max(1, Math.min(6, step))}`;
}

export function WorldMap({ label, shares, marked, pins = [], name }: WorldProps) {
  const { f } = useT();
  const world = useOutlines(FILES.world);
  const largest = Math.max(0, ...shares.values());
  const title = (code: string) => `${name(code)}: ${f.percent(shares.get(code) ?? 0, 1)}`;
  return (
    <Frame viewBox="60 20 1880 840" label={label} ready={world !== null}>
      {world &&
        Object.entries(world.c).map(([code, [outline, x, y]]) =>
          outline ? (
            <path key={code} class={`land${shade(shares.get(code), largest)}`} d={outline}>
              {shares.has(code) && <title>{title(code)}</title>}
            </path>
          ) : (
            shares.has(code) && (
              <circle
                key={code}
                class={`land${shade(shares.get(code), largest)}`}
                cx={x}
                cy={y}
                r={8}
              >
                <title>{title(code)}</title>
              </circle>
            )
          ),
        )}
      {world &&
        [...marked].reverse().map((code) => {
          const found = world.c[code];
          if (!found) return null;
          const rank = marked.indexOf(code) + 1;
          return (
            <Mark
              key={code}
              at={[found[1], found[2]]}
              rank={rank}
              scale={1.7}
              title={title(code)}
            />
          );
        })}
      {world &&
        [...pins]
          .reverse()
          .map((pin) => (
            <Mark
              key={pin.key}
              at={onWorld(pin.lng, pin.lat, world)}
              rank={pins.indexOf(pin) + 1}
              scale={1.7}
              title={`${pin.label}: ${f.percent(pin.share, 1)}`}
            />
          ))}
    </Frame>
  );
}

export function IndonesiaMap({ label, pins }: { label: string; pins: Pin[] }) {
  const { f } = useT();
  const outlines = useOutlines(FILES.indonesia);
  const viewBox = `0 -70 ${INDONESIA_WIDTH} ${INDONESIA_HEIGHT + 80}`;
  return (
    <Frame viewBox={viewBox} label={label} ready={outlines !== null}>
      {outlines && <path class="land neighbour" d={outlines.n} />}
      {outlines &&
        Object.entries(outlines.p).map(([name, outline]) => (
          <path key={name} class="land province" d={outline} />
        ))}
      {[...pins].reverse().map((pin) => (
        <Mark
          key={pin.key}
          at={onIndonesia(pin.lng, pin.lat)}
          rank={pins.indexOf(pin) + 1}
          scale={2}
          title={`${pin.label}: ${f.percent(pin.share, 1)}`}
        />
      ))}
    </Frame>
  );
}
