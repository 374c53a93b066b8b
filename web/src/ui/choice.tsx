// A labelled select with its error below.
import { useId } from 'preact/hooks';
import { Icon } from './icon';

interface ChoiceProps {
  label: string;
  name: string;
  value: string;
  onInput: (value: string) => void;
  options: { value: string; label: string }[];
  error?: string | undefined;
  disabled?: boolean;
}

export function ChoiceField(props: ChoiceProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <div class="select choice">
        <select
          id={id}
          name={props.name}
          value={props.value}
          disabled={props.disabled}
          aria-invalid={props.error ? true : undefined}
          aria-describedby={props.error ? `${id}-error` : undefined}
          onChange={(event) => props.onInput(event.currentTarget.value)}
        >
          {props.options.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
        <Icon name="chevronDown" size={15} />
      </div>
      {props.error && (
        <p class="field-error" id={`${id}-error`}>
          {props.error}
        </p>
      )}
    </div>
  );
}
