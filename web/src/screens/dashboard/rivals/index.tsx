// Tab Kompetitor: who is compared, how they grew, and column beside column their figures, their
// best post and their hashtags.
import { useState } from 'preact/hooks';
import { paths } from '../../../api/paths';
import { useGet } from '../../../api/query';
import type { Account, CompetitorAccount } from '../../../api/types';
import { useT } from '../../../app/i18n';
import { useAbilities } from '../../../app/session';
import { recall, remember } from '../../../app/storage';
import { useStore } from '../../../app/store';
import type { Day } from '../../../lib/dates';
import type { Bounds, Window } from '../../../lib/window';
import { Failed, Skeleton } from '../../../ui/states';
import type { DashboardData } from '../data';
import { Accounts } from './accounts';
import { Comparison } from './comparison';
import { useColumnCount, useOwnColumn, useRivalColumn, type Column } from './data';
import { FirstTime } from './first-time';
import { Performances } from './performance';
import { pickedOf, pickedRivals, pickRivals } from './picked';
import { Selector } from './selector';
import { TopContent } from './top-content';
import { TopHashtags } from './top-hashtags';

interface RivalsProps {
  account: Account;
  data: DashboardData;
  window: Window;
  today: Day;
  span: Bounds;
}

const skipKey = (account: Account): string => `rivals-skipped.${account.id}`;

export function Rivals(props: RivalsProps) {
  const { t, f } = useT();
  const { account } = props;
  const list = useGet<CompetitorAccount[]>(paths.rivals(account.id));
  const { rivals: limit } = useAbilities();
  const [skipped, setSkipped] = useState(recall(skipKey(account)) !== '');

  if (list.error) {
    return (
      <section class="card">
        <Failed error={list.error} onRetry={list.reload} />
      </section>
    );
  }
  if (!list.data) {
    return (
      <section class="card chart-card" role="status" aria-label={t.common.loading}>
        <Skeleton lines={4} />
      </section>
    );
  }
  const skip = () => {
    remember(skipKey(account), 'yes');
    setSkipped(true);
  };
  const first = list.data.length === 0 && !skipped && limit !== 0;
  return (
    <>
      <h2 class="section-title">
        {t.dashboard.tabs.rivals} <span>({f.range(props.span.start, props.span.end)})</span>
      </h2>
      <Accounts account={account} rivals={list.data} limit={limit} />
      <Columns {...props} rivals={list.data} />
      {first && <FirstTime account={account} limit={limit} onClose={skip} />}
    </>
  );
}

/** The first competitors not yet in a column take the free ones. */
function useChosen(accountId: string, rivals: CompetitorAccount[], count: number) {
  const picked = pickedOf(useStore(pickedRivals), accountId);
  const chosen: (CompetitorAccount | null)[] = [];
  for (let i = 0; i < count; i++) {
    const taken = new Set(chosen.map((rival) => rival?.id));
    const later = new Set(picked.slice(i + 1));
    const wanted = rivals.find((rival) => rival.id === picked[i] && !taken.has(rival.id));
    const free = rivals.filter((rival) => !taken.has(rival.id));
    chosen.push(wanted ?? free.find((rival) => !later.has(rival.id)) ?? free[0] ?? null);
  }
  /** A competitor that stands in another column changes places. */
  const choose = (column: number, id: string) => {
    const next = chosen.map((rival) => rival?.id);
    const other = next.indexOf(id);
    if (other >= 0) next[other] = next[column];
    next[column] = id;
    pickRivals(accountId, next);
  };
  return [chosen, choose] as const;
}

function Columns({
  account,
  data,
  window,
  today,
  span,
  rivals,
}: RivalsProps & { rivals: CompetitorAccount[] }) {
  const count = useColumnCount();
  const [chosen, choose] = useChosen(account.id, rivals, count);
  const scope = { accountId: account.id, window, today };
  const own = useOwnColumn(scope, account, data);
  const others = [
    useRivalColumn(scope, chosen[0] ?? null),
    useRivalColumn(scope, chosen[1] ?? null),
    useRivalColumn(scope, chosen[2] ?? null),
  ].slice(0, count);
  const columns: (Column | null)[] = [own, ...others];
  const shared = { columns, span };
  return (
    <>
      <Comparison {...shared} />
      <Selector account={account} rivals={rivals} chosen={chosen} onChoose={choose} />
      <Performances {...shared} />
      <TopContent {...shared} />
      <TopHashtags {...shared} />
    </>
  );
}
