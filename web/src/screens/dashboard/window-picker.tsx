// "Tampilkan": 7, 28, 60 or 90 days, or a range from the calendar.
import { useId, useRef, useState } from 'preact/hooks';
import { useT } from '../../app/i18n';
import type { Day } from '../../lib/dates';
import { FRAMES, type Bounds, type Window } from '../../lib/window';
import { RangeCalendar } from '../../ui/calendar';
import { Icon } from '../../ui/icon';
import { useAbilities } from '../../app/session';
import { UpgradeDialog } from '../../app/upgrade';
import { Popover } from '../../ui/popover';

interface PickerProps {
  window: Window;
  span: Bounds;
  limits: { min: Day; max: Day };
  onChange: (window: Window) => void;
}

export function WindowPicker({ window, span, limits, onChange }: PickerProps) {
  const { t, f } = useT();
  const id = `range-${useId()}`;
  const anchor = useRef<HTMLButtonElement>(null);
  const [opened, setOpened] = useState(0);
  const { frames, range } = useAbilities();
  const [refused, setRefused] = useState(false);
  const custom = window.kind === 'range';
  const close = () => document.getElementById(id)?.hidePopover();

  return (
    <div class="window-picker">
      <div class="segments" role="group" aria-label={t.dashboard.windowLabel}>
        {FRAMES.map((days) => (
          <button
            key={days}
            type="button"
            aria-pressed={window.kind === 'frame' && window.days === days}
            aria-label={t.dashboard.frame(days)}
            onClick={() =>
              frames.includes(days) ? onChange({ kind: 'frame', days }) : setRefused(true)
            }
          >
            {!frames.includes(days) && <Icon name="lock" size={12} />}
            {t.common.days(days)}
          </button>
        ))}
        <button
          type="button"
          class="custom-range"
          ref={anchor}
          popovertarget={range ? id : undefined}
          aria-pressed={custom}
          aria-haspopup="dialog"
          onClick={range ? undefined : () => setRefused(true)}
        >
          <Icon name={range ? 'calendar' : 'lock'} size={range ? 14 : 12} />
          <span class="unseen">{t.dashboard.custom}: </span>
          <span>
            {custom
              ? `${f.dayShort(span.start)} – ${f.dayShort(span.end)}`
              : t.dashboard.customShort}
          </span>
        </button>
      </div>
      <Popover
        id={id}
        label={t.dashboard.calendar}
        anchor={anchor}
        align="end"
        onToggle={(open) => open && setOpened((count) => count + 1)}
      >
        <RangeCalendar
          key={`${opened} ${span.start} ${span.end}`}
          start={span.start}
          end={span.end}
          {...limits}
          onCancel={close}
          onApply={(start, end) => {
            close();
            onChange({ kind: 'range', start, end });
          }}
        />
      </Popover>
      {refused && <UpgradeDialog onClose={() => setRefused(false)} />}
    </div>
  );
}
