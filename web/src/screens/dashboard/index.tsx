// The dashboard frame: whose figures, over which days, in which tab. All three live in the
// address, so a link or a reload shows the same thing.
import { useEffect } from 'preact/hooks';
import { paths } from '../../api/paths';
import { useGet } from '../../api/query';
import type { Account } from '../../api/types';
import { useT } from '../../app/i18n';
import { places } from '../../app/places';
import { href, location, replace } from '../../app/router';
import type { ScreenProps } from '../../app/screens';
import { TokenNotice } from '../../app/token';
import { remember } from '../../app/storage';
import { useStore } from '../../app/store';
import { useTitle } from '../../app/title';
import { today } from '../../app/today';
import { bounds, fromParams, limits, toParams, type Window } from '../../lib/window';
import { Empty, Failed, PageLoading } from '../../ui/states';
import { PANEL_ID, tabId, Tabs } from '../../ui/tabs';
import { useDashboardData, useTokenCheck } from './data';
import { DashboardHead } from './head';
import { LAST_ACCOUNT } from './last';
import { Rivals } from './rivals';
import { Stats } from './stats';
import { TopPosts } from './top';
import { WindowPicker } from './window-picker';

const TABS = ['rivals', 'stats', 'top'] as const;
type Tab = (typeof TABS)[number];

export function Dashboard({ params }: ScreenProps) {
  const { t } = useT();
  const username = params.username ?? '';
  const accounts = useGet<Account[]>(paths.accounts);
  useTitle(`@${username}`);

  if (accounts.error) return <Failed error={accounts.error} onRetry={accounts.reload} />;
  if (!accounts.data) return <PageLoading />;
  const account = accounts.data.find((item) => item.username === username);
  if (!account) {
    return (
      <Empty
        icon="search"
        title={t.dashboard.noAccountTitle}
        text={t.dashboard.noAccountText(username)}
        page
        alone
      >
        <a class="btn primary" href={href(places.home)}>
          {t.common.toHome}
        </a>
      </Empty>
    );
  }
  return <Frame key={account.id} account={account} accounts={accounts.data} />;
}

/** The window and the tab of the address, and how to change them. */
function usePlace(username: string) {
  const { params } = useStore(location);
  const window = fromParams(params);
  const tab: Tab = TABS.find((key) => key === params.get('tab')) ?? 'stats';
  const go = (nextWindow: Window, nextTab: Tab) =>
    replace(places.dashboard(username), {
      ...toParams(nextWindow),
      ...(nextTab === 'stats' ? {} : { tab: nextTab }),
    });
  return {
    window,
    tab,
    setWindow: (next: Window) => go(next, tab),
    setTab: (next: Tab) => go(window, next),
  };
}

function Frame({ account, accounts }: { account: Account; accounts: Account[] }) {
  const { t } = useT();
  const { window, tab, setWindow, setTab } = usePlace(account.username);
  const data = useDashboardData(account.id, window);
  const day = today();
  const span = bounds(window, day);
  const shown = data.account.data ?? account;
  useTokenCheck(data, account);
  useEffect(() => remember(LAST_ACCOUNT, account.username), [account.username]);

  return (
    <div class="dashboard">
      <DashboardHead account={shown} accounts={accounts} window={window} span={span} />
      <TokenNotice health={shown.token} />
      <div class="dash-bar">
        <Tabs
          label={t.dashboard.title}
          items={TABS.map((key) => ({ key, label: t.dashboard.tabs[key] }))}
          value={tab}
          onChange={setTab}
        />
        <WindowPicker
          window={window}
          span={span}
          limits={limits(day, data.mediaSummary.data?.earliest_media?.timestamp)}
          onChange={setWindow}
        />
      </div>
      <div id={PANEL_ID} role="tabpanel" aria-labelledby={tabId(tab)} tabIndex={-1}>
        {tab === 'rivals' && (
          <Rivals account={shown} data={data} window={window} today={day} span={span} />
        )}
        {tab === 'stats' && (
          <Stats id={account.id} window={window} today={day} userData={data.userData} />
        )}
        {tab === 'top' && <TopPosts account={shown} data={data} span={span} />}
      </div>
    </div>
  );
}
