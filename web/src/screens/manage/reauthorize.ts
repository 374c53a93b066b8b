// The second half of re-authorization: back from Facebook, the newest login renews the tokens of
// its Instagram accounts; then the reader goes on to Pilih Akun either way.
import { useEffect, useState } from 'preact/hooks';
import { put } from '../../api/client';
import { paths } from '../../api/paths';
import { invalidate } from '../../api/query';
import type { SocialAccount } from '../../api/types';
import { errorText } from '../../app/errors';
import { useT } from '../../app/i18n';
import { places } from '../../app/places';
import { endReauthorization, isReauthorizing } from '../../app/reauthorization';
import { replace } from '../../app/router';
import { toast } from '../../app/toasts';

const newest = (list: SocialAccount[]): SocialAccount | undefined =>
  [...list].sort((a, b) => (b.last_login ?? '').localeCompare(a.last_login ?? ''))[0];

/** True while the renewal runs; the rest of the page waits for it. */
export function useReauthorization(socials: SocialAccount[] | undefined): boolean {
  const { t } = useT();
  const [flagged] = useState(isReauthorizing);

  useEffect(() => {
    if (!flagged || !socials || !isReauthorizing()) return;
    endReauthorization();
    const account = newest(socials);
    const renewed = account
      ? put(paths.reauthorize(account.id))
      : Promise.reject(new Error('none'));
    renewed
      .then(() => toast('good', t.manage.connected, t.manage.reconnected))
      .catch((error: unknown) =>
        toast('bad', t.manage.reconnectFailed, errorText(t, error).message),
      )
      .finally(() => {
        invalidate(paths.accounts);
        replace(places.home);
      });
  }, [flagged, socials]);

  return flagged;
}
