// Tabs: arrows move between them, only the chosen one is in the tab order.
import { useRef } from 'preact/hooks';

interface TabsProps<K extends string> {
  label: string;
  items: { key: K; label: string }[];
  value: K;
  onChange: (key: K) => void;
  /** The id of the panel, where a page has more than one. */
  panel?: string;
}

export const tabId = (key: string) => `tab-${key}`;
export const PANEL_ID = 'tab-panel';

export function Tabs<K extends string>({
  label,
  items,
  value,
  onChange,
  panel = PANEL_ID,
}: TabsProps<K>) {
  const list = useRef<HTMLDivElement>(null);

  const onKeyDown = (event: KeyboardEvent) => {
    const now = items.findIndex((item) => item.key === value);
    const moves: Record<string, number> = {
      ArrowRight: now + 1,
      ArrowLeft: now - 1,
      Home: 0,
      End: items.length - 1,
    };
    const move = moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    const next = (move + items.length) % items.length;
    onChange(items[next]!.key);
    (list.current!.children[next] as HTMLElement).focus();
  };

  return (
    <div class="tabs" role="tablist" aria-label={label} ref={list} onKeyDown={onKeyDown}>
      {items.map((item) => (
        <button
          type="button"
          key={item.key}
          role="tab"
          id={tabId(item.key)}
          aria-selected={item.key === value}
          aria-controls={panel}
          tabIndex={item.key === value ? 0 : -1}
          onClick={() => onChange(item.key)}
        >
          {item.label}
        </button>
      ))}
    </div>
  );
}
