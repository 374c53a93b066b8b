// The two maps of the location card; each outline file is fetched when its map is first shown.
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useT } from '../../../app/i18n';
import type { Format } from '../../../i18n/format';
import {
  INDONESIA_HEIGHT,
  INDONESIA_WIDTH,
  onIndonesia,
  onWorld,
  type Place,
  type WorldScale,
} from '../../../maps/project';
import { CLOSEST, closeUp, middleOf, type Box } from '../../../maps/view';
import { Button } from '../../../ui/button';
import { Skeleton } from '../../../ui/states';
import { useWidth } from '../../../ui/width';

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

/** A place in the ranking, on the map. */
interface MarkAt {
  key: string;
  at: Place;
  title: string;
}

interface FrameProps {
  whole: Box;
  label: string;
  ready: boolean;
  /** The first of the ranking first. */
  marks: MarkAt[];
  children: ComponentChildren;
}

/** How wide a mark is drawn, and how wide its outline is in its own units. */
const MARK_PX = 18;
const MARK_WIDTH = 26;

/** Closer in steps, around the first mark at first; dragging moves what is seen. */
function useView(whole: Box, first: Place | undefined, width: number) {
  const [times, setTimes] = useState(1);
  const [middle, setMiddle] = useState<Place | null>(null);
  const from = useRef<Place | null>(null);
  const box = closeUp(whole, middle ?? first ?? middleOf(whole), times);
  const units = width ? box.width / width : 0;

  const letGo = () => {
    from.current = null;
  };
  const drag = {
    onPointerDown: (event: PointerEvent) => {
      if (times === 1) return;
      from.current = [event.clientX, event.clientY];
      (event.currentTarget as Element).setPointerCapture(event.pointerId);
    },
    onPointerMove: (event: PointerEvent) => {
      if (!from.current) return;
      const [x, y] = middleOf(box);
      const [fromX, fromY] = from.current;
      const to: Place = [x - (event.clientX - fromX) * units, y - (event.clientY - fromY) * units];
      setMiddle(middleOf(closeUp(whole, to, times)));
      from.current = [event.clientX, event.clientY];
    },
    onPointerUp: letGo,
    onPointerCancel: letGo,
  };
  return { box, units, times, setTimes, drag };
}

/** The map, or the part of it that is looked at; marks keep their size. */
function Frame({ whole, label, ready, marks, children }: FrameProps) {
  const { t } = useT();
  const [frame, width] = useWidth<HTMLDivElement>();
  const { box, units, times, setTimes, drag } = useView(whole, marks[0]?.at, width);
  const step = (to: number) => setTimes(Math.max(1, Math.min(CLOSEST, to)));
  return (
    <div class="map-frame" ref={frame}>
      {ready ? (
        <svg
          class={times > 1 ? 'map near' : 'map'}
          viewBox={`${box.x} ${box.y} ${box.width} ${box.height}`}
          role="img"
          aria-label={label}
          {...drag}
        >
          {children}
          {[...marks].reverse().map((mark) => (
            <Mark {...mark} rank={marks.indexOf(mark) + 1} scale={(MARK_PX / MARK_WIDTH) * units} />
          ))}
        </svg>
      ) : (
        <div class="map-wait" role="status" aria-label={t.common.loading}>
          <Skeleton />
        </div>
      )}
      <div class="map-zoom">
        <Button icon="zoomIn" label={t.followers.mapCloser} onClick={() => step(times * 2)} />
        <Button icon="zoomOut" label={t.followers.mapFarther} onClick={() => step(times / 2)} />
      </div>
    </div>
  );
}

/** A drop-shaped mark with its place in the ranking. */
function Mark({ at, rank, scale, title }: MarkAt & { rank: number; scale: number }) {
  return (
    <g transform={`translate(${at[0]} ${at[1]}) scale(${scale})`} class="map-pin">
      <title>{title}</title>
      <path d="M0 0C-3-7-13-13-13-24a13 13 0 1 1 26 0C13-13 3-7 0 0Z" />
      <text y="-19.5" text-anchor="middle">
        {rank}
      </text>
    </g>
  );
}

const titleOf = (pin: Pin, f: Format) => `${pin.label}: ${f.percent(pin.share, 1)}`;

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

const WORLD: Box = { x: 60, y: 20, width: 1880, height: 840 };

export function WorldMap({ label, shares, marked, pins = [], name }: WorldProps) {
  const { f } = useT();
  const world = useOutlines(FILES.world);
  const largest = Math.max(0, ...shares.values());
  const title = (code: string) => `${name(code)}: ${f.percent(shares.get(code) ?? 0, 1)}`;
  const countries = marked.flatMap((code): MarkAt[] => {
    const found = world?.c[code];
    return found ? [{ key: code, at: [found[1], found[2]], title: title(code) }] : [];
  });
  const cities = pins.flatMap((pin): MarkAt[] =>
    world ? [{ key: pin.key, at: onWorld(pin.lng, pin.lat, world), title: titleOf(pin, f) }] : [],
  );
  return (
    <Frame whole={WORLD} label={label} ready={world !== null} marks={[...countries, ...cities]}>
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
    </Frame>
  );
}

const INDONESIA: Box = { x: 0, y: -70, width: INDONESIA_WIDTH, height: INDONESIA_HEIGHT + 80 };

export function IndonesiaMap({ label, pins }: { label: string; pins: Pin[] }) {
  const { f } = useT();
  const outlines = useOutlines(FILES.indonesia);
  const marks = pins.map((pin) => ({
    key: pin.key,
    at: onIndonesia(pin.lng, pin.lat),
    title: titleOf(pin, f),
  }));
  return (
    <Frame whole={INDONESIA} label={label} ready={outlines !== null} marks={marks}>
      {outlines && <path class="land neighbour" d={outlines.n} />}
      {outlines &&
        Object.entries(outlines.p).map(([name, outline]) => (
          <path key={name} class="land province" d={outline} />
        ))}
    </Frame>
  );
}
