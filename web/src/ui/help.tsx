// The question mark beside a heading, and the sentence behind it.
import { useId, useRef } from 'preact/hooks';
import { useT } from '../app/i18n';
import { Icon } from './icon';
import { Popover } from './popover';

export function Help({ about, text }: { about: string; text: string }) {
  const { t } = useT();
  const id = `help-${useId()}`;
  const anchor = useRef<HTMLButtonElement>(null);
  return (
    <>
      <button
        type="button"
        class="help"
        ref={anchor}
        popovertarget={id}
        aria-label={t.common.help(about)}
      >
        <Icon name="help" size={15} />
      </button>
      <Popover id={id} label={about} anchor={anchor} role="note" class="note">
        <strong>{about}</strong>
        <p>{text}</p>
      </Popover>
    </>
  );
}
