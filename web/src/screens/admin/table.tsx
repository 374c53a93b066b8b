// A plain table of texts that scrolls sideways on its own.
import type { ComponentChildren } from 'preact';

interface PlainTableProps<R> {
  label: string;
  columns: { key: string; label: ComponentChildren; cell: (row: R) => ComponentChildren }[];
  rows: R[];
  rowKey: (row: R) => string | number;
}

export function PlainTable<R>({ label, columns, rows, rowKey }: PlainTableProps<R>) {
  return (
    <div class="scroll tall" tabIndex={0} role="region" aria-label={label}>
      <table class="data-table words">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.key} scope="col">
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map((column) => (
                <td key={column.key}>{column.cell(row)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
