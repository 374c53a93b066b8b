// A panel in the top layer, anchored to the button that opens it. The browser does the opening,
// light dismiss, Escape and focus return (popover attribute); this file only places it.
import type { ComponentChildren, RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

const GAP = 8;
const EDGE = 12;

/** Below the anchor if it fits, else above; never over the window's edge. */
function place(panel: HTMLElement, anchor: Element, align: 'start' | 'end'): void {
  const from = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = panel;
  const wanted = align === 'start' ? from.left : from.right - width;
  const left = Math.max(EDGE, Math.min(wanted, window.innerWidth - width - EDGE));
  const below = from.bottom + GAP;
  const above = from.top - GAP - height;
  const top = below + height <= window.innerHeight - EDGE || above < EDGE ? below : above;
  panel.style.left = `${left}px`;
  panel.style.top = `${Math.max(EDGE, Math.min(top, window.innerHeight - height - EDGE))}px`;
}

/** Keeps the panel beside its anchor while it is open; calls back on every open and close. */
export function useAnchored(
  panel: RefObject<HTMLElement | null>,
  anchor: RefObject<HTMLElement | null>,
  align: 'start' | 'end',
  onToggle?: (open: boolean) => void,
): void {
  const latest = useRef(onToggle);
  latest.current = onToggle;
  useEffect(() => {
    const element = panel.current;
    if (!element) return;
    const move = () => {
      if (element.matches(':popover-open') && anchor.current) place(element, anchor.current, align);
    };
    const toggled = (event: Event) => {
      move();
      latest.current?.((event as ToggleEvent).newState === 'open');
    };
    // `toggle` may come a frame late; placing before the next paint avoids a visible jump.
    const opening = () => requestAnimationFrame(move);
    element.addEventListener('beforetoggle', opening);
    element.addEventListener('toggle', toggled);
    window.addEventListener('resize', move);
    window.addEventListener('scroll', move, { passive: true });
    return () => {
      element.removeEventListener('beforetoggle', opening);
      element.removeEventListener('toggle', toggled);
      window.removeEventListener('resize', move);
      window.removeEventListener('scroll', move);
    };
  }, [panel, anchor, align]);
}

interface PopoverProps {
  id: string;
  label: string;
  anchor: RefObject<HTMLElement | null>;
  align?: 'start' | 'end';
  class?: string;
  role?: 'dialog' | 'note';
  onToggle?: (open: boolean) => void;
  children: ComponentChildren;
}

export function Popover(props: PopoverProps) {
  const panel = useRef<HTMLDivElement>(null);
  useAnchored(panel, props.anchor, props.align ?? 'start', props.onToggle);
  return (
    <div
      popover="auto"
      id={props.id}
      ref={panel}
      role={props.role ?? 'dialog'}
      aria-label={props.label}
      class={`popover ${props.class ?? ''}`}
    >
      {props.children}
    </div>
  );
}
