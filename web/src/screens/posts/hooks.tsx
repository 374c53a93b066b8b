// "Webhook": who is told when something happens to a post, how it went, and letters about posts.
import { useState } from 'preact/hooks';
import { post, put, remove } from '../../api/client';
import { paths } from '../../api/paths';
import { invalidate, useGet } from '../../api/query';
import { errorText } from '../../app/errors';
import { useT } from '../../app/i18n';
import { useSending } from '../../app/sending';
import { toast } from '../../app/toasts';
import { Mark } from '../../publish/icons';
import type { Delivery, Hook } from '../../publish/shapes';
import { useWords } from '../../publish/texts';
import { Button } from '../../ui/button';
import { Confirm } from '../../ui/confirm';
import { Dialog, DialogActions } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { command, RowMenu } from '../../ui/menu';
import { Notice } from '../../ui/notice';
import { Option, Options, toggled } from '../../ui/option';
import { Empty, Failed, Skeleton } from '../../ui/states';
import { CopyDialog } from './copy-field';
import { PlanHead } from './head';
import { SwitchCard } from './switch-card';

const EVENTS = [
  'post.published',
  'post.failed',
  'post.unconfirmed',
  'post.held',
  'token.expiring',
] as const;

export function HooksPage() {
  const w = useWords();
  const hooks = useGet<Hook[]>(paths.hooks);
  const [adding, setAdding] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const add = (
    <Button icon="plus" onClick={() => setAdding(true)}>
      {w.hooks.add}
    </Button>
  );
  const none = hooks.data?.length === 0;
  return (
    <>
      <PlanHead
        at="hooks"
        title={w.hooks.title}
        lead={w.hooks.lead}
        actions={none ? undefined : add}
      />
      <div class="tools-column">
        {hooks.error && <Failed error={hooks.error} onRetry={hooks.reload} />}
        {!hooks.data && !hooks.error && (
          <div class="card plan-waiting">
            <Skeleton lines={4} />
          </div>
        )}
        {none && (
          <div class="card">
            <Empty icon="link" title={w.hooks.none} text={w.hooks.noneText}>
              {add}
            </Empty>
          </div>
        )}
        {hooks.data && hooks.data.length > 0 && (
          <ul class="hook-list">
            {hooks.data.map((hook) => (
              <HookCard key={hook.id} hook={hook} onSecret={setSecret} />
            ))}
          </ul>
        )}
        <Letters />
      </div>
      {adding && <HookDialog hook={null} onSecret={setSecret} onClose={() => setAdding(false)} />}
      {secret !== null && (
        <CopyDialog
          title={w.hooks.secretTitle}
          text={w.hooks.secretText}
          value={secret}
          words={w.hooks}
          onClose={() => setSecret(null)}
        />
      )}
    </>
  );
}

interface CardProps {
  hook: Hook;
  onSecret: (secret: string) => void;
}

type Open = 'edit' | 'log' | 'renew' | 'remove' | null;

function HookCard({ hook, onSecret }: CardProps) {
  const { t } = useT();
  const w = useWords();
  const [open, setOpen] = useState<Open>(null);
  const [busy, setBusy] = useState(false);
  const close = () => setOpen(null);
  const doing = async (deed: () => Promise<unknown>, done: string) => {
    setBusy(true);
    try {
      await deed();
      toast('good', done, hook.url);
    } catch (error) {
      toast('bad', hook.url, errorText(t, error).message);
    }
    setBusy(false);
    invalidate(paths.hooks);
  };
  const { url, events, active } = hook;
  const turn = () =>
    doing(
      () => put(paths.hook(hook.id), { body: { url, events, active: !active } }),
      active ? w.hooks.paused : w.hooks.active,
    );
  return (
    <li class="card hook">
      <div class="hook-head">
        <span class="tool-icon">
          <Mark name="webhook" size={18} />
        </span>
        <div>
          <h2>{url}</h2>
          <ul class="plan-tags">
            {events.map((event) => (
              <li key={event}>{w.hooks.names[event] ?? event}</li>
            ))}
          </ul>
        </div>
        <span class={`badge ${active ? 'good' : ''}`}>
          {active ? w.hooks.active : w.hooks.paused}
        </span>
      </div>
      {hook.off_reason && <Notice tone="warn" message={w.hooks.off[hook.off_reason]} />}
      <div class="post-acts">
        <Button
          icon="share"
          busy={busy}
          onClick={() => void doing(() => post(paths.hookAct(hook.id, 'test')), w.hooks.tested)}
        >
          {w.hooks.test}
        </Button>
        <Button icon="clock" onClick={() => setOpen('log')}>
          {w.hooks.log}
        </Button>
        <RowMenu
          name={w.hooks.menu(url)}
          button={<Mark name="more" />}
          groups={[
            {
              key: 'deeds',
              items: [
                command('edit', w.hooks.edit, 'pencil', () => setOpen('edit')),
                command(
                  'turn',
                  active ? w.hooks.pause : w.hooks.resume,
                  active ? 'minus' : 'refresh',
                  () => void turn(),
                ),
                command('renew', w.hooks.renew, 'lock', () => setOpen('renew')),
                command('remove', w.hooks.remove, 'trash', () => setOpen('remove')),
              ],
            },
          ]}
        />
      </div>
      {open === 'edit' && <HookDialog hook={hook} onSecret={onSecret} onClose={close} />}
      {open === 'log' && <Log hook={hook} onClose={close} />}
      {open === 'renew' && (
        <Confirm
          title={w.hooks.renewTitle}
          text={w.hooks.renewText}
          yes={w.hooks.renew}
          action={async () => {
            const got = await post<{ secret: string }>(paths.hookAct(hook.id, 'secret'));
            onSecret(got.secret);
          }}
          onClose={close}
        />
      )}
      {open === 'remove' && (
        <Confirm
          title={w.hooks.removeTitle}
          text={w.hooks.removeText}
          yes={w.hooks.remove}
          action={async () => {
            await remove(paths.hook(hook.id));
            toast('good', w.hooks.removed, url);
            invalidate(paths.hooks);
          }}
          onClose={close}
        />
      )}
    </li>
  );
}

interface DialogProps {
  hook: Hook | null;
  onSecret: (secret: string) => void;
  onClose: () => void;
}

function HookDialog({ hook, onSecret, onClose }: DialogProps) {
  const w = useWords();
  const [url, setUrl] = useState(hook?.url ?? '');
  const [events, setEvents] = useState<string[]>(hook?.events ?? [...EVENTS]);
  const [wrong, setWrong] = useState('');
  const { busy, failure, setFailure, send } = useSending();
  const save = (event: Event) => {
    event.preventDefault();
    if (busy) return;
    if (!/^https?:\/\/\S+$/.test(url.trim())) return setWrong(w.compose.addressWrong);
    if (!events.length) return setFailure({ message: w.hooks.noEvents, action: '' });
    void send(async () => {
      const body = { url: url.trim(), events, active: hook?.active ?? true };
      if (hook) await put(paths.hook(hook.id), { body });
      else onSecret((await post<{ secret: string }>(paths.hooks, { body })).secret);
      toast('good', w.hooks.saved);
      invalidate(paths.hooks);
      onClose();
    });
  };
  return (
    <Dialog
      title={hook ? w.hooks.editTitle : w.hooks.addTitle}
      onClose={onClose}
      locked={busy}
      footer={
        <DialogActions onCancel={onClose} form="hook-form" busy={busy}>
          {w.hooks.save}
        </DialogActions>
      }
    >
      <form class="stack" id="hook-form" onSubmit={save} noValidate>
        <Field
          label={w.hooks.url}
          name="url"
          type="text"
          autocomplete="off"
          placeholder="https://"
          value={url}
          hint={w.hooks.urlHint}
          error={wrong || undefined}
          onInput={(text) => {
            setUrl(text);
            setWrong('');
          }}
        />
        <Options legend={w.hooks.events} titled>
          {EVENTS.map((event) => (
            <Option
              key={event}
              kind="checkbox"
              name="events"
              value={event}
              title={w.hooks.names[event]!}
              hint={event}
              chosen={events.includes(event)}
              onChange={() =>
                setEvents(toggled(EVENTS, events as (typeof EVENTS)[number][], event))
              }
            />
          ))}
        </Options>
        {failure && <Notice tone="bad" {...failure} />}
      </form>
    </Dialog>
  );
}

const TONES: Record<Delivery['state'], string> = {
  waiting: '',
  delivered: ' good',
  failed: ' bad',
};

function Log({ hook, onClose }: { hook: Hook; onClose: () => void }) {
  const { t, f } = useT();
  const w = useWords();
  const path = paths.hookAct(hook.id, 'deliveries');
  const { data, error, reload } = useGet<{ results: Delivery[] }>(path);
  const [busy, setBusy] = useState('');
  const replay = async (delivery: Delivery) => {
    setBusy(delivery.id);
    try {
      await post(paths.hookReplay(hook.id, delivery.id));
      toast('good', w.hooks.replayed);
      reload();
    } catch (failure) {
      toast('bad', hook.url, errorText(t, failure).message);
    }
    setBusy('');
  };
  return (
    <Dialog title={w.hooks.log} onClose={onClose} class="hook-log">
      {error && <Failed error={error} onRetry={reload} />}
      {!data && !error && <Skeleton lines={5} />}
      {data?.results.length === 0 && (
        <Empty icon="clock" title={w.hooks.noDeliveries} text={w.hooks.noDeliveriesText} />
      )}
      <ul class="letters">
        {data?.results.map((delivery) => {
          const last = delivery.attempts.at(-1);
          return (
            <li key={delivery.id}>
              <div>
                <strong>{w.hooks.names[delivery.event] ?? delivery.event}</strong>
                <small>
                  {f.moment(delivery.created_at)} {t.common.wib} ·{' '}
                  {w.hooks.attempts(delivery.attempts.length)}
                  {last?.status != null && ` · ${w.hooks.status(last.status)}`}
                </small>
                {delivery.state === 'failed' && last?.answer && <code>{last.answer}</code>}
              </div>
              <span class={`badge${TONES[delivery.state]}`}>{w.hooks.states[delivery.state]}</span>
              <Button
                tone="quiet"
                icon="refresh"
                label={w.hooks.replay}
                busy={busy === delivery.id}
                onClick={() => void replay(delivery)}
              />
            </li>
          );
        })}
      </ul>
    </Dialog>
  );
}

/** The same news by e-mail, for people. */
function Letters() {
  const w = useWords();
  const { data, reload } = useGet<{ active: boolean }>(paths.postLetters);
  if (!data) return null;
  return (
    <SwitchCard
      icon="mail"
      title={w.hooks.letters}
      text={w.hooks.lettersText}
      on={data.active}
      turn={async (active) => {
        await put(paths.postLetters, { body: { active } });
        toast('good', active ? w.hooks.lettersOn : w.hooks.lettersOff);
        reload();
      }}
    />
  );
}
