import { Spinner } from '../ui/button';
import { Icon } from '../ui/icon';
import type { State } from './shapes';
import { lookOf } from './states';
import { useWords } from './texts';

export function StateBadge({ state }: { state: State }) {
  const w = useWords();
  const { tone, icon } = lookOf(state);
  return (
    <span class={`badge state-badge ${tone}`}>
      {state === 'publishing' ? <Spinner /> : <Icon name={icon} size={13} />}
      {w.states[state]}
    </span>
  );
}
