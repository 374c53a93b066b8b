// One rule that is on or off. It goes over at once, and back when the server does not take it.
import { useState } from 'preact/hooks';
import { errorText } from '../../app/errors';
import { useT } from '../../app/i18n';
import { toast } from '../../app/toasts';
import { Icon, type IconName } from '../../ui/icon';

interface SwitchProps {
  icon: IconName;
  title: string;
  text: string;
  /** As the server knows it. */
  on: boolean;
  disabled?: boolean;
  turn: (on: boolean) => Promise<void>;
}

export function SwitchCard({ icon, title, text, on, disabled = false, turn }: SwitchProps) {
  const { t } = useT();
  const [chosen, setChosen] = useState<boolean | null>(null);
  const [busy, setBusy] = useState(false);
  const change = async (next: boolean) => {
    setChosen(next);
    setBusy(true);
    try {
      await turn(next);
    } catch (error) {
      setChosen(!next);
      toast('bad', title, errorText(t, error).message);
    }
    setBusy(false);
  };
  return (
    <section class="card slots" aria-label={title}>
      <label class="check-line letters-line">
        <span class="tool-icon">
          <Icon name={icon} size={18} />
        </span>
        <span>
          <strong>{title}</strong>
          <small>{text}</small>
        </span>
        <input
          type="checkbox"
          role="switch"
          checked={chosen ?? on}
          disabled={busy || disabled}
          onChange={({ currentTarget }) => void change(currentTarget.checked)}
        />
      </label>
    </section>
  );
}
