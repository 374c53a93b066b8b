// Choices as cards: a title, a line about it, and a radio button or a check box.
import type { ComponentChildren } from 'preact';

interface OptionProps {
  kind: 'radio' | 'checkbox';
  name: string;
  value: string;
  title: string;
  hint?: string;
  chosen: boolean;
  disabled?: boolean;
  onChange: () => void;
}

export function Option(props: OptionProps) {
  const { kind, name, value, title, hint, chosen, disabled, onChange } = props;
  return (
    <label class={`option${chosen ? ' chosen' : ''}${disabled ? ' disabled' : ''}`}>
      <input
        // Preact's types want one literal per input type.
        type={kind as 'radio'}
        name={name}
        value={value}
        checked={chosen}
        disabled={disabled}
        onChange={onChange}
      />
      <span>
        <strong>{title}</strong>
        {hint && <small>{hint}</small>}
      </span>
    </label>
  );
}

interface OptionsProps {
  legend: string;
  /** The page shows the legend as a heading; else it is for screen readers alone. */
  titled?: boolean;
  disabled?: boolean;
  children: ComponentChildren;
}

export function Options({ legend, titled = false, disabled = false, children }: OptionsProps) {
  return (
    <fieldset class="options" disabled={disabled}>
      <legend class={titled ? 'options-title' : 'unseen'}>{legend}</legend>
      {children}
    </fieldset>
  );
}

/** A list with `key` put in or taken out, in the order of `all`. */
export function toggled<K>(all: readonly K[], chosen: readonly K[], key: K): K[] {
  return all.filter((item) => (item === key) !== chosen.includes(item));
}
