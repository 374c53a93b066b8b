// A password input with the eye that shows what has been typed.
import type { Ref } from 'preact';
import { useState } from 'preact/hooks';
import { useT } from '../app/i18n';
import { Field } from './field';
import { Icon } from './icon';

interface PasswordProps {
  label: string;
  name: string;
  value: string;
  onInput: (value: string) => void;
  error?: string | undefined;
  hint?: string;
  inputRef?: Ref<HTMLInputElement>;
  autocomplete: 'current-password' | 'new-password';
}

export function PasswordField(props: PasswordProps) {
  const { t } = useT();
  const [visible, setVisible] = useState(false);
  return (
    <Field {...props} type={visible ? 'text' : 'password'}>
      <button
        type="button"
        class="icon-button"
        aria-label={visible ? t.login.hide : t.login.show}
        aria-pressed={visible}
        onClick={() => setVisible(!visible)}
      >
        <Icon name={visible ? 'eyeOff' : 'eye'} />
      </button>
    </Field>
  );
}
