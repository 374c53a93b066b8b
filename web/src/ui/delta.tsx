// A change, with its direction as colour and as an arrow. Unknown is a dash, never a zero.
import { UNKNOWN } from '../i18n/format';
import type { Value } from '../lib/cards';
import { Icon } from './icon';

interface DeltaProps {
  value: Value;
  /** The change as text, sign included. */
  text: string;
}

export function Delta({ value, text }: DeltaProps) {
  if (value === null) return <span class="delta none">{UNKNOWN}</span>;
  // What rounds to zero on screen has no direction on screen.
  const shown = /[1-9]/.test(text);
  const tone = !shown ? 'none' : value > 0 ? 'up' : 'down';
  return (
    <span class={`delta ${tone}`}>
      {tone === 'up' && <Icon name="arrowUp" size={12} />}
      {tone === 'down' && <Icon name="arrowDown" size={12} />}
      {text}
    </span>
  );
}
