// The strip of four figures and the chart of the chosen one, with the window before as a dashed
// line.
import { useMemo, useState } from 'preact/hooks';
import { ChartPanel, Legend, TableToggle } from '../../../charts/panel';
import { hasValues, type Lane, type TimeModel } from '../../../charts/model';
import { Spark } from '../../../charts/spark';
import type { Loaded } from '../../../api/query';
import type { DailyInsight, UserData } from '../../../api/types';
import { useT, type Speech } from '../../../app/i18n';
import {
  alongDays,
  insightDay,
  newFollowers,
  newPosts,
  percentNumber,
  type Value,
} from '../../../lib/cards';
import type { Day } from '../../../lib/dates';
import { before, daysOf, type Bounds, type Window } from '../../../lib/window';
import { Delta } from '../../../ui/delta';
import { Help } from '../../../ui/help';
import { Skeleton } from '../../../ui/states';
import { usePrevious, type Metric, type StatsData } from './data';

const METRICS: Metric[] = ['newFollowers', 'newPosts', 'reach', 'impressions'];

interface Shared {
  data: StatsData;
  userData: Loaded<UserData[]>;
  span: Bounds;
}

interface Figure {
  /** What the figure itself is read from. */
  from: Loaded<unknown>;
  value: string;
  percent: Value;
  against: string;
}

const growthOf =
  (metric: Metric) =>
  (row: UserData): Value =>
    metric === 'newFollowers' ? row.followers_count_growth : row.media_count_growth;

const insightValue = (row: DailyInsight): Value => row.value;

function valuesFor(
  metric: Metric,
  days: Day[],
  rows: { userData?: UserData[]; reach?: DailyInsight[]; impressions?: DailyInsight[] },
): Value[] | null {
  if (metric === 'reach')
    return rows.reach ? alongDays(days, rows.reach, insightDay, insightValue) : null;
  if (metric === 'impressions') {
    return rows.impressions ? alongDays(days, rows.impressions, insightDay, insightValue) : null;
  }
  return rows.userData
    ? alongDays(days, rows.userData, (row) => row.datestamp, growthOf(metric))
    : null;
}

function figureOf(metric: Metric, { data, userData, span }: Shared, { t, f }: Speech): Figure {
  if (metric === 'reach' || metric === 'impressions') {
    const reach = data.reachSummary.data;
    const impressions = data.impressionsSummary.data;
    const average = metric === 'reach' ? reach?.reach_average : impressions?.impressions_average;
    const growth =
      metric === 'reach' ? reach?.reach_average_growth : impressions?.impressions_average_growth;
    return {
      from: metric === 'reach' ? data.reachSummary : data.impressionsSummary,
      value: f.fixed(average, 2),
      percent: percentNumber(growth),
      against: t.common.previousDays(span.length),
    };
  }
  const rows = userData.data ?? [];
  const { sum, percent, since } = metric === 'newFollowers' ? newFollowers(rows) : newPosts(rows);
  return {
    from: userData,
    value: f.whole(sum),
    percent,
    against: t.stats.since(f.dayShort(since ?? span.start)),
  };
}

export function Overview(props: Shared & { id: string; window: Window; today: Day }) {
  const { id, window, today, data, userData, span } = props;
  const speech = useT();
  const { t, f } = speech;
  const [metric, setMetric] = useState<Metric>('newFollowers');
  const [asTable, setAsTable] = useState(false);
  const previous = usePrevious(id, window, today, metric);
  const days = daysOf(span);
  const now = {
    userData: userData.data,
    reach: data.reach.data,
    impressions: data.impressions.data,
  };
  const list =
    metric === 'reach' ? data.reach : metric === 'impressions' ? data.impressions : userData;

  const model = useMemo((): TimeModel | null => {
    const values = valuesFor(metric, days, now);
    if (!values) return null;
    const span0 = before(window, today);
    const then = valuesFor(metric, daysOf(span0), {
      userData: previous.userData.data,
      reach: previous.reach.data,
      impressions: previous.impressions.data,
    });
    const lane: Lane = {
      key: metric,
      label: t.stats.series[metric],
      values,
      previous: then && hasValues(then) ? then : undefined,
      tone: 1,
      form: metric === 'newPosts' ? 'bars' : 'area',
      zero: true,
      whole: true,
      format: f.whole,
      axis: f.compact,
    };
    return { days, previousDays: daysOf(span0), lanes: [lane] };
  }, [
    metric,
    list.data,
    previous.userData.data,
    previous.reach.data,
    previous.impressions.data,
    span.start,
    span.end,
    f,
  ]);

  const dashed = model?.lanes[0]?.previous !== undefined;
  const label = `${t.stats[metric]}, ${f.range(span.start, span.end)}`;
  return (
    <section class="card overview" aria-label={t.stats.title}>
      <div class="kpis">
        {METRICS.map((key) => (
          <Kpi
            key={key}
            metric={key}
            figure={figureOf(key, props, speech)}
            values={valuesFor(key, days, now)}
            active={key === metric}
            onSelect={() => setMetric(key)}
          />
        ))}
      </div>
      <div class="chart-body">
        <div class="chart-tools">
          <Legend>
            <li>
              <i class="swatch tone-1" />
              {t.stats.thisWindow}
            </li>
            {dashed && (
              <li>
                <i class="swatch previous" />
                {t.stats.previousWindow}
              </li>
            )}
          </Legend>
          <TableToggle on={asTable} onChange={setAsTable} about={t.stats[metric]} />
        </div>
        <ChartPanel
          model={model}
          error={list.error}
          onRetry={list.reload}
          label={label}
          heights={[252, 190]}
          asTable={asTable}
        />
      </div>
    </section>
  );
}

interface KpiProps {
  metric: Metric;
  figure: Figure;
  values: Value[] | null;
  active: boolean;
  onSelect: () => void;
}

function Kpi({ metric, figure, values, active, onSelect }: KpiProps) {
  const { t, f } = useT();
  return (
    <div class="kpi">
      <button type="button" class="kpi-button" aria-pressed={active} onClick={onSelect}>
        <span class="kpi-label">{t.stats[metric]}</span>
        {figure.from.pending ? (
          <Skeleton class="kpi-skeleton" lines={2} />
        ) : (
          <>
            <span class="kpi-value number">{figure.value}</span>
            <span class="kpi-change">
              <Delta value={figure.percent} text={f.percent(figure.percent, 0, true)} />
              <small>{figure.against}</small>
            </span>
          </>
        )}
        {values && hasValues(values) && <Spark values={values} bars={metric === 'newPosts'} />}
      </button>
      <Help about={t.stats[metric]} text={t.stats.help[metric]} />
    </div>
  );
}
