// "Buat Invoice Baru": a subscription for a user, with its price and tax.
import { useEffect, useState } from 'preact/hooks';
import { post } from '../../api/client';
import { paths } from '../../api/paths';
import type { Group, Member, SubscriptionPlan } from '../../api/types';
import { invalidate, useGet } from '../../api/query';
import { useForm } from '../../app/form';
import { useT } from './speech';
import { toast } from '../../app/toasts';
import { today } from '../../app/today';
import { endOfDay, isDay, startOfDay } from '../../lib/dates';
import { lastDay, taxOf, toPay } from '../../lib/invoice';
import { ChoiceField } from '../../ui/choice';
import { Dialog, DialogActions } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { Notice } from '../../ui/notice';
import { memberName } from './users';

const CUSTOM = 'custom';
const PRODUCT = 1;
const TRIAL_DAYS = 30;

interface InvoiceProps {
  member: Member;
  onClose: () => void;
}

export function InvoiceDialog({ member, onClose }: InvoiceProps) {
  const { t, f } = useT();
  const groups = useGet<Group[]>(paths.groups);
  const plans = useGet<SubscriptionPlan[]>(paths.plans, { product_id: PRODUCT });
  const [formId] = useState('invoice-form');
  const offered = (groups.data ?? []).filter((group) => group.name !== 'admin');
  const planOf = (id: string) => plans.data?.find((plan) => String(plan.id) === id);

  const form = useForm(
    { group: '', plan: '', start: today(), end: lastDay(today(), TRIAL_DAYS), price: '', tax: '' },
    ({ group, start, end, price, tax }) => ({
      group: group ? undefined : t.people.missing,
      end: isDay(start) && isDay(end) && end >= start ? undefined : t.admin.dateWrong,
      price: /^\d+$/.test(price) ? undefined : t.admin.priceWrong,
      tax: Number.isFinite(Number(tax)) && Number(tax) >= 0 ? undefined : t.admin.priceWrong,
    }),
    async ({ group, plan, start, end, price, tax }) => {
      await post(paths.members, {
        body: {
          user: member.id,
          group: Number(group),
          product: PRODUCT,
          ...(plan && plan !== CUSTOM ? { plan: Number(plan) } : {}),
          period_start: new Date(startOfDay(start)).toISOString(),
          period_end: new Date(endOfDay(end)).toISOString(),
          price: Number(price),
          tax_aggregate: Number(tax),
        },
      });
      toast('good', t.admin.invoiceDone);
      invalidate(paths.members);
      onClose();
    },
  );
  const { values, field } = form;
  const isTrial = (id: string) =>
    offered.find((group) => String(group.id) === id)?.name === 'trial';
  const trial = isTrial(values.group);
  const custom = values.plan === CUSTOM;

  // The plan decides days and price, unless they are custom; a trial costs nothing.
  useEffect(() => {
    form.derive((now) => {
      const plan = planOf(now.plan);
      const price = isTrial(now.group) ? 0 : (plan?.price ?? Number(now.price || 0));
      const tax = String(taxOf(price));
      if (now.plan === CUSTOM) return { price: isTrial(now.group) ? '0' : now.price, tax };
      const end = lastDay(now.start, plan?.period_days ?? TRIAL_DAYS);
      return { end, price: String(price), tax };
    });
  }, [values.group, values.plan, values.start, plans.data]);

  // What is offered first is chosen, unless somebody was quicker.
  useEffect(() => {
    const first = offered[1] ?? offered[0];
    form.derive((now) => (now.group || !first ? {} : { group: String(first.id) }));
  }, [groups.data]);
  useEffect(() => {
    const first = plans.data?.[0];
    form.derive((now) => (now.plan || !first ? {} : { plan: String(first.id) }));
  }, [plans.data]);

  const total = toPay(Number(values.price) || 0, Number(values.tax) || 0);
  return (
    <Dialog
      title={t.admin.invoiceTitle}
      onClose={onClose}
      locked={form.busy}
      footer={
        <DialogActions onCancel={onClose} cancel={t.admin.cancel} form={formId} busy={form.busy}>
          {t.admin.save}
        </DialogActions>
      }
    >
      <form class="stack" id={formId} onSubmit={form.submit} noValidate>
        <p>
          {memberName(member)} · {member.email}
        </p>
        {form.failure && <Notice tone="bad" {...form.failure} />}
        <ChoiceField
          label={t.admin.group}
          {...field('group')}
          options={offered.map(({ id, name }) => ({ value: String(id), label: name }))}
        />
        <ChoiceField
          label={t.admin.duration}
          {...field('plan')}
          options={[
            ...(plans.data ?? []).map((plan) => ({
              value: String(plan.id),
              label: t.admin.durationPlan(plan.period_days, plan.name),
            })),
            { value: CUSTOM, label: t.admin.custom },
          ]}
        />
        <div class="field-pair">
          <Field
            label={t.admin.start}
            {...field('start')}
            type="date"
            autocomplete="off"
            disabled={!custom}
          />
          <Field
            label={t.admin.end}
            {...field('end')}
            type="date"
            autocomplete="off"
            disabled={!custom}
          />
        </div>
        <div class="field-pair">
          <Field
            label={t.admin.price}
            {...field('price')}
            type="text"
            autocomplete="off"
            disabled={trial}
          />
          <Field label={t.admin.tax} {...field('tax')} type="text" autocomplete="off" />
        </div>
        <p class="part-fact">
          <span>{t.admin.paid}</span>
          <strong class="number">Rp {f.whole(total)}</strong>
        </p>
      </form>
    </Dialog>
  );
}
