// When: now, at a time on the wall of a zone, or in the account's next free slot.
import { useMemo } from 'preact/hooks';
import { paths } from '../../../api/paths';
import { useGet } from '../../../api/query';
import type { Account, BestTime } from '../../../api/types';
import { places as addresses } from '../../../app/places';
import { href } from '../../../app/router';
import { now } from '../../../lib/clock';
import type { Draft, When } from '../../../publish/draft';
import { useMoments } from '../../../publish/moments';
import { useWords } from '../../../publish/texts';
import {
  clockOfWall,
  dayOfWall,
  instantOf,
  nextOfWeek,
  wallAt,
  wallOf,
  zoneName,
  zonesToOffer,
} from '../../../publish/times';
import { Icon } from '../../../ui/icon';
import { Segments } from '../../../ui/segments';
import type { Composer } from './composer';
import { Repeats } from './repeat';

const CHOICES: When[] = ['now', 'at', 'queue'];

export function WhenCard({ composer }: { composer: Composer }) {
  const w = useWords();
  const { draft, change, problems, isSeries, isStored } = composer;
  return (
    <section class="compose-when" aria-label={w.compose.when}>
      <div class="compose-text-head">
        <h2>{w.compose.when}</h2>
        {!isSeries && (
          <Segments
            label={w.compose.when}
            items={CHOICES.map((key) => ({ key, label: w.compose.whens[key] }))}
            value={draft.when}
            onChange={(when) => change({ when })}
          />
        )}
      </div>
      {draft.when === 'now' && <p class="when-say">{w.compose.nowText}</p>}
      {draft.when === 'queue' && (
        <p class="when-say">
          {w.compose.queueText}{' '}
          <a class="link" href={href(addresses.postQueue)}>
            {w.corners.queue}
          </a>
        </p>
      )}
      {draft.when === 'at' && <AtTime draft={draft} change={change} mayBePast={isSeries} />}
      {draft.when === 'at' && <Suggestions composer={composer} />}
      {draft.when === 'at' && (isSeries || !isStored) && (
        <Repeats draft={draft} change={change} always={isSeries} />
      )}
      {(problems.publish_at || problems.time_zone || problems.queue || problems.repeat) && (
        <p class="field-error" role="alert">
          {problems.publish_at ?? problems.time_zone ?? problems.queue ?? problems.repeat}
        </p>
      )}
    </section>
  );
}

interface AtProps {
  draft: Pick<Draft, 'wall' | 'zone'>;
  /** Where a rule begins may have passed. */
  mayBePast?: boolean;
  change: (part: { wall?: string; zone?: string }) => void;
}

const AHEAD_MAX_MS = 365 * 86_400_000;

/** Day, hour and zone, and what they mean; also in the dialog that moves a post. */
export function AtTime({ draft, change, mayBePast = false }: AtProps) {
  const w = useWords();
  const m = useMoments();
  const { wall, zone } = draft;
  const at = instantOf(wall, zone);
  const day = dayOfWall(wall);
  const clock = clockOfWall(wall);
  const known = !Number.isNaN(at);
  const isLate = known && at < now() && !mayBePast;
  return (
    <>
      <div class="when-fields">
        <label>
          <span>{w.compose.day}</span>
          <input
            type="date"
            name="day"
            value={day}
            min={mayBePast ? undefined : dayOfWall(wallAt(now(), zone))}
            max={dayOfWall(wallAt(now() + AHEAD_MAX_MS, zone))}
            onInput={({ currentTarget }) => change({ wall: wallOf(currentTarget.value, clock) })}
          />
        </label>
        <label>
          <span>{w.compose.clock}</span>
          <input
            type="time"
            name="clock"
            value={clock}
            onInput={({ currentTarget }) => change({ wall: wallOf(day, currentTarget.value) })}
          />
        </label>
        <ZoneField zone={zone} onChange={(next) => change({ zone: next })} />
      </div>
      <p class={`when-say${isLate ? ' bad' : ''}`} role="status">
        {known && (
          <>
            <Icon name="clock" size={14} />
            <span>
              {m.full(at, zone)} · {isLate ? w.compose.past : m.away(at)}
            </span>
          </>
        )}
      </p>
    </>
  );
}

export function ZoneField({ zone, onChange }: { zone: string; onChange: (zone: string) => void }) {
  const w = useWords();
  const { near, far } = useMemo(() => zonesToOffer(zone), [zone]);
  const label = (key: string) => {
    const short = zoneName(key);
    return key.endsWith(short.replaceAll(' ', '_'))
      ? key.replaceAll('_', ' ')
      : `${short} (${key})`;
  };
  return (
    <label>
      <span>{w.compose.zone}</span>
      <span class="select">
        <select
          name="zone"
          value={zone}
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
        >
          {near.map((key) => (
            <option key={key} value={key}>
              {label(key)}
            </option>
          ))}
          <optgroup label={w.compose.otherZones}>
            {far.map((key) => (
              <option key={key} value={key}>
                {key.replaceAll('_', ' ')}
              </option>
            ))}
          </optgroup>
        </select>
        <Icon name="chevronDown" size={15} />
      </span>
    </label>
  );
}

const SHOWN = 3;

/** When its followers are there and its own posts did well, of the first account that is known. */
function Suggestions({ composer }: { composer: Composer }) {
  const w = useWords();
  const m = useMoments();
  const { draft, change, chosen } = composer;
  const accounts = useGet<Account[]>(paths.accounts);
  const account = chosen.find((place) =>
    accounts.data?.some(({ id }) => id === place.account_id),
  )?.account_id;
  const best = useGet<BestTime>(account ? paths.bestTime(account) : null);
  if (!best.data || !best.data.best.length) return null;
  const zone = best.data.time_zone;
  const times = best.data.best
    .slice(0, SHOWN)
    .map(({ weekday, hour }) =>
      nextOfWeek(now(), zone, weekday, `${String(hour).padStart(2, '0')}:00`),
    )
    .filter((at) => !Number.isNaN(at))
    .sort((a, b) => a - b);
  return (
    <div class="suggestions" role="group" aria-label={w.compose.suggested}>
      <span>
        <Icon name="sparkles" size={14} /> {w.compose.suggested}
      </span>
      {times.map((at) => {
        const wall = wallAt(at, draft.zone);
        return (
          <button
            key={at}
            type="button"
            class="suggestion"
            aria-pressed={wall === draft.wall}
            onClick={() => change({ wall })}
          >
            {m.short(at, draft.zone)}
          </button>
        );
      })}
    </div>
  );
}
