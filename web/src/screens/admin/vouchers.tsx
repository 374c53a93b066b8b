// Kelola Kupon: how often each code was used, by whom, and the codes themselves.
import { useState } from 'preact/hooks';
import { post, put, remove } from '../../api/client';
import { paths } from '../../api/paths';
import type { Redemption, RedemptionPage, Voucher } from '../../api/types';
import { invalidate, useGet, type Loaded } from '../../api/query';
import { useForm } from '../../app/form';
import { useT } from './speech';
import { toast } from '../../app/toasts';
import { useTitle } from '../../app/title';
import { UNKNOWN } from '../../i18n/format';
import { isCoupon, isName } from '../../lib/checks';
import { Button } from '../../ui/button';
import { Confirm } from '../../ui/confirm';
import { Dialog, DialogActions } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { Notice } from '../../ui/notice';
import { Empty, Failed, Skeleton } from '../../ui/states';
import { AdminOnly } from './guard';
import { PlainTable } from './table';
import { UsageRing } from './usage';

export const VouchersPage = () => (
  <AdminOnly>
    <Vouchers />
  </AdminOnly>
);

type Open = { kind: 'edit'; voucher: Voucher | null } | { kind: 'remove'; voucher: Voucher };

function Vouchers() {
  const { t } = useT();
  useTitle(t.admin.vouchersTitle);
  const vouchers = useGet<Voucher[]>(paths.vouchers);
  const redemptions = useGet<RedemptionPage>(paths.redemptions);
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  const list = vouchers.data;

  const drop = (voucher: Voucher) => async () => {
    await remove(paths.voucher(voucher.id));
    toast('good', t.admin.deleted);
    invalidate(paths.vouchers, paths.redemptions);
  };

  return (
    <>
      <div class="page-head">
        <div>
          <h1>{t.admin.vouchersTitle}</h1>
          <p class="lead">{t.admin.vouchersLead}</p>
        </div>
        <Button tone="primary" icon="plus" onClick={() => setOpen({ kind: 'edit', voucher: null })}>
          {t.admin.add}
        </Button>
      </div>
      <div class="voucher-top">
        <Panel title={t.admin.usage} from={vouchers}>
          <UsageRing vouchers={list ?? []} />
        </Panel>
        <Panel title={t.admin.redemptions} from={redemptions}>
          <Redemptions rows={redemptions.data?.results ?? []} />
        </Panel>
      </div>
      <Panel title={t.admin.list} from={vouchers}>
        <VoucherTable rows={list ?? []} onOpen={setOpen} />
      </Panel>
      {open?.kind === 'edit' && <VoucherDialog voucher={open.voucher} onClose={close} />}
      {open?.kind === 'remove' && (
        <Confirm
          title={t.admin.removeTitle(open.voucher.code)}
          text={t.admin.removeText}
          yes={t.admin.removeYes}
          action={drop(open.voucher)}
          onClose={close}
        />
      )}
    </>
  );
}

interface PanelProps {
  title: string;
  from: Loaded<unknown>;
  children: preact.ComponentChildren;
}

function Panel({ title, from, children }: PanelProps) {
  return (
    <div class="card admin-card">
      <h2>{title}</h2>
      {from.error && <Failed error={from.error} onRetry={from.reload} />}
      {from.pending && <Skeleton lines={4} />}
      {from.data !== undefined && children}
    </div>
  );
}

function Redemptions({ rows }: { rows: Redemption[] }) {
  const { t, f } = useT();
  const columns = t.admin.redemptionColumns;
  if (!rows.length) return <Empty icon="ticket" title={t.admin.usageNone} text="" />;
  return (
    <PlainTable
      label={t.admin.redemptions}
      rows={rows}
      rowKey={(row) => `${row.user_id} ${row.code} ${row.redeemed}`}
      columns={[
        { key: 'user', label: columns.user, cell: (row) => row.user || row.email },
        { key: 'code', label: columns.code, cell: (row) => row.code },
        { key: 'name', label: columns.name, cell: (row) => row.name },
        {
          key: 'redeemed',
          label: columns.redeemed,
          cell: (row) => (row.redeemed ? f.date(row.redeemed) : UNKNOWN),
        },
      ]}
    />
  );
}

function VoucherTable({ rows, onOpen }: { rows: Voucher[]; onOpen: (open: Open) => void }) {
  const { t, f } = useT();
  const columns = t.admin.listColumns;
  if (!rows.length) return <Empty icon="ticket" title={t.admin.listNone} text="" />;
  return (
    <PlainTable
      label={t.admin.list}
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        { key: 'code', label: columns.code, cell: (row) => <code>{row.code}</code> },
        { key: 'name', label: columns.name, cell: (row) => row.name },
        {
          key: 'created',
          label: columns.created,
          cell: (row) => (row.created_at ? f.date(row.created_at) : UNKNOWN),
        },
        { key: 'used', label: columns.used, cell: (row) => f.whole(row.usage_count) },
        {
          key: 'actions',
          label: <span class="unseen">{t.admin.actions}</span>,
          cell: (row) => (
            <span class="row-actions">
              <Button
                icon="pencil"
                tone="quiet"
                label={t.admin.editOf(row.code)}
                onClick={() => onOpen({ kind: 'edit', voucher: row })}
              />
              <Button
                icon="trash"
                tone="quiet"
                label={t.admin.removeOf(row.code)}
                onClick={() => onOpen({ kind: 'remove', voucher: row })}
              />
            </span>
          ),
        },
      ]}
    />
  );
}

function VoucherDialog({ voucher, onClose }: { voucher: Voucher | null; onClose: () => void }) {
  const { t } = useT();
  const form = useForm(
    { code: voucher?.code ?? '', name: voucher?.name ?? '' },
    ({ code, name }) => ({
      code: !code.trim() ? t.people.missing : isCoupon(code) ? undefined : t.people.couponWrong,
      name: !name.trim() ? t.people.missing : isName(name) ? undefined : t.people.namesOnly,
    }),
    async ({ code, name }) => {
      const body = { code: code.trim(), name: name.trim() };
      if (voucher) await put(paths.voucher(voucher.id), { body });
      else await post(paths.vouchers, { body });
      toast('good', voucher ? t.admin.changed : t.admin.created);
      invalidate(paths.vouchers);
      onClose();
    },
  );
  return (
    <Dialog
      title={voucher ? t.admin.edit : t.admin.add}
      onClose={onClose}
      locked={form.busy}
      class="narrow"
      footer={
        <DialogActions onCancel={onClose} form="voucher-form" busy={form.busy}>
          {t.admin.save}
        </DialogActions>
      }
    >
      <form class="stack" id="voucher-form" onSubmit={form.submit} noValidate>
        {form.failure && <Notice tone="bad" {...form.failure} />}
        <Field label={t.admin.code} {...form.field('code')} type="text" autocomplete="off" />
        <Field label={t.admin.name} {...form.field('name')} type="text" autocomplete="off" />
      </form>
    </Dialog>
  );
}
