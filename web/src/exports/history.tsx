// The exports of the last day, wherever they were asked for.
import { paths } from '../api/paths';
import { invalidate, useGet } from '../api/query';
import type { Export } from '../api/types';
import { useT } from '../app/i18n';
import { useStore } from '../app/store';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { Empty, Failed, Skeleton } from '../ui/states';
import { useDeed } from './deed';
import { dropExport, fetchFile, isUnfinished, jobs, retryExport } from './jobs';
import { FormatIcon, StateLine } from './progress';
import { nameOf, spanOf } from './words';

export function ExportHistory({ onClose }: { onClose: () => void }) {
  const { t } = useT();
  const { data, error, reload } = useGet<Export[]>(paths.exports);
  // What this page watches is known more exactly than what was read when the dialog opened.
  const watched = new Map(useStore(jobs).list.map((job) => [job.id, job]));
  return (
    <Dialog title={t.exports.historyTitle} onClose={onClose}>
      <p>{t.exports.historyLead}</p>
      {error && <Failed error={error} onRetry={reload} />}
      {!data && !error && <Skeleton lines={4} />}
      {data?.length === 0 && (
        <Empty icon="download" title={t.exports.historyNone} text={t.exports.historyNoneText} />
      )}
      <ul class="export-history">
        {data?.map((job) => (
          <Row key={job.id} job={watched.get(job.id) ?? job} />
        ))}
      </ul>
    </Dialog>
  );
}

function Row({ job }: { job: Export }) {
  const speech = useT();
  const { t, f } = speech;
  const name = nameOf(speech, job);
  const { busy, doing } = useDeed(name);
  const changing = (deed: () => Promise<void>) =>
    doing(() => deed().finally(() => invalidate(paths.exports)));
  return (
    <li class={`export-row ${job.state}`}>
      <FormatIcon job={job} />
      <div class="export-text">
        <strong>{name}</strong>
        <small>{[spanOf(speech, job), f.moment(job.created_at)].filter(Boolean).join(' · ')}</small>
        <p>
          <StateLine job={job} />
          {job.state === 'ready' && ` · ${t.exports.until(f.moment(job.expires_at))}`}
        </p>
      </div>
      <div class="export-deeds">
        {job.state === 'ready' && (
          <Button
            icon="download"
            label={t.exports.downloadOf(name)}
            onClick={() => fetchFile(job)}
          />
        )}
        {(job.state === 'failed' || job.state === 'cancelled') && (
          <Button icon="refresh" busy={busy} onClick={changing(() => retryExport(job.id))}>
            {t.exports.again}
          </Button>
        )}
        <Button
          tone="quiet"
          icon={isUnfinished(job) ? 'close' : 'trash'}
          busy={busy}
          label={isUnfinished(job) ? t.exports.cancelOf(name) : t.exports.removeOf(name)}
          onClick={changing(() => dropExport(job.id))}
        />
      </div>
    </li>
  );
}
