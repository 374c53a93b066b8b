// One account on Pilih Akun. Its four calls fail one by one: a missing figure is a dash, and the
// card says that something could not be loaded.
import { paths } from '../../api/paths';
import { useGet } from '../../api/query';
import type { Account, DailyInsight, EngagementDay, UserData } from '../../api/types';
import { useT } from '../../app/i18n';
import { places } from '../../app/places';
import { href } from '../../app/router';
import { TokenBadge, TokenNotice } from '../../app/token';
import { accountNumbers, type Compared } from '../../lib/cards';
import { DEFAULT_WINDOW, windowQuery } from '../../lib/window';
import { Avatar } from '../../ui/avatar';
import { Delta } from '../../ui/delta';
import { Icon } from '../../ui/icon';
import { Skeleton } from '../../ui/states';

const WINDOW = windowQuery(DEFAULT_WINDOW);

function useNumbers(account: Account) {
  const userData = useGet<UserData[]>(paths.userData(account.id), WINDOW);
  const engagement = useGet<EngagementDay[]>(paths.engagement(account.id), WINDOW);
  const reach = useGet<DailyInsight[]>(paths.reach(account.id), WINDOW);
  const impressions = useGet<DailyInsight[]>(paths.impressions(account.id), WINDOW);
  const all = [userData, engagement, reach, impressions];
  return {
    pending: all.some((part) => part.pending),
    failed: all.filter((part) => part.error),
    numbers: accountNumbers(
      account.updated_timestamp,
      userData.data ?? [],
      engagement.data ?? [],
      reach.data ?? [],
      impressions.data ?? [],
    ),
  };
}

interface FigureProps {
  label: string;
  compared: Compared;
  value: string;
  growth: string;
  pending: boolean;
}

function Figure({ label, compared, value, growth, pending }: FigureProps) {
  return (
    <div class="figure">
      <dt>{label}</dt>
      <dd>
        {pending ? (
          <Skeleton class="figure-skeleton" />
        ) : (
          <>
            <span class="figure-value number">{value}</span>
            <Delta value={compared.growth} text={growth} />
          </>
        )}
      </dd>
    </div>
  );
}

export function AccountCard({ account }: { account: Account }) {
  const { t, f } = useT();
  const { numbers, pending, failed } = useNumbers(account);
  const { followers, rate, reach, impressions, comparedTo } = numbers;
  const whole = ({ value, growth }: Compared) => ({
    value: f.whole(value),
    growth: f.signed(growth),
  });
  const facebook = account.social_account?.name;
  return (
    <li class="card account-card">
      <div class="account-top">
        <Avatar src={account.profile_picture_url} name={account.name} size="large" />
        <div class="account-names">
          <h2>{account.name || account.username}</h2>
          <p>@{account.username}</p>
          {facebook && (
            <p class="account-facebook">
              {t.choose.facebook} {facebook}
            </p>
          )}
        </div>
        <TokenBadge health={account.token} />
      </div>
      <dl class="figures">
        <Figure
          label={t.choose.follower}
          compared={followers}
          pending={pending}
          {...whole(followers)}
        />
        <Figure
          label={t.choose.rate}
          compared={rate}
          pending={pending}
          value={f.percent(rate.value, 2)}
          growth={f.percent(rate.growth, 2, true)}
        />
        <Figure label={t.choose.reach} compared={reach} pending={pending} {...whole(reach)} />
        <Figure
          label={t.choose.impression}
          compared={impressions}
          pending={pending}
          {...whole(impressions)}
        />
      </dl>
      {failed.length > 0 && (
        <p class="account-partial" role="alert">
          {t.choose.partial}{' '}
          <button
            type="button"
            class="link"
            onClick={() => failed.forEach((part) => part.reload())}
          >
            {t.common.retry}
          </button>
        </p>
      )}
      <TokenNotice health={account.token} />
      <div class="account-foot">
        <dl>
          <div>
            <dt>{t.choose.updated}</dt>
            <dd>
              {account.updated_timestamp ? f.date(account.updated_timestamp) : t.common.unknown}
            </dd>
          </div>
          <div>
            <dt>{t.choose.compared}</dt>
            <dd>{comparedTo ? f.dayMedium(comparedTo) : t.common.unknown}</dd>
          </div>
        </dl>
        <a
          class="btn"
          href={href(places.dashboard(account.username))}
          aria-label={t.choose.openOf(`@${account.username}`)}
        >
          <span>{t.choose.open}</span>
          <Icon name="chevronRight" size={15} />
        </a>
      </div>
    </li>
  );
}

export function CardSkeleton() {
  return (
    <div class="card account-card" aria-hidden="true">
      <Skeleton lines={2} />
      <Skeleton lines={4} />
    </div>
  );
}
