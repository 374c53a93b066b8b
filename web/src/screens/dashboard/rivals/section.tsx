// A card whose columns stand below the heads of the selector.
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { useT } from '../../../app/i18n';
import { Help } from '../../../ui/help';
import type { Column } from './data';

interface SectionProps {
  title: string;
  help: string;
  columns: (Column | null)[];
  children: (column: Column | null, index: number) => ComponentChildren;
}

export function ColumnSection({ title, help, columns, children }: SectionProps) {
  const { t } = useT();
  const id = useId();
  return (
    <section class="card rival-section" aria-labelledby={id}>
      <div class="chart-head">
        <h3 id={id}>{title}</h3>
        <Help about={title} text={help} />
      </div>
      <div class={`rival-columns columns-${columns.length}`}>
        {columns.map((column, i) => (
          <div
            key={column?.account.id ?? i}
            class={`rival-column tone-${i + 1}`}
            role="group"
            aria-label={
              column ? `@${column.account.username}` : `${t.rivals.columnOf(i)} ${t.rivals.none}`
            }
          >
            {children(column, i)}
          </div>
        ))}
      </div>
    </section>
  );
}
