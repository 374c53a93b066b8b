// Which of one's accounts has grown most, in what, over 7 or 28 days: as it was worked out after
// the last collection. With a single account there is nothing to rank.
import { useState } from 'preact/hooks';
import { paths } from '../../../api/paths';
import { useGet } from '../../../api/query';
import type { GrowthMetric, RankedAccount } from '../../../api/types';
import { useT } from '../../../app/i18n';
import { places } from '../../../app/places';
import { href } from '../../../app/router';
import { UNKNOWN } from '../../../i18n/format';
import type { Value } from '../../../lib/cards';
import { Avatar } from '../../../ui/avatar';
import { Delta } from '../../../ui/delta';
import { Help } from '../../../ui/help';
import { Icon } from '../../../ui/icon';
import { Segments } from '../../../ui/segments';
import { Failed, Skeleton } from '../../../ui/states';

const METRICS: GrowthMetric[] = [
  'followers',
  'engagement',
  'engagement_rate',
  'reach',
  'impressions',
  'sentiment',
];

/** Metrics that are percents; their growth is told in points. */
const IN_PERCENT = new Set<GrowthMetric>(['engagement_rate', 'sentiment']);

const FRAMES = ['7', '28'] as const;
type Frame = (typeof FRAMES)[number];

export function RankingCard({ accountId }: { accountId: string }) {
  const { t } = useT();
  const [metric, setMetric] = useState<GrowthMetric>('followers');
  const [frame, setFrame] = useState<Frame>('7');
  const ranking = useGet<RankedAccount[]>(paths.growthRanking, { metric, frame_days: frame });
  const rows = ranking.data;
  return (
    <section class="card chart-card" aria-label={t.ranking.title}>
      <div class="chart-head">
        <h3>{t.ranking.title}</h3>
        <Help about={t.ranking.title} text={t.ranking.help} />
      </div>
      <div class="ranking-choice">
        <label class="select">
          <span class="unseen">{t.ranking.metric}</span>
          <select
            value={metric}
            onChange={(event) => setMetric(event.currentTarget.value as GrowthMetric)}
          >
            {METRICS.map((key) => (
              <option key={key} value={key}>
                {t.ranking.metrics[key]}
              </option>
            ))}
          </select>
          <Icon name="chevronDown" size={15} />
        </label>
        <Segments
          label={t.ranking.frame}
          items={FRAMES.map((key) => ({ key, label: t.common.days(Number(key)) }))}
          value={frame}
          onChange={setFrame}
        />
      </div>
      {ranking.error && <Failed error={ranking.error} onRetry={ranking.reload} />}
      {ranking.pending && (
        <div role="status" aria-label={t.common.loading}>
          <Skeleton lines={4} />
        </div>
      )}
      {rows && (
        <ol class="growth-ranking">
          {rows.map((row) => (
            <Row
              key={row.account_id}
              row={row}
              metric={metric}
              here={row.account_id === accountId}
            />
          ))}
        </ol>
      )}
      {rows?.length === 1 && <p class="field-note">{t.ranking.single}</p>}
    </section>
  );
}

interface RowProps {
  row: RankedAccount;
  metric: GrowthMetric;
  /** The account on screen. */
  here: boolean;
}

function Row({ row, metric, here }: RowProps) {
  const { t, f } = useT();
  const percent = IN_PERCENT.has(metric);
  const value = percent ? f.percent(row.value, 2) : f.compact(row.value);
  const growthText = (growth: Value) =>
    percent ? `${f.fixed(growth, 2, true)} ${t.stats.points}` : f.signed(growth);
  return (
    <li class={here ? 'here' : undefined}>
      <a href={href(places.dashboard(row.username))} aria-current={here ? 'page' : undefined}>
        <b class="number">
          <span class="unseen">{t.ranking.rank} </span>
          {row.growth === null ? UNKNOWN : row.rank}
        </b>
        <Avatar src={row.profile_picture_url} name={row.name || row.username} size="small" />
        <span class="ranking-names">
          <strong>{row.name || row.username}</strong>
          <small>@{row.username}</small>
        </span>
        <span class="ranking-figures">
          <strong class="number">{value}</strong>
          <Delta value={row.growth} text={growthText(row.growth)} />
        </span>
      </a>
    </li>
  );
}
