// How collecting stands, account by account, for the operator.
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { get } from '../../api/client';
import { paths } from '../../api/paths';
import { useGet } from '../../api/query';
import type { AccountCollection, Collection } from '../../api/types';
import { collectionReason, errorText } from '../../app/errors';
import { useT } from './speech';
import { useTitle } from '../../app/title';
import { toast } from '../../app/toasts';
import { UNKNOWN } from '../../i18n/format';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Icon } from '../../ui/icon';
import { Empty, Failed, PageLoading } from '../../ui/states';
import { AdminOnly } from './guard';
import { PlainTable } from './table';

export const CollectionPage = () => (
  <AdminOnly>
    <Overview />
  </AdminOnly>
);

const PAGE = 100;

function Overview() {
  const { t, f } = useT();
  useTitle(t.health.title);
  const first = useGet<Collection>(paths.collection, { limit: PAGE });
  const [more, setMore] = useState<Collection[]>([]);
  const [busy, setBusy] = useState(false);
  const [open, setOpen] = useState<AccountCollection | null>(null);
  if (first.error) return <Failed error={first.error} onRetry={first.reload} />;
  if (!first.data) return <PageLoading />;
  const pages = [first.data, ...more];
  const rows = pages.flatMap((page) => page.accounts);
  const next = pages[pages.length - 1]!.next;
  const { totals } = first.data;
  const figures: [string, number][] = [
    [t.health.totals.accounts, totals.accounts],
    [t.health.totals.fresh, totals.fresh],
    [t.health.totals.failing, totals.failing],
    [t.health.totals.calls, totals.calls_today],
  ];

  const load = () => {
    setBusy(true);
    get<Collection>(paths.collection, { query: { limit: PAGE, after: next ?? undefined } })
      .then(
        (page) => setMore([...more, page]),
        (error: unknown) => toast('bad', errorText(t, error).message),
      )
      .finally(() => setBusy(false));
  };

  return (
    <>
      <div class="page-head">
        <div>
          <h1>{t.health.title}</h1>
          <p class="lead">{t.health.lead}</p>
        </div>
      </div>
      <dl class="card health-totals">
        {figures.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd class="kpi-value number">{f.whole(value)}</dd>
          </div>
        ))}
      </dl>
      <div class="card admin-card">
        {rows.length === 0 ? (
          <Empty icon="refresh" title={t.health.none} text="" />
        ) : (
          <Rows rows={rows} onOpen={setOpen} />
        )}
        {next && (
          <p class="health-more">
            <Button busy={busy} onClick={load}>
              {t.common.more}
            </Button>
          </p>
        )}
      </div>
      {open && <Details account={open} onClose={() => setOpen(null)} />}
    </>
  );
}

const TONES: Partial<Record<AccountCollection['state'], string>> = {
  done: 'good',
  partial: 'warn',
  failed: 'bad',
  invalid_token: 'bad',
};

function useStateName() {
  const { t } = useT();
  return (state: AccountCollection['state']) =>
    state === 'partial' ? t.health.partial : t.collection.states[state];
}

/** "1.204 dari 1.204 media" and "3 metrik tidak diberikan Meta sejak ..."; what is not known is left out. */
function useCoverage() {
  const { t, f } = useT();
  return ({ steps, not_offered }: AccountCollection): string[] => {
    const media = steps.find((step) => step.name === 'media');
    const since = not_offered.map((item) => item.since).sort()[0];
    const lines: string[] = [];
    if (media?.total != null)
      lines.push(t.collection.media(f.whole(media.got), f.whole(media.total)));
    if (since) lines.push(t.health.notOfferedSince(not_offered.length, f.date(since)));
    return lines;
  };
}

interface TwoLinesProps {
  first: ComponentChildren;
  second: string;
}

const TwoLines = ({ first, second }: TwoLinesProps) => (
  <span class="two-lines">
    <span>{first}</span>
    {second && <small>{second}</small>}
  </span>
);

interface RowsProps {
  rows: AccountCollection[];
  onOpen: (account: AccountCollection) => void;
}

function Rows({ rows, onOpen }: RowsProps) {
  const { t, f } = useT();
  const stateName = useStateName();
  const coverage = useCoverage();
  const { columns } = t.health;
  const moment = (value: string | null) => (value ? f.moment(value) : UNKNOWN);
  return (
    <PlainTable
      label={t.health.title}
      rows={rows}
      rowKey={(row) => `${row.kind} ${row.id}`}
      columns={[
        {
          key: 'name',
          label: columns.name,
          cell: (row) => (
            <TwoLines
              first={<strong>@{row.username}</strong>}
              second={t.health.kinds[row.kind]}
            />
          ),
        },
        {
          key: 'state',
          label: columns.state,
          cell: (row) => (
            <span class={`badge ${TONES[row.state] ?? ''}`}>{stateName(row.state)}</span>
          ),
        },
        {
          key: 'coverage',
          label: columns.coverage,
          cell: (row) => {
            const [first = UNKNOWN, ...others] = coverage(row);
            return <TwoLines first={first} second={others.join(', ')} />;
          },
        },
        { key: 'success', label: columns.success, cell: (row) => moment(row.last_success) },
        { key: 'next', label: columns.next, cell: (row) => moment(row.next_run) },
        { key: 'calls', label: columns.calls, cell: (row) => f.whole(row.calls_today) },
        {
          key: 'details',
          label: <span class="unseen">{t.common.more}</span>,
          cell: (row) => (
            <Button
              tone="quiet"
              icon="chevronRight"
              label={t.health.details(row.username)}
              onClick={() => onOpen(row)}
            />
          ),
        },
      ]}
    />
  );
}

function Details({ account, onClose }: { account: AccountCollection; onClose: () => void }) {
  const { t, f } = useT();
  const stateName = useStateName();
  const covered = useCoverage()(account);
  const reason = collectionReason(t, account.error_code);
  const names: Record<string, string> = t.collection.steps;
  const code = (value: number | null) => (value ? ` (${t.health.metaCode(value)})` : '');
  return (
    <Dialog title={`@${account.username}`} onClose={onClose}>
      <p class="part-fact">
        <span class={`badge ${TONES[account.state] ?? ''}`}>{stateName(account.state)}</span>
        {covered.map((line) => (
          <span key={line}>{line}</span>
        ))}
        {account.failures > 0 && <span>{t.health.failures(account.failures)}</span>}
      </p>
      {reason && <p class="field-error">{reason}</p>}
      {account.error_text && (
        <p class="health-cause">
          {account.error_text}
          {code(account.meta_code)}
        </p>
      )}
      <ul class="collection-steps">
        {account.steps.map((step) => {
          const bad = step.state === 'failed' || step.state === 'partial';
          return (
            <li key={step.name} class={bad ? 'bad' : ''}>
              <Icon name={bad ? 'alert' : step.state === 'done' ? 'check' : 'clock'} size={14} />
              <span>{names[step.name] ?? step.name}</span>
              <span class="number">
                {step.total
                  ? t.collection.of(f.whole(step.got), f.whole(step.total))
                  : t.collection.stepStates[step.state]}
              </span>
              {step.message && (
                <small>
                  {step.message}
                  {code(step.meta_code)}
                </small>
              )}
            </li>
          );
        })}
      </ul>
      <Lines
        title={t.health.notOffered}
        lines={account.not_offered.map(
          (item) => `${item.metric}: ${item.message}${code(item.meta_code)}, ${f.date(item.since)}`,
        )}
      />
      <Lines
        title={t.health.problems}
        lines={account.problems.map(
          (item) => `${item.step} ${item.object}: ${item.message}${code(item.meta_code)}`,
        )}
      />
    </Dialog>
  );
}

function Lines({ title, lines }: { title: string; lines: string[] }) {
  if (!lines.length) return null;
  return (
    <div class="health-lines">
      <h3>{title}</h3>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}
