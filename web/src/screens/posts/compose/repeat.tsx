// How a post comes again, on the clock of its zone.
import { useT } from '../../../app/i18n';
import type { Draft, Every, Repeat } from '../../../publish/draft';
import { useWords } from '../../../publish/texts';
import { dayOfWall } from '../../../publish/times';
import { Segments } from '../../../ui/segments';

const INTERVAL_MAX = 99;
const COUNT_MAX = 1000;
const EVERY: Every[] = ['day', 'week', 'month'];

const startOf = (wall: string): Repeat => ({
  every: 'week',
  interval: 1,
  weekdays: [((new Date(`${dayOfWall(wall)}T00:00:00Z`).getUTCDay() + 6) % 7) + 1],
  until: '',
  count: null,
});

interface RepeatsProps {
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  /** It cannot be switched off. */
  always: boolean;
}

export function Repeats({ draft, change, always }: RepeatsProps) {
  const { t } = useT();
  const w = useWords();
  const { repeat } = draft;
  const set = (part: Partial<Repeat>) => change({ repeat: { ...repeat!, ...part } });
  const turn = (day: number) =>
    set({
      weekdays: repeat!.weekdays.includes(day)
        ? repeat!.weekdays.filter((other) => other !== day)
        : [...repeat!.weekdays, day].sort(),
    });
  return (
    <div class="repeats">
      {!always && (
        <label class="check-line">
          <input
            type="checkbox"
            name="repeat"
            checked={repeat !== null}
            onChange={() => change({ repeat: repeat ? null : startOf(draft.wall) })}
          />
          <span>{w.compose.repeat}</span>
        </label>
      )}
      {repeat && (
        <div class="repeat-body">
          <label>
            <span>{w.compose.every}</span>
            <input
              type="number"
              min={1}
              max={INTERVAL_MAX}
              value={repeat.interval}
              aria-label={w.compose.interval}
              onInput={({ currentTarget }) =>
                set({ interval: Math.max(1, Number(currentTarget.value) || 1) })
              }
            />
          </label>
          <Segments
            label={w.compose.every}
            items={EVERY.map((key) => ({ key, label: w.compose.everies[key] }))}
            value={repeat.every}
            onChange={(every) => set({ every })}
          />
          {repeat.every === 'week' && (
            <div class="weekdays" role="group" aria-label={w.compose.weekdays}>
              {t.dashboard.weekdays.map((name, i) => (
                <button
                  key={name}
                  type="button"
                  aria-pressed={repeat.weekdays.includes(i + 1)}
                  title={t.dashboard.weekdaysLong[i]}
                  onClick={() => turn(i + 1)}
                >
                  {name}
                </button>
              ))}
            </div>
          )}
          <label class="until">
            <span>{w.compose.until}</span>
            <input
              type="date"
              value={repeat.until}
              min={dayOfWall(draft.wall)}
              onInput={({ currentTarget }) => set({ until: currentTarget.value })}
            />
          </label>
          <label>
            <span>{w.compose.count}</span>
            <input
              type="number"
              min={1}
              max={COUNT_MAX}
              value={repeat.count ?? ''}
              placeholder="∞"
              onInput={({ currentTarget }) => set({ count: Number(currentTarget.value) || null })}
            />
          </label>
        </div>
      )}
    </div>
  );
}
