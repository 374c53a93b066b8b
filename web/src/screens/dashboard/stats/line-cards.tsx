// The three charts below the overview.
import { useMemo, useState } from 'preact/hooks';
import { ChartPanel, TableToggle } from '../../../charts/panel';
import type { Lane, TimeModel } from '../../../charts/model';
import type { Loaded } from '../../../api/query';
import type { EngagementDay, UserData } from '../../../api/types';
import { useT } from '../../../app/i18n';
import { alongDays, dayRate, percentNumber, type Value } from '../../../lib/cards';
import type { Day } from '../../../lib/dates';
import { daysOf, type Bounds } from '../../../lib/window';
import { Delta } from '../../../ui/delta';
import { Help } from '../../../ui/help';
import { Skeleton } from '../../../ui/states';
import { Tips, type TipsAbout } from '../tips';
import type { StatsData } from './data';

interface CardProps {
  data: StatsData;
  userData: Loaded<UserData[]>;
  span: Bounds;
}

const userDay = (row: UserData): Day => row.datestamp;
const engagementDay = (row: EngagementDay): Day => row.updated_datestamp;

interface FrameProps {
  title: string;
  help: string;
  span: Bounds;
  model: TimeModel | null;
  /** The lists the chart is drawn from. */
  lists: Loaded<unknown>[];
  rate?: { from: Loaded<unknown>; value: Value; growth: Value };
  wide?: boolean;
  heights: [number, number];
  tips?: TipsAbout;
}

/** A card with a title, a figure where there is one, and its chart. */
function ChartCard({
  title,
  help,
  span,
  model,
  lists,
  rate,
  wide = false,
  heights,
  tips,
}: FrameProps) {
  const { t, f } = useT();
  const [asTable, setAsTable] = useState(false);
  const failed = lists.find((list) => list.error);
  return (
    <section class={`card chart-card${wide ? ' wide' : ''}`} aria-label={title}>
      <div class="chart-head">
        <h3>{title}</h3>
        <Help about={title} text={help} />
        {tips && <Tips about={tips} />}
        <TableToggle on={asTable} onChange={setAsTable} about={title} />
      </div>
      {rate && (
        <div class="chart-figure">
          {rate.from.pending ? (
            <Skeleton class="kpi-skeleton" />
          ) : (
            <>
              <span class="kpi-value number">{f.percent(rate.value, 2)}</span>
              <Delta value={rate.growth} text={f.percent(rate.growth, 2, true)} />
              <small>{t.common.previousDays(span.length)}</small>
            </>
          )}
        </div>
      )}
      <ChartPanel
        model={model}
        error={failed?.error}
        onRetry={() => lists.filter((list) => list.error).forEach((list) => list.reload())}
        label={`${title}, ${f.range(span.start, span.end)}`}
        heights={heights}
        asTable={asTable}
      />
    </section>
  );
}

export function RateCard({ data, userData, span }: CardProps) {
  const { t, f } = useT();
  const rows = data.engagement.data;
  const people = userData.data;
  const model = useMemo((): TimeModel | null => {
    if (!rows || !people) return null;
    const followers = new Map(people.map((row) => [row.datestamp, row.followers_count]));
    const rate = (row: EngagementDay) => dayRate(row, followers.get(row.updated_datestamp) ?? null);
    const days = daysOf(span);
    const lane: Lane = {
      key: 'rate',
      label: t.stats.series.rate,
      values: alongDays(days, rows, engagementDay, rate),
      tone: 1,
      form: 'line',
      zero: true,
      whole: false,
      format: (value) => f.percent(value, 2),
      axis: (value) => f.percentAxis(value),
    };
    return { days, previousDays: [], lanes: [lane] };
  }, [rows, people, span.start, span.end, f]);
  const summary = data.engagementSummary;
  return (
    <ChartCard
      title={t.stats.rate}
      help={t.stats.help.rate}
      span={span}
      model={model}
      lists={[data.engagement, userData]}
      rate={{
        from: summary,
        value: percentNumber(summary.data?.engagement_growth_rate),
        growth: percentNumber(summary.data?.engagement_growth_rate_growth),
      }}
      heights={[180, 160]}
    />
  );
}

export function FollowersCard({ data, userData, span }: CardProps) {
  const { t, f } = useT();
  const people = userData.data;
  const model = useMemo((): TimeModel | null => {
    if (!people) return null;
    const days = daysOf(span);
    const lane: Lane = {
      key: 'followers',
      label: t.stats.series.followers,
      values: alongDays(days, people, userDay, (row) => row.followers_count),
      tone: 1,
      form: 'line',
      zero: false,
      whole: true,
      format: f.whole,
      axis: f.axis,
    };
    return { days, previousDays: [], lanes: [lane] };
  }, [people, span.start, span.end, f]);
  const summary = data.growth;
  return (
    <ChartCard
      title={t.stats.growth}
      help={t.stats.help.growth}
      span={span}
      model={model}
      lists={[userData]}
      rate={{
        from: summary,
        value: percentNumber(summary.data?.followers_growth_rate),
        growth: percentNumber(summary.data?.followers_growth_rate_growth),
      }}
      heights={[180, 160]}
    />
  );
}

const total = (row: EngagementDay): Value =>
  row.like_count === null || row.comments_count === null
    ? null
    : row.like_count + row.comments_count;

export function EngagementCard({ data, span }: CardProps) {
  const { t, f } = useT();
  const rows = data.engagement.data;
  const model = useMemo((): TimeModel | null => {
    if (!rows) return null;
    const days = daysOf(span);
    const lane = (
      key: keyof typeof t.stats.series,
      tone: Lane['tone'],
      value: (row: EngagementDay) => Value,
    ): Lane => ({
      key,
      label: t.stats.series[key],
      values: alongDays(days, rows, engagementDay, value),
      tone,
      form: 'area',
      zero: false,
      whole: true,
      format: f.whole,
      axis: f.axis,
    });
    return {
      days,
      previousDays: [],
      lanes: [
        lane('engagement', 1, total),
        lane('likes', 2, (row) => row.like_count),
        lane('comments', 3, (row) => row.comments_count),
      ],
    };
  }, [rows, span.start, span.end, f]);
  return (
    <ChartCard
      title={t.stats.engagement}
      help={t.stats.help.engagement}
      span={span}
      model={model}
      lists={[data.engagement]}
      tips="engagement"
      wide
      heights={[96, 84]}
    />
  );
}
