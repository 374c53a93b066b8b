// The same numbers as a table, newest day first.
import { useT } from '../app/i18n';
import { change, type Lane, type TimeModel } from './model';

const withPrevious = (lane: Lane): boolean => lane.previous !== undefined;

export function ChartTable({ model, caption }: { model: TimeModel; caption: string }) {
  const { t, f } = useT();
  const rows = model.days.map((_, i) => i).reverse();
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={caption}>
      <table class="data-table">
        <caption class="unseen">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t.stats.date}</th>
            {model.lanes.map((lane) => (
              <>
                <th scope="col">{lane.label}</th>
                {withPrevious(lane) && <th scope="col">{t.stats.previousWindow}</th>}
                {withPrevious(lane) && <th scope="col">{t.stats.change}</th>}
              </>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((i) => (
            <tr key={i}>
              <th scope="row">{f.dayWithWeekday(model.days[i]!)}</th>
              {model.lanes.map((lane) => {
                const now = lane.values[i] ?? null;
                const then = lane.previous?.[i] ?? null;
                return (
                  <>
                    <td>{lane.format(now)}</td>
                    {withPrevious(lane) && <td>{lane.format(then)}</td>}
                    {withPrevious(lane) && <td>{f.percent(change(now, then), 1, true)}</td>}
                  </>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
