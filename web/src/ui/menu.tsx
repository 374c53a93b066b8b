// A menu button: arrows, Home and End move, letters jump, Escape closes and returns the focus.
// Items are links, commands, or choices of a group.
import type { ComponentChildren } from 'preact';
import { useId, useRef } from 'preact/hooks';
import { Icon, type IconName } from './icon';
import { useAnchored } from './popover';

interface Common {
  key: string;
  label: string;
  detail?: string;
  before?: ComponentChildren;
  icon?: IconName;
}

export type MenuItem =
  | (Common & { kind: 'command'; onSelect: () => void })
  | (Common & { kind: 'link'; href: string; current?: boolean })
  | (Common & { kind: 'choice'; checked: boolean; onSelect: () => void });

export interface MenuGroup {
  key: string;
  title?: string;
  /** Choices side by side instead of one below the other. */
  inline?: boolean;
  items: MenuItem[];
}

interface MenuProps {
  /** What the menu is about; read before the button's own text. */
  label: string;
  /** The whole name of a button whose text may be hidden. */
  name?: string;
  class: string;
  button: ComponentChildren;
  groups: MenuGroup[];
  header?: ComponentChildren;
  align?: 'start' | 'end';
}

/** An item of a menu that does something. */
export const command = (
  key: string,
  label: string,
  icon: IconName,
  onSelect: () => void,
): MenuItem => ({ kind: 'command', key, label, icon, onSelect });

const NEXT = new Set(['ArrowDown', 'ArrowRight']);
const PREVIOUS = new Set(['ArrowUp', 'ArrowLeft']);

function target(items: HTMLElement[], at: number, key: string): HTMLElement | undefined {
  const count = items.length;
  if (NEXT.has(key)) return items[(at + 1) % count];
  if (PREVIOUS.has(key)) return items[(at - 1 + count) % count];
  if (key === 'Home') return items[0];
  if (key === 'End') return items[count - 1];
  if (key.length !== 1) return undefined;
  const rotated = [...items.slice(at + 1), ...items.slice(0, at + 1)];
  return rotated.find((item) =>
    item.textContent?.trim().toLowerCase().startsWith(key.toLowerCase()),
  );
}

export function Menu(props: MenuProps) {
  const id = `menu-${useId()}`;
  const anchor = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const items = () => [...panel.current!.querySelectorAll<HTMLElement>('[role^=menuitem]')];

  useAnchored(panel, anchor, props.align ?? 'start', (open) => {
    if (open) (items().find((item) => item.ariaChecked === 'true') ?? items()[0])?.focus();
  });

  const close = () => panel.current?.hidePopover();
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Tab') return close();
    const all = items();
    const next = target(all, all.indexOf(document.activeElement as HTMLElement), event.key);
    if (!next || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    next.focus();
  };

  return (
    <>
      <button
        type="button"
        class={props.class}
        ref={anchor}
        popovertarget={id}
        aria-haspopup="menu"
        aria-label={props.name}
      >
        {!props.name && <span class="unseen">{props.label}: </span>}
        {props.button}
      </button>
      <div popover="auto" id={id} ref={panel} class="popover menu" onKeyDown={onKeyDown}>
        {props.header}
        <div role="menu" aria-label={props.label}>
          {props.groups.map((group) => (
            <Group key={group.key} group={group} close={close} />
          ))}
        </div>
      </div>
    </>
  );
}

type RowMenuProps = Pick<MenuProps, 'button' | 'groups'> & { name: string };

/** What can be done with one thing of a list: a square button that only a reader's voice names. */
export const RowMenu = (props: RowMenuProps) => (
  <Menu label={props.name} class="btn quiet square" align="end" {...props} />
);

function Group({ group, close }: { group: MenuGroup; close: () => void }) {
  return (
    <div role="group" aria-label={group.title} class={`menu-group${group.inline ? ' inline' : ''}`}>
      {group.title && (
        <div class="menu-title" aria-hidden="true">
          {group.title}
        </div>
      )}
      {group.items.map((item) => (
        <Item key={item.key} item={item} close={close} />
      ))}
    </div>
  );
}

function Item({ item, close }: { item: MenuItem; close: () => void }) {
  const inner = (
    <>
      {item.before ?? (item.icon && <Icon name={item.icon} size={16} />)}
      <span class="menu-text">
        <span>{item.label}</span>
        {item.detail && <small>{item.detail}</small>}
      </span>
    </>
  );
  if (item.kind === 'link') {
    return (
      <a
        role="menuitem"
        tabIndex={-1}
        class="menu-item"
        href={item.href}
        aria-current={item.current ? 'page' : undefined}
        onClick={close}
      >
        {inner}
        {item.current && <Icon name="check" size={15} />}
      </a>
    );
  }
  const select = () => {
    close();
    item.onSelect();
  };
  const choice = item.kind === 'choice';
  return (
    <button
      type="button"
      role={choice ? 'menuitemradio' : 'menuitem'}
      aria-checked={choice ? item.checked : undefined}
      tabIndex={-1}
      class="menu-item"
      onClick={select}
    >
      {inner}
      {choice && item.checked && <Icon name="check" size={15} />}
    </button>
  );
}
