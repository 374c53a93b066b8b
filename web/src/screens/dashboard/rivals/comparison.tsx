// How the accounts in the columns developed, on one scale.
import { useMemo, useState } from 'preact/hooks';
import { CompareChart } from '../../../charts/compare-chart';
import { isEmpty, type Lane, type TimeModel } from '../../../charts/model';
import { Legend, TableToggle } from '../../../charts/panel';
import { ChartTable } from '../../../charts/table';
import { useT } from '../../../app/i18n';
import { alongDays } from '../../../lib/cards';
import type { Day } from '../../../lib/dates';
import { perPost, relative } from '../../../lib/rivals';
import { daysOf, type Bounds } from '../../../lib/window';
import { Help } from '../../../ui/help';
import { Empty, Skeleton } from '../../../ui/states';
import type { Column } from './data';

const METRICS = ['growth', 'followers', 'engagement'] as const;
type Metric = (typeof METRICS)[number];

const HEIGHTS: [number, number] = [240, 190];

interface Props {
  columns: (Column | null)[];
  span: Bounds;
}

function valuesOf(metric: Metric, days: Day[], column: Column) {
  if (metric === 'engagement') return perPost(days, column.media.data ?? []);
  const followers = alongDays(
    days,
    column.userData.data ?? [],
    (row) => row.datestamp,
    (row) => row.followers_count,
  );
  return metric === 'growth' ? relative(followers) : followers;
}

function useModel(columns: Column[], tones: number[], metric: Metric, span: Bounds): TimeModel {
  const { f } = useT();
  const lists = columns.flatMap((column) => [column.userData.data, column.media.data]);
  const names = columns.map((column) => column.account.id).join();
  return useMemo(() => {
    const days = daysOf(span);
    const percent = metric === 'growth';
    const lanes = columns.map((column, i): Lane => ({
      key: column.account.id,
      label: `@${column.account.username}`,
      values: valuesOf(metric, days, column),
      tone: tones[i] as Lane['tone'],
      form: 'line',
      zero: metric !== 'followers',
      whole: !percent,
      format: percent ? (value) => f.percent(value, 2, true) : f.whole,
      axis: percent ? (value) => f.percentAxis(value) : f.axis,
    }));
    return { days, previousDays: [], lanes };
  }, [...lists, names, lists.length, metric, span.start, span.end, f]);
}

export function Comparison({ columns, span }: Props) {
  const { t, f } = useT();
  const [metric, setMetric] = useState<Metric>('growth');
  const [asTable, setAsTable] = useState(false);
  const present = columns.filter((column) => column !== null);
  const tones = columns.flatMap((column, i) => (column ? [i + 1] : []));
  const model = useModel(present, tones, metric, span);
  const list = (column: Column) => (metric === 'engagement' ? column.media : column.userData);
  const pending = present.some((column) => list(column).pending);
  const title = t.rivals.chartTitle;
  return (
    <section class="card chart-card rival-chart" aria-label={title}>
      <div class="chart-head">
        <h3>{title}</h3>
        <Help about={title} text={t.rivals.chartHelp} />
        <TableToggle on={asTable} onChange={setAsTable} about={title} />
      </div>
      <div class="chart-tools">
        <div class="segments" role="group" aria-label={t.rivals.metric}>
          {METRICS.map((key) => (
            <button
              key={key}
              type="button"
              aria-pressed={key === metric}
              onClick={() => setMetric(key)}
            >
              {t.rivals.metrics[key]}
            </button>
          ))}
        </div>
        <Legend>
          {model.lanes.map((lane) => (
            <li key={lane.key} class={`tone-${lane.tone}`}>
              <i class="swatch" />
              {lane.label}
            </li>
          ))}
        </Legend>
      </div>
      {pending ? (
        <div role="status" aria-label={t.common.loading}>
          <Skeleton class="chart-skeleton" />
        </div>
      ) : isEmpty(model) ? (
        <Empty icon="chart" title={t.stats.empty} text={t.stats.emptyHint} />
      ) : asTable ? (
        <ChartTable model={model} caption={`${title}: ${t.rivals.metrics[metric]}`} />
      ) : (
        <CompareChart
          model={model}
          label={`${title}: ${t.rivals.metrics[metric]}, ${f.range(span.start, span.end)}`}
          heights={HEIGHTS}
          sparse={metric === 'engagement'}
        />
      )}
    </section>
  );
}
