// A labelled input with its error below, tied together for screen readers.
import type { ComponentChildren, Ref } from 'preact';
import { useId } from 'preact/hooks';

interface FieldProps {
  label: string;
  name: string;
  type: 'email' | 'password' | 'text' | 'tel' | 'date' | 'time';
  value: string;
  onInput: (value: string) => void;
  error?: string | undefined;
  autocomplete:
    'username' | 'current-password' | 'new-password' | 'given-name' | 'family-name' | 'tel' | 'off';
  placeholder?: string;
  /** A sentence below the input, for as long as there is no error. */
  hint?: string | undefined;
  disabled?: boolean;
  inputRef?: Ref<HTMLInputElement>;
  children?: ComponentChildren;
}

export function Field(props: FieldProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <div class="field-box">
        <input
          id={id}
          name={props.name}
          // Preact's types want one literal per input type.
          type={props.type as 'text'}
          value={props.value}
          autocomplete={props.autocomplete}
          autocapitalize="none"
          spellcheck={false}
          disabled={props.disabled}
          placeholder={props.placeholder}
          ref={props.inputRef}
          aria-invalid={props.error ? true : undefined}
          aria-describedby={props.error ? `${id}-error` : props.hint ? `${id}-hint` : undefined}
          onInput={(event) => props.onInput(event.currentTarget.value)}
        />
        {props.children}
      </div>
      {props.hint && !props.error && (
        <p class="field-note" id={`${id}-hint`}>
          {props.hint}
        </p>
      )}
      {props.error && (
        <p class="field-error" id={`${id}-error`}>
          {props.error}
        </p>
      )}
    </div>
  );
}
