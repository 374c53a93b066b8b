// Making or changing a schedule: when, what, and to whom.
import { useId, useState } from 'preact/hooks';
import { post, put } from '../../api/client';
import { paths } from '../../api/paths';
import { invalidate } from '../../api/query';
import type { Account, ReportSchedule } from '../../api/types';
import { useT } from './speech';
import { useSending } from '../../app/sending';
import { useAbilities } from '../../app/session';
import { toast } from '../../app/toasts';
import {
  LanguageChoice,
  PartChoice,
  PDF_PARTS,
  REPORT_RIVALS_MAX,
  RivalChoice,
  useRivals,
  ZIP_PARTS,
} from '../../exports/report-choices';
import { withAddresses } from '../../lib/recipients';
import { ChoiceField } from '../../ui/choice';
import { Dialog, DialogActions } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { Notice } from '../../ui/notice';
import { Option, Options } from '../../ui/option';
import { Segments } from '../../ui/segments';
import {
  comparesRivals,
  formOf,
  FORMATS,
  partsOf,
  windowFor,
  windowsOf,
  type Draft,
} from './draft';
import { Recipients } from './recipients';
import { zoneName } from './words';

const MONTH_DAYS = 28;
const DELIVERIES = ['attachment', 'link'] as const;
const RHYTHMS = ['week', 'month'] as const;
const INDONESIAN_ZONES = ['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura'];

interface EditorProps {
  /** null: a new one. */
  schedule: ReportSchedule | null;
  start: Draft;
  accounts: Account[];
  onClose: () => void;
}

interface Problems {
  time?: string | undefined;
  parts?: string | undefined;
  recipients?: string | undefined;
}

export function ScheduleEditor({ schedule, start, accounts, onClose }: EditorProps) {
  const { t } = useT();
  const { form } = t.reports;
  const formId = useId();
  const [draft, setDraft] = useState(start);
  const [typed, setTyped] = useState('');
  const [problems, setProblems] = useState<Problems>({});
  const { busy, failure, setFailure, send } = useSending();
  const change = (part: Partial<Draft>) => setDraft((now) => ({ ...now, ...part }));

  /** What was typed last counts even when nobody pressed Enter. */
  const save = (event: Event) => {
    event.preventDefault();
    if (busy) return;
    const { list, rest } = withAddresses(draft.recipients, typed);
    const whole = { ...draft, recipients: list };
    change({ recipients: list });
    setTyped(rest);
    const found: Problems = {
      time: /^\d\d:\d\d$/.test(draft.time) ? undefined : form.timeWrong,
      parts: partsOf(draft.format).length && !draft.parts.length ? form.noneChosen : undefined,
      recipients: rest ? form.recipientWrong(rest) : list.length ? undefined : form.recipientsNone,
    };
    setProblems(found);
    setFailure(null);
    if (Object.values(found).some(Boolean)) return;
    void send(async () => {
      const body = formOf(whole);
      if (schedule) await put(paths.schedule(schedule.id), { body });
      else await post(paths.schedules, { body });
      toast('good', t.reports.saved);
      invalidate(paths.schedules);
      onClose();
    });
  };

  const shared = { draft, change };
  return (
    <Dialog
      title={schedule ? form.editTitle : form.addTitle}
      onClose={onClose}
      locked={busy}
      class="schedule-dialog"
      footer={
        <DialogActions onCancel={onClose} form={formId} busy={busy}>
          {form.save}
        </DialogActions>
      }
    >
      <form class="stack" id={formId} onSubmit={save} noValidate>
        <div class="field-pair">
          <ChoiceField
            label={form.account}
            name="account"
            value={draft.accountId}
            onInput={(accountId) => change({ accountId, competitors: null })}
            options={accounts.map((account) => ({
              value: account.id,
              label: `@${account.username}`,
            }))}
          />
          <Field
            label={form.name}
            name="name"
            type="text"
            autocomplete="off"
            hint={form.nameHint}
            value={draft.name}
            onInput={(name) => change({ name })}
          />
        </div>
        <When {...shared} error={problems.time} />
        <What {...shared} error={problems.parts} />
        <h3>{form.who}</h3>
        <Recipients
          value={draft.recipients}
          onChange={(recipients) => change({ recipients })}
          left={new Set(schedule?.recipients.filter((r) => r.left_at).map((r) => r.email))}
          typed={typed}
          onType={setTyped}
          error={problems.recipients}
        />
        <Options legend={form.delivery} titled>
          {DELIVERIES.map((key) => (
            <Option
              key={key}
              kind="radio"
              name="delivery"
              value={key}
              title={form.deliveries[key]}
              hint={form.deliveryHints[key]}
              chosen={draft.delivery === key}
              onChange={() => change({ delivery: key })}
            />
          ))}
        </Options>
        {failure && <Notice tone="bad" {...failure} />}
      </form>
    </Dialog>
  );
}

interface PartProps {
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  error?: string | undefined;
}

/** The Indonesian zones first, then the reader's own and the one that is set. */
function zonesFor(current: string): string[] {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return [...new Set([...INDONESIAN_ZONES, current, own, ...Intl.supportedValuesOf('timeZone')])];
}

function When({ draft, change, error }: PartProps) {
  const speech = useT();
  const { t } = speech;
  const { form } = t.reports;
  const { frames } = useAbilities();
  const weekly = draft.every === 'week';
  const [zones] = useState(() => zonesFor(draft.zone));
  const days = weekly
    ? t.dashboard.weekdaysLong.map((label, i) => ({ value: String(i + 1), label }))
    : [
        ...Array.from({ length: MONTH_DAYS }, (_, i) => ({
          value: String(i + 1),
          label: String(i + 1),
        })),
        { value: 'last', label: form.lastDay },
      ];
  return (
    <>
      <h3>{form.when}</h3>
      <div class="preference">
        <span>{form.every}</span>
        <Segments
          label={form.every}
          items={RHYTHMS.map((key) => ({ key, label: form.everies[key] }))}
          value={draft.every}
          onChange={(every) =>
            change({ every, day: '1', frame: windowFor(every, draft.frame, frames) })
          }
        />
      </div>
      <div class="field-three">
        <ChoiceField
          label={weekly ? form.day : form.date}
          name="day"
          value={draft.day}
          onInput={(day) => change({ day })}
          options={days}
        />
        <Field
          label={form.time}
          name="time"
          type="time"
          autocomplete="off"
          value={draft.time}
          onInput={(time) => change({ time })}
          error={error}
        />
        <ChoiceField
          label={form.zone}
          name="zone"
          value={draft.zone}
          onInput={(zone) => change({ zone })}
          options={zones.map((zone) => ({ value: zone, label: zoneName(speech, zone) }))}
        />
      </div>
    </>
  );
}

function What({ draft, change, error }: PartProps) {
  const { t } = useT();
  const { form } = t.reports;
  const { frames } = useAbilities();
  const { data } = useRivals(comparesRivals(draft) ? draft.accountId : null);
  const all = (data ?? []).map((rival) => rival.id);
  const chosen = draft.competitors ?? all.slice(0, REPORT_RIVALS_MAX);
  const words = draft.format === 'pdf' || draft.parts.includes('pdf');
  return (
    <>
      <h3>{form.what}</h3>
      <div class="field-pair">
        <ChoiceField
          label={form.format}
          name="format"
          value={draft.format}
          onInput={(value) => {
            const format = FORMATS.find((item) => item === value) ?? 'pdf';
            change({ format, parts: [...partsOf(format)] });
          }}
          options={FORMATS.map((key) => ({ value: key, label: t.exporting.formats[key].name }))}
        />
        <ChoiceField
          label={form.window}
          name="frame"
          value={draft.frame}
          onInput={(frame) => change({ frame })}
          options={windowsOf(frames).map((value) => ({ value, label: t.reports.window(value) }))}
        />
      </div>
      {draft.format === 'pdf' && (
        <PartChoice
          legend={form.parts}
          all={PDF_PARTS}
          chosen={PDF_PARTS.filter((part) => draft.parts.includes(part))}
          onChange={(parts) => change({ parts })}
        />
      )}
      {draft.format === 'zip' && (
        <PartChoice
          legend={form.parts}
          all={ZIP_PARTS}
          chosen={ZIP_PARTS.filter((part) => draft.parts.includes(part))}
          onChange={(parts) => change({ parts })}
        />
      )}
      {error && <p class="field-error">{error}</p>}
      {comparesRivals(draft) && (
        <RivalChoice
          accountId={draft.accountId}
          chosen={chosen}
          // All of them, or none, means whoever is watched when it is sent.
          onChange={(ids) =>
            change({ competitors: ids.length && ids.length < all.length ? ids : null })
          }
        />
      )}
      {words && (
        <LanguageChoice value={draft.language} onChange={(language) => change({ language })} />
      )}
    </>
  );
}
