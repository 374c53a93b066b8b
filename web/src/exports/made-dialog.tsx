// The frame of a dialog that asks what a file shall hold, and then shows it being made. Closing it
// stops nothing.
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { ExportRequest } from '../api/types';
import { useT } from '../app/i18n';
import { useSending } from '../app/sending';
import { useStore } from '../app/store';
import { Button } from '../ui/button';
import { Dialog, DialogActions } from '../ui/dialog';
import { Notice } from '../ui/notice';
import { useDeed } from './deed';
import { beginExport, dropExport, isUnfinished, jobs } from './jobs';
import { ExportProgress } from './progress';

interface DialogProps {
  title: string;
  /** What the choices on screen come to; a string says what is missing. */
  request: () => ExportRequest | string;
  onClose: () => void;
  children: ComponentChildren;
}

export function MadeDialog({ title, request, onClose, children }: DialogProps) {
  const { t } = useT();
  const { list } = useStore(jobs);
  const [id, setId] = useState<string | null>(null);
  const { busy, failure, setFailure, send } = useSending();
  const job = list.find((item) => item.id === id);
  const { busy: cancelling, doing } = useDeed(title);

  // Ready, cancelled or put out of sight: there is nothing left to look at here.
  const over = id !== null && (!job || job.state === 'ready');
  useEffect(() => {
    if (over) onClose();
  }, [over]);

  const begin = () => {
    const body = request();
    if (typeof body === 'string') return setFailure({ message: body, action: '' });
    void send(async () => setId((await beginExport(body)).id));
  };

  if (job) {
    return (
      <Dialog
        key="progress"
        title={title}
        onClose={onClose}
        class="narrow"
        footer={
          isUnfinished(job) ? (
            <>
              <Button busy={cancelling} onClick={doing(() => dropExport(job.id))}>
                {t.exports.cancel}
              </Button>
              <Button tone="primary" onClick={onClose}>
                {t.exports.background}
              </Button>
            </>
          ) : (
            <Button onClick={onClose}>{t.common.close}</Button>
          )
        }
      >
        <ExportProgress job={job} bare />
        {isUnfinished(job) && <p class="field-note">{t.exports.backgroundHint}</p>}
      </Dialog>
    );
  }
  return (
    <Dialog
      key="choice"
      title={title}
      onClose={onClose}
      locked={busy}
      footer={
        <DialogActions onCancel={onClose} icon="download" busy={busy} onClick={begin}>
          {t.exporting.submit}
        </DialogActions>
      }
    >
      {children}
      {failure && <Notice tone="bad" {...failure} />}
    </Dialog>
  );
}
