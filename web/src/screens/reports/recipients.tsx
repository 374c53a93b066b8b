// A list of addresses as chips: each is checked as soon as it is complete, a pasted list is taken
// apart, Backspace takes the last one back.
import { useId, useRef, useState } from 'preact/hooks';
import { useT } from './speech';
import { withAddresses, type Refusal } from '../../lib/recipients';
import { Icon } from '../../ui/icon';

interface RecipientsProps {
  value: readonly string[];
  onChange: (list: string[]) => void;
  /** Who has asked for no more. */
  left: ReadonlySet<string>;
  error?: string | undefined;
  /** What is typed and not yet taken, so that saving does not lose it. */
  typed: string;
  onType: (text: string) => void;
}

export function Recipients({ value, onChange, left, error, typed, onType }: RecipientsProps) {
  const { t } = useT();
  const { form } = t.reports;
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);

  const take = (text: string) => {
    const taken = withAddresses(value, text);
    if (taken.list.length !== value.length) onChange(taken.list);
    onType(taken.rest);
    setRefusal(taken.refusal);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' || event.key === ',' || event.key === ';') {
      event.preventDefault();
      take(typed);
    } else if (event.key === 'Backspace' && !typed && value.length) {
      onChange(value.slice(0, -1));
    }
  };
  const onPaste = (event: ClipboardEvent) => {
    const text = event.clipboardData?.getData('text') ?? '';
    if (!/[,;\n]/.test(text)) return;
    event.preventDefault();
    take(typed + text);
  };
  const drop = (email: string) => {
    onChange(value.filter((other) => other !== email));
    input.current?.focus();
  };

  const problem = refusal
    ? refusal.kind === 'full'
      ? form.recipientsFull
      : (refusal.kind === 'wrong' ? form.recipientWrong : form.recipientTwice)(refusal.text)
    : error;
  return (
    <div class="field">
      <label for={id}>{form.recipients}</label>
      <div
        class="chip-box"
        onClick={(event) => event.target === event.currentTarget && input.current?.focus()}
      >
        {value.map((email) => (
          <span key={email} class={`chip${left.has(email) ? ' left' : ''}`}>
            <span>{email}</span>
            {left.has(email) && <small>{form.left}</small>}
            <button
              type="button"
              aria-label={form.dropRecipient(email)}
              onClick={() => drop(email)}
            >
              <Icon name="close" size={13} />
            </button>
          </span>
        ))}
        <input
          id={id}
          ref={input}
          type="email"
          name="recipients"
          value={typed}
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          aria-invalid={problem ? true : undefined}
          aria-describedby={`${id}-${problem ? 'error' : 'hint'}`}
          onInput={(event) => {
            onType(event.currentTarget.value);
            setRefusal(null);
          }}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
          onBlur={() => typed && take(typed)}
        />
      </div>
      {problem ? (
        <p class="field-error" id={`${id}-error`} role="alert">
          {problem}
        </p>
      ) : (
        <p class="field-note" id={`${id}-hint`}>
          {form.recipientsHint}
        </p>
      )}
    </div>
  );
}
