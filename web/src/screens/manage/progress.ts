// How far a running collection is. The fetch call itself answers only at its end; meanwhile its
// progress is read beside it. Whatever fails here costs the progress line and nothing else.
import { useEffect, useState } from 'preact/hooks';
import { get } from '../../api/client';
import { paths } from '../../api/paths';
import type { Account, SyncProgress } from '../../api/types';

const PERIOD_MS = 1200;

/** The account can be asked about only once the server lists it as ours. */
async function readProgress(id: string, listed: boolean, signal: AbortSignal) {
  if (!listed) {
    const accounts = await get<Account[]>(paths.accounts, { signal });
    if (!accounts.some((account) => account.id === id)) return null;
  }
  return get<SyncProgress>(paths.sync(id), { signal });
}

export function useProgress(id: string, running: boolean): SyncProgress | null {
  const [progress, setProgress] = useState<SyncProgress | null>(null);

  useEffect(() => {
    if (!running) return;
    const controller = new AbortController();
    let listed = false;
    const ask = async () => {
      const found = await readProgress(id, listed, controller.signal);
      listed ||= found !== null;
      if (!controller.signal.aborted) setProgress(found);
    };
    const timer = setInterval(() => ask().catch(() => {}), PERIOD_MS);
    return () => {
      clearInterval(timer);
      controller.abort();
      setProgress(null);
    };
  }, [id, running]);

  return progress;
}
