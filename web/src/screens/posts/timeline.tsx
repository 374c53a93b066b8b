// The way of a post at one account, step by step: what happened, when, and what it means.
import { useMoments } from '../../publish/moments';
import type { SteppedTarget } from '../../publish/shapes';
import { useWords } from '../../publish/texts';
import { Icon, type IconName } from '../../ui/icon';

type Step = SteppedTarget['steps'][number];
type StepTone = 'good' | 'bad' | 'warn' | 'plain';

const LOOKS: Record<string, { icon: IconName; tone: StepTone }> = {
  schedule: { icon: 'calendar', tone: 'plain' },
  unschedule: { icon: 'pencil', tone: 'plain' },
  cancel: { icon: 'close', tone: 'plain' },
  late: { icon: 'clock', tone: 'warn' },
  claim: { icon: 'refresh', tone: 'plain' },
  create: { icon: 'layers', tone: 'plain' },
  part: { icon: 'image', tone: 'plain' },
  created: { icon: 'image', tone: 'plain' },
  intend: { icon: 'share', tone: 'plain' },
  not_yet: { icon: 'clock', tone: 'warn' },
  publish: { icon: 'check', tone: 'good' },
  find: { icon: 'search', tone: 'good' },
  comment: { icon: 'message', tone: 'plain' },
  finish: { icon: 'check', tone: 'good' },
  refuse: { icon: 'alert', tone: 'bad' },
  absent: { icon: 'eyeOff', tone: 'bad' },
  give_up: { icon: 'help', tone: 'warn' },
};
const OTHER = { icon: 'info', tone: 'plain' } as const;

/** A time that is given again is a new time. */
const nameOf = ({ event, from }: Step): string =>
  event === 'schedule' && from === 'scheduled' ? 'reschedule' : event;

const IS_ID = /^\d{6,}(_\d+)?$/;

function Detail({ step }: { step: Step }) {
  const w = useWords();
  const { detail } = step;
  if (detail === 'user') return <>{w.timeline.byYou}</>;
  if (IS_ID.test(detail)) {
    return (
      <>
        {w.timeline.metaId} <code>{detail}</code>
      </>
    );
  }
  if (detail.startsWith('https://')) {
    return (
      <a class="link" href={detail} target="_blank" rel="noreferrer">
        {detail.replace(/^https:\/\/(www\.)?/, '')}
      </a>
    );
  }
  return <code>{detail}</code>;
}

export function Timeline({ target, zone }: { target: SteppedTarget; zone: string }) {
  const w = useWords();
  const m = useMoments();
  const network = w.places[target.place];
  let day = '';
  return (
    <ol class="timeline">
      {target.steps.map((step) => {
        const at = Date.parse(step.at);
        const { icon, tone } = LOOKS[step.event] ?? OTHER;
        const words: Record<string, (network: string) => string> = w.timeline.events;
        const today = m.day(at, zone);
        const isNew = today !== day;
        day = today;
        return (
          <li key={step.number} class={tone}>
            <i aria-hidden="true">
              <Icon name={icon} size={13} />
            </i>
            <div>
              <p>{words[nameOf(step)]?.(network) ?? step.event}</p>
              {step.detail && (
                <small>
                  <Detail step={step} />
                </small>
              )}
            </div>
            <time class="number" dateTime={step.at}>
              {isNew && <small>{today}</small>}
              {m.seconds(at, zone)}
            </time>
          </li>
        );
      })}
    </ol>
  );
}
