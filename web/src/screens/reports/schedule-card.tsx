// One schedule: its rhythm, what it sends, its next and its last letter, and what can be done.
import { useState } from 'preact/hooks';
import { post, put, remove } from '../../api/client';
import { paths } from '../../api/paths';
import { invalidate, useGet } from '../../api/query';
import type { Account, ReportLetter, ReportSchedule } from '../../api/types';
import { errorText, lineOf } from '../../app/errors';
import { useT } from './speech';
import { useUser } from '../../app/session';
import { toast } from '../../app/toasts';
import { Avatar } from '../../ui/avatar';
import { Button } from '../../ui/button';
import { Confirm } from '../../ui/confirm';
import { Icon } from '../../ui/icon';
import { command, RowMenu } from '../../ui/menu';
import { Deliveries, LetterState } from './deliveries';
import { draftOf, formOf } from './draft';
import { ScheduleEditor } from './editor';
import { LetterPreview } from './preview';
import { rhythmOf, scheduleName } from './words';

interface CardProps {
  schedule: ReportSchedule;
  accounts: Account[];
  /** It has been deleted. */
  onGone: () => void;
}

type Open = 'edit' | 'preview' | 'log' | 'remove' | null;

export function ScheduleCard({ schedule, accounts, onGone }: CardProps) {
  const speech = useT();
  const { t, f } = speech;
  const words = t.reports;
  const user = useUser();
  const [open, setOpen] = useState<Open>(null);
  const [busy, setBusy] = useState(false);
  const letters = useGet<ReportLetter[]>(paths.scheduleDeliveries(schedule.id));
  const name = scheduleName(speech, schedule);
  const account = accounts.find((item) => item.id === schedule.account_id);
  const last = letters.data?.find((letter) => !letter.test);
  const close = () => setOpen(null);

  const doing = async (deed: () => Promise<void>) => {
    setBusy(true);
    try {
      await deed();
    } catch (error) {
      toast('bad', name, lineOf(errorText(t, error)));
    }
    setBusy(false);
    invalidate(paths.schedules);
  };
  const test = () =>
    doing(async () => {
      await post(paths.scheduleTest(schedule.id));
      toast('good', words.testSent, words.testText(user?.email ?? ''));
    });
  const turn = (active: boolean) =>
    doing(async () => {
      const body = formOf({ ...draftOf(schedule), active });
      await put(paths.schedule(schedule.id), { body });
      toast('good', active ? words.resumedDone : words.pausedDone, name);
    });
  const drop = async () => {
    await remove(paths.schedule(schedule.id));
    toast('good', words.removed, name);
    onGone();
  };

  return (
    <li class={`card schedule${schedule.active ? '' : ' paused'}`}>
      <div class="schedule-head">
        <Avatar
          src={account?.profile_picture_url ?? null}
          name={account?.name || schedule.username}
        />
        <div class="schedule-names">
          <h2>{name}</h2>
          <p>
            @{schedule.username} · {rhythmOf(speech, schedule)}
          </p>
        </div>
        <span class={`badge${schedule.active ? ' good' : ''}`}>
          {schedule.active ? words.active : words.paused}
        </span>
        <RowMenu
          name={words.actions(name)}
          button={<Icon name="settings" size={16} />}
          groups={[
            {
              key: 'deeds',
              items: [
                command('edit', words.edit, 'pencil', () => setOpen('edit')),
                command(
                  'turn',
                  schedule.active ? words.pause : words.resume,
                  schedule.active ? 'minus' : 'refresh',
                  () => void turn(!schedule.active),
                ),
                command('log', words.log, 'clock', () => setOpen('log')),
                command('remove', words.remove, 'trash', () => setOpen('remove')),
              ],
            },
          ]}
        />
      </div>
      <ul class="schedule-tags">
        <li>{t.exporting.formats[schedule.format].name}</li>
        {schedule.date_frame && <li>{words.window(schedule.date_frame)}</li>}
        <li>{words.form.deliveries[schedule.delivery]}</li>
        <li>
          <Icon name="users" size={13} />
          {words.recipients(schedule.recipients.filter((r) => !r.left_at).length)}
        </li>
      </ul>
      <dl class="schedule-times">
        <div>
          <dt>{words.next}</dt>
          <dd>
            {schedule.next_at ? `${f.moment(schedule.next_at)} ${t.common.wib}` : words.paused}
          </dd>
        </div>
        <div>
          <dt>{words.last}</dt>
          <dd>
            {last ? (
              <>
                {f.moment(last.updated_at)} <LetterState letter={last} />
              </>
            ) : (
              words.never
            )}
          </dd>
        </div>
      </dl>
      <div class="schedule-deeds">
        <Button icon="eye" onClick={() => setOpen('preview')}>
          {words.preview}
        </Button>
        <Button icon="mail" busy={busy} onClick={() => void test()}>
          {words.test}
        </Button>
      </div>
      {open === 'edit' && (
        <ScheduleEditor
          schedule={schedule}
          start={draftOf(schedule)}
          accounts={accounts}
          onClose={close}
        />
      )}
      {open === 'preview' && <LetterPreview schedule={schedule} onClose={close} />}
      {open === 'log' && <Deliveries schedule={schedule} onClose={close} />}
      {open === 'remove' && (
        <Confirm
          title={words.removeTitle(name)}
          text={words.removeText}
          yes={words.remove}
          action={drop}
          onClose={close}
        />
      )}
    </li>
  );
}
