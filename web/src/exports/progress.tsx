// One export: what it is, how far it is, and what can be done about it.
import type { Export } from '../api/types';
import { codeText } from '../app/errors';
import { useT } from '../app/i18n';
import { Button } from '../ui/button';
import { Icon, type IconName } from '../ui/icon';
import { useDeed } from './deed';
import { dismissExport, dropExport, fetchFile, isUnfinished, retryExport } from './jobs';
import { nameOf, spanOf } from './words';

const ICONS: Record<Export['format'], IconName> = {
  csv: 'file',
  xlsx: 'table',
  pdf: 'chart',
  zip: 'layers',
  json: 'hash',
};

export function FormatIcon({ job }: { job: Export }) {
  return (
    <span class={`export-icon ${job.format}`} aria-hidden="true">
      <Icon name={ICONS[job.format]} size={17} />
    </span>
  );
}

/** The sentence about its state, without buttons. */
export function StateLine({ job }: { job: Export }) {
  const { t, f } = useT();
  const { done, total, making } = job.progress;
  if (job.state === 'ready') return <>{t.exports.readyIn(f.bytes(job.size_bytes))}</>;
  if (job.state === 'failed') return <Failure job={job} />;
  if (job.state !== 'making' || !making) return <>{t.exports.states[job.state]}</>;
  const count = total > 1 ? ` · ${t.exports.count(Math.min(done + 1, total), total)}` : '';
  return (
    <>
      {t.exports.making(making)}
      <span class="number">{count}</span>
    </>
  );
}

/** Our own words where the code is known, else the server's; then its remedy. */
function Failure({ job }: { job: Export }) {
  const { t } = useT();
  const { code = '', message = '', action = '' } = job.error ?? {};
  const words = codeText(t, code) ?? { message, action: action ?? '' };
  return (
    <>
      {words.message || t.exports.states.failed} {words.action}
    </>
  );
}

function Bar({ job }: { job: Export }) {
  const speech = useT();
  const { done, total } = job.progress;
  const known = job.state === 'making' && total > 0;
  const share = known ? Math.round((Math.min(done, total) / total) * 100) : null;
  return (
    <div
      class={`export-bar${known ? '' : ' waiting'}`}
      role="progressbar"
      aria-label={speech.t.exports.progress(nameOf(speech, job))}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={share ?? undefined}
    >
      <i style={known ? { width: `${Math.max(4, share!)}%` } : {}} />
    </div>
  );
}

interface ProgressProps {
  job: Export;
  /** The frame around it has the button that cancels. */
  bare?: boolean;
}

export function ExportProgress({ job, bare = false }: ProgressProps) {
  const speech = useT();
  const { t } = speech;
  const name = nameOf(speech, job);
  const { busy, doing } = useDeed(name);

  return (
    <div class={`export-row ${job.state}`}>
      <FormatIcon job={job} />
      <div class="export-text">
        <strong>{name}</strong>
        <small>{job.state === 'ready' ? job.file_name : spanOf(speech, job)}</small>
        <p>
          <StateLine job={job} />
        </p>
        {job.state === 'failed' && (
          <Button icon="refresh" busy={busy} onClick={doing(() => retryExport(job.id))}>
            {t.exports.again}
          </Button>
        )}
      </div>
      <div class="export-deeds">
        {isUnfinished(job) && !bare && (
          <Button
            tone="quiet"
            icon="close"
            busy={busy}
            label={t.exports.cancelOf(name)}
            onClick={doing(() => dropExport(job.id))}
          />
        )}
        {job.state === 'ready' && (
          <Button
            tone="quiet"
            icon="download"
            label={t.exports.downloadOf(name)}
            onClick={() => fetchFile(job)}
          />
        )}
        {!isUnfinished(job) && !bare && (
          <Button
            tone="quiet"
            icon="close"
            label={t.exports.hide(name)}
            onClick={() => dismissExport(job.id)}
          />
        )}
      </div>
      {isUnfinished(job) && <Bar job={job} />}
    </div>
  );
}
