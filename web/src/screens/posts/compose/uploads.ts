// Files between the reader's device and the server: two at a time, each with its progress, to be
// stopped or tried again.
import { useEffect, useRef, useState } from 'preact/hooks';
import { isAbort } from '../../../api/error';
import { newKey, type DraftMedium } from '../../../publish/draft';
import type { Finding, Upload } from '../../../publish/shapes';
import { sendFile, type Sending } from '../../../publish/upload';

export interface Transfer {
  file: File;
  /** A picture of it, for as long as the page lives. */
  address: string;
  state: 'waiting' | 'sending' | 'done' | 'failed';
  share: number;
  error: unknown;
  findings: Finding[];
}

const AT_ONCE = 2;

export interface Uploads {
  of: (key: string) => Transfer | undefined;
  running: boolean;
  failed: boolean;
  /** Media of files, to be put into the draft at once. */
  add: (files: readonly File[]) => DraftMedium[];
  retry: (key: string) => void;
  stop: (key: string) => void;
}

/** `onDone`: the file of that medium is at the server. */
export function useUploads(onDone: (key: string, upload: Upload) => void): Uploads {
  const transfers = useRef(new Map<string, Transfer>());
  const sendings = useRef(new Map<string, Sending>());
  const [, redraw] = useState({});
  const done = useRef(onDone);
  done.current = onDone;

  const change = (key: string, part: Partial<Transfer>) => {
    const before = transfers.current.get(key);
    if (!before) return;
    transfers.current.set(key, { ...before, ...part });
    redraw({});
  };
  const begin = (key: string, file: File) => {
    const sending = sendFile(file, (share) => change(key, { share }));
    sendings.current.set(key, sending);
    change(key, { state: 'sending', share: 0, error: null });
    sending.done
      .then((upload) => {
        change(key, { state: 'done', share: 1, findings: upload.findings ?? [] });
        done.current(key, upload);
      })
      .catch((error: unknown) => {
        if (!isAbort(error)) change(key, { state: 'failed', error });
      })
      .finally(() => {
        sendings.current.delete(key);
        next();
      });
  };
  const next = () => {
    for (const [key, { state, file }] of transfers.current) {
      if (sendings.current.size >= AT_ONCE) return;
      if (state === 'waiting') begin(key, file);
    }
  };

  useEffect(
    () => () => {
      sendings.current.forEach((sending) => sending.stop());
      transfers.current.forEach(({ address }) => URL.revokeObjectURL(address));
    },
    [],
  );

  const all = [...transfers.current.values()];
  return {
    of: (key) => transfers.current.get(key),
    running: all.some(({ state }) => state === 'waiting' || state === 'sending'),
    failed: all.some(({ state }) => state === 'failed'),
    add: (files) => {
      const media = files.map((file) => {
        const medium: DraftMedium = {
          key: newKey(),
          kind: file.type.startsWith('video/') ? 'video' : 'image',
          url: '',
          uploadId: null,
          fileName: file.name,
          alt: '',
          width: null,
          height: null,
        };
        transfers.current.set(medium.key, {
          file,
          address: URL.createObjectURL(file),
          state: 'waiting',
          share: 0,
          error: null,
          findings: [],
        });
        return medium;
      });
      next();
      redraw({});
      return media;
    },
    retry: (key) => {
      change(key, { state: 'waiting', share: 0, error: null });
      next();
    },
    stop: (key) => {
      sendings.current.get(key)?.stop();
      const transfer = transfers.current.get(key);
      if (transfer) URL.revokeObjectURL(transfer.address);
      transfers.current.delete(key);
      redraw({});
    },
  };
}
