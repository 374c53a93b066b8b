// "Antrean": the fixed times of each account, and the link under which a calendar reads the plan.
import { useEffect, useState } from 'preact/hooks';
import { get, post, put } from '../../api/client';
import { ApiError } from '../../api/error';
import { paths } from '../../api/paths';
import { invalidate, useGet } from '../../api/query';
import { errorText } from '../../app/errors';
import { useT } from '../../app/i18n';
import { toast } from '../../app/toasts';
import { ZONE } from '../../lib/dates';
import { useMoments } from '../../publish/moments';
import { nameOfPlace, PlaceMark } from '../../publish/place-mark';
import { usePlaces } from '../../publish/plan';
import { keyOf, type Place, type QueueSlots, type Slot } from '../../publish/shapes';
import { useWords } from '../../publish/texts';
import { Button } from '../../ui/button';
import { ChoiceField } from '../../ui/choice';
import { Confirm } from '../../ui/confirm';
import { Icon } from '../../ui/icon';
import { Notice } from '../../ui/notice';
import { Failed, Skeleton } from '../../ui/states';
import { CopyField } from './copy-field';
import { ZoneField } from './compose/when';
import { PlanHead } from './head';
import { NoPlaces } from './index';

export function QueuePage() {
  const w = useWords();
  const places = usePlaces();
  return (
    <>
      <PlanHead at="queue" title={w.queue.title} lead={w.queue.lead} />
      {places.error && <Failed error={places.error} onRetry={places.reload} />}
      {places.data?.length === 0 && <NoPlaces />}
      <div class="tools-column">
        {places.data?.map((place) => (
          <PlaceSlots key={keyOf(place)} place={place} />
        ))}
        <Feed />
      </div>
    </>
  );
}

const queryOf = (place: Place) => ({ connection_id: place.connection_id, place: place.place });

function PlaceSlots({ place }: { place: Place }) {
  const { data, error, reload } = useGet<QueueSlots>(paths.queueSlots, queryOf(place));
  const w = useWords();
  return (
    <section class="card slots" aria-label={`${w.queue.slots}: ${nameOfPlace(place)}`}>
      <header>
        <PlaceMark place={place} size="medium" />
        <div>
          <h2>{nameOfPlace(place)}</h2>
          <small>
            {w.places[place.place]}
            {data && data.slots.length > 0 && ` · ${w.queue.count(data.slots.length)}`}
          </small>
        </div>
      </header>
      {error && <Failed error={error} onRetry={reload} />}
      {!data && !error && <Skeleton lines={3} />}
      {data && <SlotForm place={place} stored={data} />}
    </section>
  );
}

const ordered = (slots: readonly Slot[]): Slot[] => {
  const seen = new Set<string>();
  return [...slots]
    .sort((a, b) => a.weekday - b.weekday || a.time.localeCompare(b.time))
    .filter(({ weekday, time }) => {
      const key = `${weekday} ${time}`;
      return seen.has(key) ? false : seen.add(key);
    });
};

const WEEK = [1, 2, 3, 4, 5, 6, 7];

function SlotForm({ place, stored }: { place: Place; stored: QueueSlots }) {
  const { t } = useT();
  const w = useWords();
  const m = useMoments();
  const [zone, setZone] = useState(stored.time_zone || ZONE);
  const [slots, setSlots] = useState(stored.slots);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  useEffect(() => {
    setSlots(stored.slots);
    setZone(stored.time_zone || ZONE);
  }, [stored]);
  const changed =
    JSON.stringify(slots) !== JSON.stringify(stored.slots) ||
    (zone !== stored.time_zone && slots.length > 0);
  const [next] = stored.next_free ?? [];

  const save = async () => {
    setBusy(true);
    setProblem('');
    try {
      await put(paths.queueSlots, { query: queryOf(place), body: { time_zone: zone, slots } });
      toast('good', w.queue.saved, nameOfPlace(place));
      invalidate(paths.queueSlots);
    } catch (error) {
      setProblem(errorText(t, error).message);
    }
    setBusy(false);
  };
  const suggest = async () => {
    setBusy(true);
    try {
      const got = await get<{ time_zone: string; slots: Slot[] }>(paths.suggestedSlots, {
        query: { connection_id: place.connection_id },
      });
      if (!got.slots.length) toast('bad', w.queue.noSuggestions);
      else {
        setZone(got.time_zone);
        setSlots(ordered([...slots, ...got.slots.map(({ weekday, time }) => ({ weekday, time }))]));
        toast('good', w.queue.suggested, nameOfPlace(place));
      }
    } catch (error) {
      const gone = error instanceof ApiError && error.status === 404;
      setProblem(gone ? w.queue.noSuggestions : errorText(t, error).message);
    }
    setBusy(false);
  };
  return (
    <>
      {slots.length === 0 ? (
        <p class="field-note">{w.queue.none}</p>
      ) : (
        <div class="slot-week scroll">
          {WEEK.map((weekday) => (
            <div key={weekday}>
              <h3>{t.dashboard.weekdaysLong[weekday - 1]}</h3>
              <ul>
                {slots
                  .filter((slot) => slot.weekday === weekday)
                  .map((slot) => (
                    <SlotChip
                      key={slot.time}
                      slot={slot}
                      onDrop={() => setSlots(slots.filter((other) => other !== slot))}
                    />
                  ))}
              </ul>
            </div>
          ))}
        </div>
      )}
      <AddSlot onAdd={(added) => setSlots(ordered([...slots, ...added]))} />
      <div class="slot-foot">
        <ZoneField zone={zone} onChange={setZone} />
        {place.place === 'instagram' && (
          <Button icon="sparkles" busy={busy} onClick={() => void suggest()}>
            {w.queue.suggest}
          </Button>
        )}
        <Button tone="primary" disabled={!changed} busy={busy} onClick={() => void save()}>
          {w.queue.save}
        </Button>
      </div>
      {next && !changed && (
        <p class="field-note">
          <Icon name="clock" size={13} /> {w.queue.next(m.short(Date.parse(next), zone))}
        </p>
      )}
      {problem && <Notice tone="bad" message={problem} />}
    </>
  );
}

function SlotChip({ slot, onDrop }: { slot: Slot; onDrop: () => void }) {
  const { t, lang } = useT();
  const w = useWords();
  const name = `${t.dashboard.weekdaysLong[slot.weekday - 1]} ${slot.time}`;
  return (
    <li class="slot-chip number">
      {lang === 'id' ? slot.time.replace(':', '.') : slot.time}
      <button type="button" aria-label={w.queue.drop(name)} onClick={onDrop}>
        <Icon name="close" size={12} />
      </button>
    </li>
  );
}

function AddSlot({ onAdd }: { onAdd: (slots: Slot[]) => void }) {
  const { t } = useT();
  const w = useWords();
  const [day, setDay] = useState('0');
  const [time, setTime] = useState('19:00');
  const days = day === '0' ? WEEK : [Number(day)];
  return (
    <div class="slot-add">
      <ChoiceField
        label={w.queue.weekday}
        name="weekday"
        value={day}
        onInput={setDay}
        options={[
          { value: '0', label: w.queue.everyDay },
          ...WEEK.map((n) => ({ value: String(n), label: t.dashboard.weekdaysLong[n - 1]! })),
        ]}
      />
      <label class="time-field">
        <span>{w.queue.time}</span>
        <input
          type="time"
          value={time}
          onInput={({ currentTarget }) => setTime(currentTarget.value)}
        />
      </label>
      <Button
        icon="plus"
        disabled={!/^\d\d:\d\d$/.test(time)}
        onClick={() => onAdd(days.map((weekday) => ({ weekday, time })))}
      >
        {w.queue.add}
      </Button>
    </div>
  );
}

function Feed() {
  const w = useWords();
  const { data, error, reload } = useGet<{ url: string }>(paths.calendarFeed);
  const [asking, setAsking] = useState(false);
  const renew = async () => {
    await post(paths.renewCalendarFeed);
    toast('good', w.queue.renewed);
    reload();
  };
  return (
    <section class="card slots" aria-labelledby="calendar-feed">
      <header>
        <span class="tool-icon">
          <Icon name="calendar" size={18} />
        </span>
        <div>
          <h2 id="calendar-feed">{w.queue.feed}</h2>
          <small>{w.queue.feedLead}</small>
        </div>
      </header>
      {error && <Failed error={error} onRetry={reload} />}
      {!data && !error && <Skeleton lines={2} />}
      {data && (
        <CopyField label={w.queue.feedUrl} value={data.url} hint={w.queue.feedHint} words={w.queue}>
          <Button icon="refresh" onClick={() => setAsking(true)}>
            {w.queue.renew}
          </Button>
        </CopyField>
      )}
      {asking && (
        <Confirm
          title={w.queue.renewTitle}
          text={w.queue.renewText}
          yes={w.queue.renew}
          action={renew}
          onClose={() => setAsking(false)}
        />
      )}
    </section>
  );
}
