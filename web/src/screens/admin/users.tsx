// Daftar Pengguna: everybody, searched, filtered, sorted and paged by the server.
import { useEffect, useState } from 'preact/hooks';
import { paths } from '../../api/paths';
import type { Category, Group, Member, MemberPage } from '../../api/types';
import { useGet } from '../../api/query';
import { useT } from './speech';
import { places } from '../../app/places';
import { href } from '../../app/router';
import { useTitle } from '../../app/title';
import { UNKNOWN } from '../../i18n/format';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { Empty, Failed, Skeleton } from '../../ui/states';
import { AdminOnly } from './guard';
import { InvoiceDialog } from './invoice';
import { PlainTable } from './table';

const SIZES = [10, 25, 50, 100];
const STATUSES = ['active', 'trialing', 'ended', 'canceled'] as const;
const NEWEST = '-date_joined';
const TYPING_MS = 300;

/** Follows the typing at a distance, so that not every letter is a question. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

export const UsersPage = () => (
  <AdminOnly>
    <Users />
  </AdminOnly>
);

type Named = Pick<Member, 'first_name' | 'last_name' | 'email'>;

export const memberName = (member: Named): string =>
  `${member.first_name} ${member.last_name}`.trim() || member.email;

function Users() {
  const { t, f } = useT();
  useTitle(t.admin.users);
  const [text, setText] = useState('');
  const [filters, setFilters] = useState({ group: '', status: '', category_id: '' });
  const [ordering, setOrdering] = useState(NEWEST);
  const [size, setSize] = useState(SIZES[0]!);
  const [page, setPage] = useState(1);
  const [inviting, setInviting] = useState<Member | null>(null);
  const search = useSettled(text.trim());
  const groups = useGet<Group[]>(paths.groups);
  const categories = useGet<Category[]>(paths.categories);
  const asked = Object.fromEntries(
    Object.entries({ search, ...filters }).filter(([, value]) => value),
  );
  const list = useGet<MemberPage>(paths.members, {
    ...asked,
    ordering,
    page,
    page_size: size,
    product_id: 1,
  });
  useEffect(() => setPage(1), [search, filters, ordering, size]);

  const filter = (key: keyof typeof filters) => (value: string) =>
    setFilters((now) => ({ ...now, [key]: value }));
  const pages = Math.max(1, Math.ceil((list.data?.count ?? 0) / size));

  return (
    <>
      <div class="page-head">
        <div>
          <h1>{t.admin.users}</h1>
          <p class="lead" aria-live="polite">
            {list.data ? t.admin.found(f.whole(list.data.count)) : t.common.loading}
          </p>
        </div>
      </div>
      <div class="card users-card">
        <div class="admin-tools">
          <label class="search">
            <Icon name="search" size={16} />
            <span class="unseen">{t.admin.search}</span>
            <input
              type="search"
              placeholder={t.admin.search}
              value={text}
              onInput={(event) => setText(event.currentTarget.value)}
            />
          </label>
          <Filter
            label={t.admin.group}
            value={filters.group}
            onChange={filter('group')}
            options={(groups.data ?? []).map(({ id, name }) => [String(id), name])}
          />
          <Filter
            label={t.admin.status}
            value={filters.status}
            onChange={filter('status')}
            options={STATUSES.map((key) => [key, t.admin.statuses[key]])}
          />
          <Filter
            label={t.admin.category}
            value={filters.category_id}
            onChange={filter('category_id')}
            options={(categories.data ?? []).map(({ id, name }) => [String(id), name])}
          />
        </div>
        {list.error && <Failed error={list.error} onRetry={list.reload} />}
        {list.pending && (
          <div class="admin-wait">
            <Skeleton lines={8} />
          </div>
        )}
        {list.data?.results.length === 0 && (
          <Empty icon="search" title={t.admin.none} text={t.admin.noneHint} />
        )}
        {list.data && list.data.results.length > 0 && (
          <UserTable
            rows={list.data.results}
            ordering={ordering}
            onSort={setOrdering}
            onInvoice={setInviting}
          />
        )}
        <div class="pager">
          <label class="select">
            <span>{t.admin.pageSize}</span>
            <select value={size} onChange={(event) => setSize(Number(event.currentTarget.value))}>
              {SIZES.map((count) => (
                <option key={count}>{count}</option>
              ))}
            </select>
            <Icon name="chevronDown" size={15} />
          </label>
          <span aria-live="polite">{t.admin.page(page, pages)}</span>
          <Button
            icon="chevronLeft"
            label={t.admin.previous}
            disabled={page <= 1}
            onClick={() => setPage(page - 1)}
          />
          <Button
            icon="chevronRight"
            label={t.admin.next}
            disabled={page >= pages}
            onClick={() => setPage(page + 1)}
          />
        </div>
      </div>
      {inviting && <InvoiceDialog member={inviting} onClose={() => setInviting(null)} />}
    </>
  );
}

interface FilterProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  options: [value: string, label: string][];
}

function Filter({ label, value, onChange, options }: FilterProps) {
  const { t } = useT();
  return (
    <label class="select">
      <span>{label}</span>
      <select value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        <option value="">{t.admin.all}</option>
        {options.map(([key, name]) => (
          <option key={key} value={key}>
            {name}
          </option>
        ))}
      </select>
      <Icon name="chevronDown" size={15} />
    </label>
  );
}

interface UserTableProps {
  rows: Member[];
  ordering: string;
  onSort: (ordering: string) => void;
  onInvoice: (member: Member) => void;
}

function UserTable({ rows, ordering, onSort, onInvoice }: UserTableProps) {
  const { t, f } = useT();
  const { columns } = t.admin;
  const date = (value: string | null | undefined) => (value ? f.date(value) : UNKNOWN);
  const sortable = (field: string, label: string) => {
    const down = ordering === `-${field}`;
    const on = down || ordering === field;
    return (
      <button
        type="button"
        class={`sort${on ? ' on' : ''}${down ? ' down' : ''}`}
        aria-label={t.admin.sortBy(label)}
        aria-pressed={on}
        onClick={() => onSort(down ? field : `-${field}`)}
      >
        {label}
        <Icon name="chevronDown" size={13} />
      </button>
    );
  };
  return (
    <PlainTable
      label={t.admin.users}
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: 'name',
          label: sortable('first_name', columns.name),
          cell: (row) => (
            <a class="link" href={href(places.user(row.id))}>
              {memberName(row)}
            </a>
          ),
        },
        { key: 'email', label: sortable('email', columns.email), cell: (row) => row.email },
        { key: 'phone', label: columns.phone, cell: (row) => row.profile?.phone || UNKNOWN },
        {
          key: 'category',
          label: columns.category,
          cell: (row) => row.profile?.category?.name ?? UNKNOWN,
        },
        {
          key: 'last_login',
          label: sortable('last_login', columns.last_login),
          cell: (row) => date(row.last_login),
        },
        {
          key: 'date_joined',
          label: sortable('date_joined', columns.date_joined),
          cell: (row) => date(row.date_joined),
        },
        {
          key: 'group',
          label: columns.group,
          cell: (row) => row.subscription?.group?.name ?? UNKNOWN,
        },
        {
          key: 'status',
          label: columns.status,
          cell: ({ subscription }) =>
            subscription?.status ? (
              <span class={`badge${/active|trialing/.test(subscription.status) ? ' good' : ''}`}>
                {t.admin.statuses[subscription.status]}
              </span>
            ) : (
              UNKNOWN
            ),
        },
        {
          key: 'start',
          label: columns.start,
          cell: (row) => date(row.subscription?.period_start),
        },
        { key: 'end', label: columns.end, cell: (row) => date(row.subscription?.period_end) },
        {
          key: 'actions',
          label: <span class="unseen">{t.admin.actions}</span>,
          cell: (row) => (
            <Button
              icon="receipt"
              label={t.admin.invoiceOf(memberName(row))}
              onClick={() => onInvoice(row)}
            />
          ),
        },
      ]}
    />
  );
}
