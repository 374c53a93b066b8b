// How the letters of a schedule went, newest first, and what to do about those that did not.
import { paths } from '../../api/paths';
import { useGet } from '../../api/query';
import type { ReportLetter, ReportSchedule } from '../../api/types';
import { codeText } from '../../app/errors';
import { useT } from './speech';
import { Dialog } from '../../ui/dialog';
import { Empty, Failed, Skeleton } from '../../ui/states';

const TONES: Record<ReportLetter['state'], string> = {
  waiting: '',
  sending: '',
  sent: ' good',
  failed: ' bad',
  unsure: ' warn',
  skipped: '',
};

export function LetterState({ letter }: { letter: ReportLetter }) {
  const { t } = useT();
  return (
    <span class={`badge${TONES[letter.state]}`}>{t.reports.deliveries.states[letter.state]}</span>
  );
}

function Remedy({ letter }: { letter: ReportLetter }) {
  const { t } = useT();
  const remedies: Partial<Record<ReportLetter['state'], string>> = t.reports.deliveries.remedies;
  const remedy = remedies[letter.state];
  if (!remedy) return null;
  const words = codeText(t, letter.error_code ?? '')?.message ?? letter.error ?? '';
  return (
    <small>
      {words} {remedy}
    </small>
  );
}

export function Deliveries({
  schedule,
  onClose,
}: {
  schedule: ReportSchedule;
  onClose: () => void;
}) {
  const { t, f } = useT();
  const words = t.reports.deliveries;
  const { data, error, reload } = useGet<ReportLetter[]>(paths.scheduleDeliveries(schedule.id));
  return (
    <Dialog title={words.title} onClose={onClose}>
      {error && <Failed error={error} onRetry={reload} />}
      {!data && !error && <Skeleton lines={5} />}
      {data?.length === 0 && <Empty icon="mail" title={words.none} text={words.noneText} />}
      {data && data.length > 0 && (
        <ul class="letters">
          {data.map((letter) => (
            <li key={`${letter.slot_at} ${letter.email} ${letter.test}`}>
              <div>
                <strong>{letter.email}</strong>
                <small>
                  {f.moment(letter.slot_at)} {t.common.wib}
                  {letter.test && ` · ${words.test}`}
                </small>
                <Remedy letter={letter} />
              </div>
              <LetterState letter={letter} />
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}
