import type { Loaded } from '../../../api/query';
import type { EngagementAverage } from '../../../api/types';
import { useT } from '../../../app/i18n';
import { percentNumber, type Value } from '../../../lib/cards';
import type { Bounds } from '../../../lib/window';
import { Delta } from '../../../ui/delta';
import { Failed, Skeleton } from '../../../ui/states';

interface AveragesProps {
  averages: Loaded<EngagementAverage>;
  span: Bounds;
}

export function Averages({ averages, span }: AveragesProps) {
  const { t, f } = useT();
  const { data, error, reload } = averages;
  if (error) {
    return (
      <section class="card">
        <Failed error={error} onRetry={reload} />
      </section>
    );
  }
  const rateGrowth = percentNumber(data?.engagement_average_rate_growth);
  const rows: { label: string; value: string; growth: Value; text: string }[] = [
    {
      label: t.topPost.avgRate,
      value: f.percent(percentNumber(data?.engagement_average_rate), 2),
      growth: rateGrowth,
      text: f.percent(rateGrowth, 2, true),
    },
    {
      label: t.topPost.avgLikes,
      value: f.whole(data?.like_average),
      growth: data?.like_average_growth ?? null,
      text: f.signed(data?.like_average_growth),
    },
    {
      label: t.topPost.avgComments,
      value: f.whole(data?.comments_average),
      growth: data?.comments_average_growth ?? null,
      text: f.signed(data?.comments_average_growth),
    },
  ];
  return (
    <section class="card averages" aria-label={t.topPost.averages}>
      <div class="panel-head">
        <h3>{t.topPost.averages}</h3>
        <small>{t.common.previousDays(span.length)}</small>
      </div>
      <dl>
        {rows.map((row) => (
          <div key={row.label}>
            <dt>{row.label}</dt>
            <dd>
              {data ? (
                <>
                  <span class="figure-value number">{row.value}</span>
                  <Delta value={row.growth} text={row.text} />
                </>
              ) : (
                <Skeleton class="figure-skeleton" />
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
