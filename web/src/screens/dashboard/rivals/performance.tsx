// Four figures per account, each with its change and a bar against the largest of its row.
import { useT, type Speech } from '../../../app/i18n';
import type { Compared, Value } from '../../../lib/cards';
import { addDays } from '../../../lib/dates';
import type { Performance } from '../../../lib/rivals';
import type { Bounds } from '../../../lib/window';
import { Delta } from '../../../ui/delta';
import { Skeleton } from '../../../ui/states';
import type { Column } from './data';
import { ColumnSection } from './section';

interface Row {
  key: keyof Performance;
  label: string;
  value: (value: Value) => string;
  growth: (value: Value) => string;
  against: string;
}

function rowsOf({ t, f }: Speech, span: Bounds): Row[] {
  const before = t.rivals.before(span.length);
  return [
    {
      key: 'rate',
      label: t.rivals.rate,
      value: (value) => f.percent(value, 2),
      growth: (value) => f.percent(value, 2, true),
      against: before,
    },
    {
      key: 'followers',
      label: t.rivals.followers,
      value: f.compact,
      growth: f.signed,
      against: f.dayMonth(addDays(span.end, -1)),
    },
    { key: 'likes', label: t.rivals.likes, value: f.whole, growth: f.signed, against: before },
    {
      key: 'comments',
      label: t.rivals.comments,
      value: f.whole,
      growth: f.signed,
      against: before,
    },
  ];
}

interface Props {
  columns: (Column | null)[];
  span: Bounds;
}

export function Performances({ columns, span }: Props) {
  const speech = useT();
  const { t } = speech;
  const rows = rowsOf(speech, span);
  const largest = (key: keyof Performance) =>
    Math.max(0, ...columns.map((column) => column?.performance[key].value ?? 0));
  return (
    <ColumnSection title={t.rivals.performance} help={t.rivals.performanceHelp} columns={columns}>
      {(column) => (
        <dl class="rival-figures">
          {rows.map((row) => {
            const list = row.key === 'followers' ? column?.userData : column?.average;
            return (
              <Figure
                key={row.key}
                row={row}
                compared={column?.performance[row.key] ?? null}
                pending={list?.pending === true}
                largest={largest(row.key)}
              />
            );
          })}
        </dl>
      )}
    </ColumnSection>
  );
}

interface FigureProps {
  row: Row;
  compared: Compared | null;
  pending: boolean;
  largest: number;
}

function Figure({ row, compared, pending, largest }: FigureProps) {
  const { t } = useT();
  const value = compared?.value ?? null;
  const share = value === null || largest === 0 ? 0 : (value / largest) * 100;
  return (
    <div class="rival-figure">
      <dt>{row.label}</dt>
      <dd>
        {pending ? (
          <Skeleton class="figure-skeleton" />
        ) : (
          <>
            <span class="kpi-value number">{row.value(value)}</span>
            <span class="rival-change">
              <Delta value={compared?.growth ?? null} text={row.growth(compared?.growth ?? null)} />
              <small>
                {t.rivals.vs} {row.against}
              </small>
            </span>
            <span class="rival-bar" aria-hidden="true">
              <i style={{ width: `${share}%` }} />
            </span>
          </>
        )}
      </dd>
    </div>
  );
}
