// The letter as it would be sent now. Its HTML comes from an address of its own, whose policy lets
// it style itself and nothing else; the frame allows no scripts either.
import { useState } from 'preact/hooks';
import { paths } from '../../api/paths';
import { useGet } from '../../api/query';
import type { ReportPreview, ReportSchedule } from '../../api/types';
import { useT } from './speech';
import { Dialog } from '../../ui/dialog';
import { Icon } from '../../ui/icon';
import { Segments } from '../../ui/segments';
import { Failed, Skeleton } from '../../ui/states';

const VIEWS = ['html', 'text'] as const;
type View = (typeof VIEWS)[number];

export function LetterPreview({
  schedule,
  onClose,
}: {
  schedule: ReportSchedule;
  onClose: () => void;
}) {
  const { t } = useT();
  const { letter } = t.reports;
  const [view, setView] = useState<View>('html');
  const { data, error, reload } = useGet<ReportPreview>(paths.schedulePreview(schedule.id));
  return (
    <Dialog title={letter.title} onClose={onClose} class="letter-dialog">
      {error && <Failed error={error} onRetry={reload} />}
      {!data && !error && <Skeleton lines={6} />}
      {data && (
        <>
          <dl class="letter-facts">
            <div>
              <dt>{letter.subject}</dt>
              <dd>{data.subject}</dd>
            </div>
            <div>
              <dt>{letter.files}</dt>
              <dd>
                {data.files.map((file) => (
                  <span key={file} class="letter-file">
                    <Icon name="file" size={14} />
                    {file}
                  </span>
                ))}
              </dd>
            </div>
          </dl>
          <Segments
            label={letter.views}
            items={VIEWS.map((key) => ({ key, label: letter[key] }))}
            value={view}
            onChange={setView}
          />
          {view === 'html' ? (
            <iframe
              class="letter-frame"
              title={letter.frame}
              sandbox=""
              src={paths.scheduleLetter(schedule.id)}
            />
          ) : (
            <pre class="letter-text" tabIndex={0}>
              {data.text}
            </pre>
          )}
        </>
      )}
    </Dialog>
  );
}
