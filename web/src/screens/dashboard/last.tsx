// "Dasbor" in the navigation: the account looked at last, else the first, else Pilih Akun.
import { useEffect } from 'preact/hooks';
import { paths } from '../../api/paths';
import { useGet } from '../../api/query';
import type { Account } from '../../api/types';
import { places } from '../../app/places';
import { replace } from '../../app/router';
import { recall } from '../../app/storage';
import { Failed, PageLoading } from '../../ui/states';

export const LAST_ACCOUNT = 'account';

export function LastDashboard() {
  const accounts = useGet<Account[]>(paths.accounts);

  useEffect(() => {
    if (!accounts.data) return;
    const last = recall(LAST_ACCOUNT);
    const account = accounts.data.find((item) => item.username === last) ?? accounts.data[0];
    replace(account ? places.dashboard(account.username) : places.home);
  }, [accounts.data]);

  if (accounts.error) return <Failed error={accounts.error} onRetry={accounts.reload} />;
  return <PageLoading />;
}
