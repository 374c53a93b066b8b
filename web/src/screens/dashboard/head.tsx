// Whose dashboard this is: switcher, totals, the time of the last update, export.
import type { Account } from '../../api/types';
import { useT } from '../../app/i18n';
import { places } from '../../app/places';
import { href, location } from '../../app/router';
import { CollectionStatus } from '../../app/collection';
import { ExportMenu } from '../../exports/menu';
import { toParams, type Bounds, type Window } from '../../lib/window';
import { Avatar } from '../../ui/avatar';
import { Icon } from '../../ui/icon';
import { Menu } from '../../ui/menu';

interface HeadProps {
  account: Account;
  accounts: Account[];
  window: Window;
  span: Bounds;
}

export function DashboardHead({ account, accounts, window, span }: HeadProps) {
  return (
    <div class="dash-head">
      <Switcher account={account} accounts={accounts} window={window} />
      <Totals account={account} />
      <ExportMenu account={account} window={window} span={span} />
    </div>
  );
}

/** The other accounts open with the same window and tab. */
function Switcher({ account, accounts, window }: Omit<HeadProps, 'span'>) {
  const { t } = useT();
  const tab = location.get().params.get('tab');
  const params = { ...toParams(window), ...(tab ? { tab } : {}) };
  return (
    <div class="switcher">
      <h1>
        <Menu
          label={t.dashboard.switch}
          class="switcher-button"
          button={
            <>
              <Avatar
                src={account.profile_picture_url}
                name={account.name || account.username}
                size="large"
              />
              <span class="switcher-names">
                <span>{account.name || account.username}</span>
                <small>@{account.username}</small>
              </span>
              <Icon name="chevrons" size={16} />
            </>
          }
          groups={[
            {
              key: 'accounts',
              title: t.dashboard.accounts,
              items: accounts.map((item) => ({
                kind: 'link',
                key: item.id,
                label: item.name || item.username,
                detail: `@${item.username}`,
                href: href(places.dashboard(item.username), params),
                current: item.id === account.id,
                before: (
                  <Avatar
                    src={item.profile_picture_url}
                    name={item.name || item.username}
                    size="small"
                  />
                ),
              })),
            },
            {
              key: 'more',
              items: [
                {
                  kind: 'link',
                  key: 'manage',
                  label: t.dashboard.manage,
                  href: href(places.manage),
                  icon: 'settings',
                },
                {
                  kind: 'link',
                  key: 'back',
                  label: t.dashboard.back,
                  href: href(places.home),
                  icon: 'grid',
                },
              ],
            },
          ]}
        />
      </h1>
    </div>
  );
}

function Totals({ account }: { account: Account }) {
  const { t, f } = useT();
  const latest = account.latest_user_data;
  const rows: [string, number | null | undefined][] = [
    [t.dashboard.totalPost, latest?.media_count],
    [t.dashboard.follower, latest?.followers_count],
    [t.dashboard.following, latest?.follows_count],
  ];
  return (
    <div class="totals">
      <dl>
        {rows.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd class="number">{f.whole(value)}</dd>
          </div>
        ))}
      </dl>
      <p>
        <CollectionStatus accountId={account.id} updated={account.updated_timestamp} />
      </p>
    </div>
  );
}
