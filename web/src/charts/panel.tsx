// The body of a chart card in each of its states: loading, failed, empty, chart or table.
import type { ComponentChildren } from 'preact';
import type { ApiError } from '../api/error';
import { useT } from '../app/i18n';
import { Button } from '../ui/button';
import { Empty, Failed, Skeleton } from '../ui/states';
import { isEmpty, type TimeModel } from './model';
import type { Heights } from './plot';
import { ChartTable } from './table';
import { TimeChart } from './time-chart';

interface PanelProps {
  model: TimeModel | null;
  error: ApiError | undefined;
  onRetry: () => void;
  label: string;
  heights: Heights;
  asTable: boolean;
}

export function ChartPanel({ model, error, onRetry, label, heights, asTable }: PanelProps) {
  const { t } = useT();
  if (error) return <Failed error={error} onRetry={onRetry} />;
  if (!model) {
    return (
      <div role="status" aria-label={t.common.loading}>
        <Skeleton class="chart-skeleton" />
      </div>
    );
  }
  if (isEmpty(model)) return <Empty icon="chart" title={t.stats.empty} text={t.stats.emptyHint} />;
  if (asTable) return <ChartTable model={model} caption={label} />;
  return <TimeChart model={model} label={label} heights={heights} />;
}

/** Switches a card between chart and table. */
export function TableToggle(props: {
  on: boolean;
  onChange: (on: boolean) => void;
  about: string;
}) {
  const { t } = useT();
  return (
    <Button
      tone="quiet"
      icon={props.on ? 'chart' : 'table'}
      pressed={props.on}
      label={`${t.common.showTable}: ${props.about}`}
      onClick={() => props.onChange(!props.on)}
    />
  );
}

export function Legend({ children }: { children: ComponentChildren }) {
  return <ul class="legend">{children}</ul>;
}
