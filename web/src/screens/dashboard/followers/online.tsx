// When the followers are online, and the hours that follow from it.
import { useMemo } from 'preact/hooks';
import { HeatMap } from '../../../charts/heat-map';
import { useT } from '../../../app/i18n';
import { level, onlineGrid, recommendedHours } from '../../../lib/audience';
import { FollowersCard } from './card';
import type { FollowersData } from './data';

const LEVELS = [0, 1, 2, 3, 4, 5, 6];
const clock = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;

export function OnlineCard({ data }: { data: FollowersData }) {
  const { t, f } = useT();
  const rows = data.online.data;
  const grid = useMemo(() => onlineGrid(rows ?? []), [rows]);
  const hours = useMemo(() => recommendedHours(grid), [grid]);
  const days = t.dashboard.weekdaysLong;
  const { best } = grid;
  const text = (day: number, hour: number) =>
    `${t.followers.onlineCount} ${f.whole(grid.cells[day]![hour])}`;
  return (
    <FollowersCard
      title={t.followers.online}
      lead={t.followers.onlineLead}
      help={t.followers.onlineHelp}
      lists={[data.online]}
      class="wide"
    >
      <div class="online">
        <div class="online-map">
          <HeatMap
            label={t.followers.online}
            rows={grid.cells.map((cells, day) => ({
              short: t.dashboard.weekdays[day]!,
              long: days[day]!,
              cells,
            }))}
            best={best}
            level={(value) => level(value, grid.max)}
            spoken={(day, hour) => `${days[day]} ${clock(hour)}: ${text(day, hour)}`}
            tip={(day, hour) => [`${days[day]}, ${clock(hour)} ${t.common.wib}`, text(day, hour)]}
          />
          <p class="heat-scale" aria-hidden="true">
            {t.followers.quiet}
            {LEVELS.map((step) => (
              <i key={step} class={`heat-${step}`} />
            ))}
            {t.followers.busy}
          </p>
        </div>
        <div class="online-hours">
          <h4>{t.followers.recommended}</h4>
          <ul>
            {hours.map((list, day) => (
              <li key={day}>
                <span>{days[day]}</span>
                <span class="hour-badges">
                  {list.length === 0 && <small>–</small>}
                  {list.map((hour) => {
                    const top = best?.weekday === day && best.hour === hour;
                    return (
                      <span
                        key={hour}
                        class={`hour-badge${top ? ' best' : ''}`}
                        title={top ? t.followers.bestOfWeek : undefined}
                      >
                        {clock(hour)} {t.common.wib}
                      </span>
                    );
                  })}
                </span>
              </li>
            ))}
          </ul>
          <p class="hour-legend">
            <span>
              <i class="hour-mark" /> {t.followers.recommendedMark}
            </span>
            <span>
              <i class="hour-mark best" /> {t.followers.bestOfWeek}
            </span>
          </p>
        </div>
      </div>
      {best && (
        <p class="followers-foot">
          {t.followers.onlineBest(days[best.weekday]!, `${clock(best.hour)} ${t.common.wib}`)}
        </p>
      )}
    </FollowersCard>
  );
}
