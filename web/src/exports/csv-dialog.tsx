// "Unduh CSV": one of six tables over the window on screen, saved under the contract's name.
import { useState } from 'preact/hooks';
import { download } from '../api/client';
import { paths } from '../api/paths';
import type { CsvType } from '../api/types';
import { useT } from '../app/i18n';
import { useSending } from '../app/sending';
import { toast } from '../app/toasts';
import { csvName } from '../lib/export-name';
import { windowQuery, type Bounds, type Window } from '../lib/window';
import { Dialog, DialogActions } from '../ui/dialog';
import { Notice } from '../ui/notice';
import { Option, Options } from '../ui/option';

const TYPES: CsvType[] = ['media', 'country', 'profile', 'gender', 'city', 'age'];

/** Figures about people, of whom some do not say. */
const PARTIAL = new Set<CsvType>(['country', 'gender', 'city', 'age']);

const EXPORT_LIMIT_MS = 300_000;

function save(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads the blob after the click; a minute is ample.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

interface DialogProps {
  accountId: string;
  window: Window;
  span: Bounds;
  onClose: () => void;
}

export function CsvDialog({ accountId, window, span, onClose }: DialogProps) {
  const { t, f } = useT();
  const [type, setType] = useState<CsvType>('media');
  const { busy, failure, send } = useSending();

  const start = () =>
    send(async () => {
      const query = windowQuery(window);
      const blob = await download(paths.csv(accountId, type), {
        query,
        timeoutMs: EXPORT_LIMIT_MS,
      });
      const name = csvName(type, span);
      save(blob, name);
      toast('good', t.exporting.done, name);
      onClose();
    });

  return (
    <Dialog
      title={t.exporting.title}
      onClose={onClose}
      locked={busy}
      footer={
        <DialogActions onCancel={onClose} icon="download" busy={busy} onClick={start}>
          {t.exporting.submit}
        </DialogActions>
      }
    >
      <p>
        {t.exporting.lead} · {f.range(span.start, span.end)}
      </p>
      <Options legend={t.exporting.lead} disabled={busy}>
        {TYPES.map((key) => (
          <Option
            key={key}
            kind="radio"
            name="csv"
            value={key}
            title={t.exporting.types[key]}
            hint={t.exporting.hints[key]}
            chosen={key === type}
            onChange={() => setType(key)}
          />
        ))}
      </Options>
      {PARTIAL.has(type) && <Notice tone="info" message={t.exporting.caveat} />}
      {busy && <Notice tone="info" message={t.exporting.waiting} />}
      {failure && <Notice tone="bad" message={t.exporting.failed} action={failure.message} />}
    </Dialog>
  );
}
