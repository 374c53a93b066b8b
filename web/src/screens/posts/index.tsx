// "Publikasi": the plan as a list with live states.
import { useMemo } from 'preact/hooks';
import { useT } from '../../app/i18n';
import { places as addresses } from '../../app/places';
import { href, location, replace } from '../../app/router';
import { useStore } from '../../app/store';
import { today as todayNow } from '../../app/today';
import { addDays, startOfDay, ZONE, type Day } from '../../lib/dates';
import { listOf, type Filter, type View } from '../../publish/grouping';
import { useMoments } from '../../publish/moments';
import { nameOfPlace } from '../../publish/place-mark';
import { usePlaces, usePlan } from '../../publish/plan';
import { keyOf, type Place, type Post, type State } from '../../publish/shapes';
import { lookOf } from '../../publish/states';
import { useWords } from '../../publish/texts';
import { useWorkspace } from '../../publish/workspace';
import { instantOf, wallOf } from '../../publish/times';
import { LinkButton } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { Notice } from '../../ui/notice';
import { Segments } from '../../ui/segments';
import { Empty, Failed, Skeleton } from '../../ui/states';
import { PlanHead } from './head';
import { PostRow } from './row';

const VIEWS: View[] = ['upcoming', 'drafts', 'past'];
const FRAMES = ['7', '30', '90'] as const;
type Frame = (typeof FRAMES)[number];
const AHEAD_DAYS = 370;

interface Chosen extends Filter {
  frame: Frame;
}

function useChosen(): [Chosen, (change: Record<string, string | null>) => void] {
  const w = useWords();
  const { path, params } = useStore(location);
  const view = VIEWS.find((key) => key === params.get('view')) ?? 'upcoming';
  const state = params.get('state');
  const chosen: Chosen = {
    view,
    state: state && state in w.states ? (state as State) : null,
    account: params.get('account'),
    frame: FRAMES.find((key) => key === params.get('days')) ?? '30',
  };
  const change = (wanted: Record<string, string | null>) => {
    const next = new URLSearchParams(params);
    for (const [key, value] of Object.entries(wanted)) {
      if (value) next.set(key, value);
      else next.delete(key);
    }
    replace(path, Object.fromEntries(next));
  };
  return [chosen, change];
}

function usePlanOf(frame: Frame) {
  const day = todayNow();
  const window = {
    from: new Date(startOfDay(addDays(day, -Number(frame)))).toISOString(),
    to: new Date(startOfDay(addDays(day, AHEAD_DAYS))).toISOString(),
    timeless: true,
  };
  return { day, ...usePlan(window) };
}

export function PlanPage() {
  const { t } = useT();
  const w = useWords();
  const [chosen, change] = useChosen();
  const plan = usePlanOf(chosen.frame);
  const places = usePlaces();
  const { rights } = useWorkspace();
  const { data, day } = plan;
  const listed = useMemo(
    () => data && listOf(data, chosen, day, ZONE),
    [data, chosen.view, chosen.state, chosen.account, day],
  );
  const shared = {
    places: places.data,
    rights,
    onDone: () => void plan.reload(),
  };
  return (
    <>
      <PlanHead at="plan" lead={w.lead} />
      <Filters chosen={chosen} places={places.data ?? []} change={change} posts={data ?? []} />
      {plan.away && <Notice tone="warn" message={w.away} />}
      {plan.error && <Failed error={plan.error} onRetry={() => void plan.reload()} />}
      {!data && !plan.error && (
        <div class="card plan-waiting" role="status" aria-label={t.common.loading}>
          <Skeleton lines={7} />
        </div>
      )}
      {places.data?.length === 0 && <NoPlaces />}
      {listed && listed.count === 0 && places.data?.length !== 0 && (
        <Nothing chosen={chosen} none={data!.length === 0} />
      )}
      {listed && listed.care.length > 0 && (
        <section class="plan-day care" aria-labelledby="plan-care">
          <h2 id="plan-care">
            <Icon name="alert" size={15} />
            {w.care} <span class="number">{listed.care.length}</span>
          </h2>
          <ul class="card plan-rows">
            {listed.care.map((post) => (
              <PostRow key={post.id} post={post} {...shared} />
            ))}
          </ul>
        </section>
      )}
      {listed?.days.map((group) => (
        <section class="plan-day" key={group.day ?? 'none'}>
          <DayHeading day={group.day} />
          <ul class="card plan-rows">
            {group.posts.map((post) => (
              <PostRow key={post.id} post={post} dayless {...shared} />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

export function DayHeading({ day }: { day: Day | null }) {
  const { f } = useT();
  const w = useWords();
  const { near } = useMoments();
  if (day === null) return <h2>{w.noTime}</h2>;
  const soon = near(instantOf(wallOf(day, '12:00'), ZONE), ZONE);
  return (
    <h2>
      {soon && <b>{soon}</b>} <span class={soon ? 'muted' : ''}>{f.dayFull(day)}</span>
    </h2>
  );
}

interface FiltersProps {
  chosen: Chosen;
  places: readonly Place[];
  posts: readonly Post[];
  change: (change: Record<string, string | null>) => void;
}

const STATES: State[] = [
  'scheduled',
  'publishing',
  'published',
  'failed',
  'unconfirmed',
  'held',
  'waiting_approval',
  'draft',
  'cancelled',
];

function Filters({ chosen, places, posts, change }: FiltersProps) {
  const w = useWords();
  const there = new Set(posts.map((post) => post.state));
  const states = STATES.filter((state) => there.has(state) || state === chosen.state);
  return (
    <div class="plan-filters">
      <Segments
        label={w.views.label}
        items={VIEWS.map((key) => ({ key, label: w.views[key] }))}
        value={chosen.view}
        onChange={(view) => change({ view: view === 'upcoming' ? null : view })}
      />
      <Select
        label={w.filter.state}
        value={chosen.state ?? ''}
        options={[
          { value: '', label: w.filter.anyState },
          ...states.map((value) => ({ value, label: w.states[value] })),
        ]}
        onChange={(state) => change({ state })}
      />
      {places.length > 1 && (
        <Select
          label={w.filter.account}
          value={chosen.account ?? ''}
          options={[
            { value: '', label: w.filter.anyAccount },
            ...places.map((place) => ({
              value: keyOf(place),
              label: `${nameOfPlace(place)} · ${w.places[place.place]}`,
            })),
          ]}
          onChange={(account) => change({ account })}
        />
      )}
      {chosen.view === 'past' && (
        <Select
          label={w.filter.window}
          value={chosen.frame}
          options={FRAMES.map((value) => ({ value, label: w.filter.days(Number(value)) }))}
          onChange={(days) => change({ days })}
        />
      )}
    </div>
  );
}

interface SelectProps {
  label: string;
  value: string;
  options: { value: string; label: string }[];
  onChange: (value: string) => void;
}

function Select({ label, value, options, onChange }: SelectProps) {
  return (
    <span class="select">
      <select
        aria-label={label}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <Icon name="chevronDown" size={15} />
    </span>
  );
}

function Nothing({ chosen, none }: { chosen: Chosen; none: boolean }) {
  const w = useWords();
  const filtered = !none && (chosen.state !== null || chosen.account !== null);
  const words = filtered ? w.empty.filtered : w.empty[chosen.view];
  return (
    <Empty icon={chosen.state ? lookOf(chosen.state).icon : 'calendar'} page {...words}>
      {!filtered && chosen.view !== 'past' && (
        <LinkButton tone="primary" icon="plus" href={href(addresses.newPost)}>
          {w.add}
        </LinkButton>
      )}
    </Empty>
  );
}

export function NoPlaces() {
  const w = useWords();
  return (
    <Empty icon="link" title={w.empty.unconnected.title} text={w.empty.unconnected.text} page>
      <LinkButton tone="primary" icon="link" href={href(addresses.socialConnect)}>
        {w.empty.connect}
      </LinkButton>
    </Empty>
  );
}
