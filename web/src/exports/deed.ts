// Something done about an export: one at a time, and what goes wrong is told.
import { useState } from 'preact/hooks';
import { ApiError } from '../api/error';
import { errorText } from '../app/errors';
import { useT } from '../app/i18n';
import { toast } from '../app/toasts';

export function useDeed(name: string) {
  const { t } = useT();
  const [busy, setBusy] = useState(false);
  const doing = (deed: () => Promise<void>) => async () => {
    setBusy(true);
    try {
      await deed();
    } catch (error) {
      // It may have ended or been removed meanwhile: then there is nothing to complain about.
      const gone = error instanceof ApiError && error.status === 404;
      if (!gone) toast('bad', name, errorText(t, error).message);
    }
    setBusy(false);
  };
  return { busy, doing };
}
