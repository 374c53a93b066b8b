// When data was last collected, how complete it is, and when the next collection comes.
import { useId, useRef, useState } from 'preact/hooks';
import { paths } from '../api/paths';
import { useGet } from '../api/query';
import type { SyncProgress } from '../api/types';
import { UNKNOWN } from '../i18n/format';
import { Icon } from '../ui/icon';
import { Popover } from '../ui/popover';
import { Skeleton } from '../ui/states';
import { collectionReason } from './errors';
import { useT } from './i18n';

type Step = SyncProgress['steps'][number];

interface StatusProps {
  accountId: string;
  /** When data was last collected, for the button. */
  updated: string | null;
}

/** Asks only when somebody looks. */
export function CollectionStatus({ accountId, updated }: StatusProps) {
  const { t, f } = useT();
  const id = `collection-${useId()}`;
  const anchor = useRef<HTMLButtonElement>(null);
  const [looked, setLooked] = useState(false);
  const { data } = useGet<SyncProgress>(looked ? paths.sync(accountId) : null);
  return (
    <>
      <button
        type="button"
        class="collection-button"
        ref={anchor}
        popovertarget={id}
        aria-haspopup="dialog"
      >
        {updated
          ? t.dashboard.updated(f.dateNumeric(updated), f.time(updated))
          : t.dashboard.notUpdated}
        <span class="unseen">. {t.collection.button}</span>
        <Icon name="chevronDown" size={13} />
      </button>
      <Popover
        id={id}
        label={t.collection.title}
        anchor={anchor}
        class="collection"
        onToggle={(open) => open && setLooked(true)}
      >
        {data && <Report progress={data} />}
        {looked && !data && <Skeleton lines={5} />}
      </Popover>
    </>
  );
}

/** The order in which a collection goes; what is not named here comes last. */
const ORDER = [
  'profile',
  'stories',
  'insights',
  'audience',
  'page',
  'media',
  'reels',
  'comments',
  'analysis',
];

const rank = ({ name }: Step): number => {
  const at = ORDER.indexOf(name);
  return at < 0 ? ORDER.length : at;
};

function inOrder(steps: Step[]): Step[] {
  return [...steps].sort((a, b) => rank(a) - rank(b));
}

const BADGES: Partial<Record<SyncProgress['state'], string>> = { done: 'good', failed: 'bad' };

function Report({ progress }: { progress: SyncProgress }) {
  const { t, f } = useT();
  const { state } = progress;
  const failed = state === 'failed';
  const facts: [string, string][] = [
    [t.collection.next, progress.next_run ? f.moment(progress.next_run) : UNKNOWN],
    [t.collection.calls, f.whole(progress.http_calls)],
  ];
  if (progress.finished_at) {
    const label = failed ? t.collection.failedAt : t.collection.finished;
    facts.unshift([label, f.moment(progress.finished_at)]);
  } else if (progress.started_at) {
    facts.unshift([t.collection.started, f.moment(progress.started_at)]);
  }
  const reason = collectionReason(t, progress.error_code);
  return (
    <>
      <div class="collection-head">
        <strong>{t.collection.title}</strong>
        <span class={`badge ${BADGES[state] ?? ''}`}>{t.collection.states[state]}</span>
      </div>
      {reason && <p class="field-error">{reason}</p>}
      <dl class="collection-facts">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {progress.steps.length > 0 && (
        <ul class="collection-steps">
          {inOrder(progress.steps).map((step) => (
            <StepRow key={step.name} step={step} />
          ))}
        </ul>
      )}
    </>
  );
}

function StepRow({ step }: { step: Step }) {
  const { t, f } = useT();
  const names: Record<string, string> = t.collection.steps;
  const states: Record<string, string> = t.collection.stepStates;
  const counted = step.total !== null && step.total > 0;
  const bad = step.state === 'failed' || step.state === 'partial';
  return (
    <li class={bad ? 'bad' : ''}>
      <Icon name={bad ? 'alert' : step.state === 'done' ? 'check' : 'clock'} size={14} />
      <span>{names[step.name] ?? step.name}</span>
      <span class="number">
        {counted
          ? t.collection.of(f.whole(step.got), f.whole(step.total))
          : (states[step.state] ?? step.state)}
      </span>
      {bad && step.message && <small>{step.message}</small>}
    </li>
  );
}
