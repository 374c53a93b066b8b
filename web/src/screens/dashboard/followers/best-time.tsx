// The five best hours of the week, each with what speaks for it.
import type { BestTime } from '../../../api/types';
import { paths } from '../../../api/paths';
import { useGet } from '../../../api/query';
import { useT } from '../../../app/i18n';
import { Help } from '../../../ui/help';
import { Empty, Failed, Skeleton } from '../../../ui/states';

type Hour = BestTime['best'][number];

/** Weekdays come with Sunday as 0; ours begin on Monday. */
const fromMonday = (weekday: number): number => (weekday + 6) % 7;
const clock = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;

export function BestTimeCard({ id }: { id: string }) {
  const { t } = useT();
  const { data, error, reload } = useGet<BestTime>(paths.bestTime(id));
  const title = t.bestTime.title;
  return (
    <section class="card chart-card wide followers-card" aria-label={title}>
      <div class="chart-head">
        <h3>{title}</h3>
        <Help about={title} text={t.bestTime.help} />
      </div>
      <p class="followers-lead">{t.bestTime.lead}</p>
      {error && <Failed error={error} onRetry={reload} />}
      {!data && !error && <Skeleton lines={4} />}
      {data?.best.length === 0 && (
        <Empty icon="clock" title={t.bestTime.empty} text={t.bestTime.emptyHint} />
      )}
      {data && data.best.length > 0 && <Hours data={data} />}
    </section>
  );
}

function Hours({ data }: { data: BestTime }) {
  const { t } = useT();
  const largest = Math.max(1, ...data.best.map((hour) => hour.score));
  return (
    <>
      <ol class="best-hours">
        {data.best.map((hour, i) => (
          <BestHour
            key={`${hour.weekday} ${hour.hour}`}
            hour={hour}
            place={i + 1}
            share={(hour.score / largest) * 100}
          />
        ))}
      </ol>
      <p class="followers-foot">{t.bestTime.basis(data.posts, data.has_audience)}</p>
    </>
  );
}

function BestHour({ hour, place, share }: { hour: Hour; place: number; share: number }) {
  const { t, f } = useT();
  const day = t.dashboard.weekdaysLong[fromMonday(hour.weekday)];
  const times = (value: number) => `${f.fixed(value, 1)}×`;
  const known = hour.low !== null && hour.high !== null;
  return (
    <li class={place === 1 ? 'first' : ''}>
      <span class="best-place" aria-hidden="true">
        {place}
      </span>
      <strong class="best-when">
        {day} {clock(hour.hour)} <small>{t.common.wib}</small>
      </strong>
      <span class="best-score">{t.bestTime.score(f.fixed(hour.score, 1))}</span>
      <span class="rival-bar tone-1" aria-hidden="true">
        <i style={{ width: `${share}%` }} />
      </span>
      <dl>
        <div>
          <dt>{t.bestTime.audience}</dt>
          <dd class="number">{times(hour.audience)}</dd>
        </div>
        <div>
          <dt>{t.bestTime.effect}</dt>
          <dd class="number">
            {times(hour.effect)}{' '}
            <small>
              {t.bestTime.posts(hour.posts)}
              {known && `, ${t.bestTime.range(times(hour.low!), times(hour.high!))}`}
            </small>
          </dd>
        </div>
      </dl>
    </li>
  );
}
