import { useEffect, useRef } from 'preact/hooks';
import { useT } from '../app/i18n';
import { useStore } from '../app/store';
import { dismiss, toasts } from '../app/toasts';
import { Icon } from './icon';

/** In the top layer, so that messages are seen above an open dialog too. */
export function Toaster() {
  const { t } = useT();
  const list = useStore(toasts);
  const region = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const element = region.current!;
    if (element.matches(':popover-open')) element.hidePopover();
    if (list.length) element.showPopover();
  }, [list]);

  return (
    <div popover="manual" ref={region} class="toasts" role="status" aria-live="polite">
      {list.map((item) => (
        <div key={item.key} class={`toast ${item.tone}`}>
          <Icon name={item.tone === 'good' ? 'check' : 'alert'} size={18} />
          <div>
            <strong>{item.title}</strong>
            {item.text && <p>{item.text}</p>}
          </div>
          <button
            type="button"
            class="icon-button small"
            aria-label={t.common.close}
            onClick={() => dismiss(item.key)}
          >
            <Icon name="close" size={15} />
          </button>
        </div>
      ))}
    </div>
  );
}
