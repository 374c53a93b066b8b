// What a dialog sends: one thing at a time, and what went wrong stays to be read. Done is done: the
// work closes the dialog, and until it is gone nothing is sent again.
import { useState } from 'preact/hooks';
import { errorText, type ErrorText } from './errors';
import { useT } from './i18n';

export function useSending() {
  const { t } = useT();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ErrorText | null>(null);
  const send = async (work: () => Promise<void>) => {
    if (busy) return;
    setBusy(true);
    setFailure(null);
    try {
      await work();
    } catch (error) {
      setFailure(errorText(t, error));
      setBusy(false);
    }
  };
  return { busy, failure, setFailure, send };
}
