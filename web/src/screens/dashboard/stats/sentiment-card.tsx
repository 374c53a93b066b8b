// What people said in the window: the shares, and the comments of each day by sentiment.
import { useMemo, useState } from 'preact/hooks';
import { paths } from '../../../api/paths';
import { useGet } from '../../../api/query';
import type { SentimentDay, SentimentTotals } from '../../../api/types';
import { useT } from '../../../app/i18n';
import type { Lane, TimeModel } from '../../../charts/model';
import { TableToggle } from '../../../charts/panel';
import { StackedChart } from '../../../charts/stacked-chart';
import { ChartTable } from '../../../charts/table';
import { alongDays } from '../../../lib/cards';
import { daysOf, windowQuery, type Bounds, type Window } from '../../../lib/window';
import { Help } from '../../../ui/help';
import { Empty, Failed, Skeleton } from '../../../ui/states';
import { commentsIn, SentimentBar, SENTIMENTS } from '../sentiment-bar';

interface CardProps {
  id: string;
  window: Window;
  span: Bounds;
}

function useModel(rows: SentimentDay[] | undefined, span: Bounds): TimeModel | null {
  const { t, f } = useT();
  return useMemo(() => {
    if (!rows) return null;
    const days = daysOf(span);
    const lane = (kind: (typeof SENTIMENTS)[number]): Lane => ({
      key: kind,
      label: t.post.sentiments[kind],
      values: alongDays(
        days,
        rows,
        (row) => row.datestamp,
        (row) => row[kind],
      ),
      tone: kind,
      form: 'bars',
      zero: true,
      whole: true,
      format: f.whole,
      axis: f.axis,
    });
    return { days, previousDays: [], lanes: [...SENTIMENTS].reverse().map(lane) };
  }, [rows, span.start, span.end, f]);
}

export function SentimentCard({ id, window, span }: CardProps) {
  const { t, f } = useT();
  const [asTable, setAsTable] = useState(false);
  const query = windowQuery(window);
  const days = useGet<SentimentDay[]>(paths.sentimentDays(id), query);
  const totals = useGet<SentimentTotals>(paths.sentimentTotals(id), query);
  const model = useModel(days.data, span);
  const failed = [days, totals].find((part) => part.error);
  const none = totals.data !== undefined && commentsIn(totals.data) === 0;
  const label = `${t.stats.sentiment}, ${f.range(span.start, span.end)}`;
  return (
    <section class="card chart-card" aria-label={t.stats.sentiment}>
      <div class="chart-head">
        <h3>{t.stats.sentiment}</h3>
        <Help about={t.stats.sentiment} text={t.stats.help.sentiment} />
        <TableToggle on={asTable} onChange={setAsTable} about={t.stats.sentiment} />
      </div>
      {failed ? (
        <Failed
          error={failed.error!}
          onRetry={() => [days, totals].filter((part) => part.error).forEach((p) => p.reload())}
        />
      ) : !totals.data || !model ? (
        <div role="status" aria-label={t.common.loading}>
          <Skeleton class="chart-skeleton" />
        </div>
      ) : none ? (
        <Empty icon="message" title={t.stats.sentimentNone} text={t.stats.sentimentNoneHint} />
      ) : (
        <>
          <SentimentBar counts={totals.data} />
          {asTable ? (
            <ChartTable model={model} caption={label} />
          ) : (
            <StackedChart model={model} label={label} heights={[150, 130]} />
          )}
        </>
      )}
    </section>
  );
}
