// Tab Top Post: averages and hashtags of the window, then rankings of its posts.
import { useState } from 'preact/hooks';
import { useT } from '../../../app/i18n';
import type { Account } from '../../../api/types';
import { useAbilities } from '../../../app/session';
import { UpgradeDialog } from '../../../app/upgrade';
import { followersAtEnd } from '../../../lib/cards';
import { CHOSEN, RANKINGS, withNumbers, type RankedPost, type Ranking } from '../../../lib/ranking';
import type { Bounds } from '../../../lib/window';
import { Icon } from '../../../ui/icon';
import { Empty, Failed, Skeleton } from '../../../ui/states';
import type { DashboardData } from '../data';
import { PostDialog } from '../post';
import { Averages } from './averages';
import { Hashtags } from './hashtags';
import { Leaderboard } from './leaderboard';

type Choice = Ranking | 'chosen';

interface TopProps {
  account: Account;
  data: DashboardData;
  span: Bounds;
}

export function TopPosts({ account, data, span }: TopProps) {
  const { t, f } = useT();
  const [choice, setChoice] = useState<Choice>('chosen');
  return (
    <>
      <div class="section-bar">
        <h2 class="section-title">
          {t.topPost.title} <span>({f.range(span.start, span.end)})</span>
        </h2>
        <label class="select">
          <span>{t.topPost.show}</span>
          <select
            value={choice}
            onChange={(event) => setChoice(event.currentTarget.value as Choice)}
          >
            <option value="chosen">{t.topPost.option(t.topPost.chosen)}</option>
            {RANKINGS.map((key) => (
              <option key={key} value={key}>
                {t.topPost.option(t.topPost.rankings[key])}
              </option>
            ))}
          </select>
          <Icon name="chevronDown" size={15} />
        </label>
      </div>
      <div class="top-summary">
        <Averages averages={data.averages} span={span} />
        <Hashtags hashtags={data.hashtags} />
      </div>
      <Rankings account={account} data={data} choice={choice} />
    </>
  );
}

interface RankingsProps {
  account: Account;
  data: DashboardData;
  choice: Choice;
}

function Rankings({ account, data, choice }: RankingsProps) {
  const { t } = useT();
  const [open, setOpen] = useState<RankedPost | null>(null);
  const [refused, setRefused] = useState(false);
  const allowed = useAbilities().post;
  const { media, userData } = data;
  if (media.error) {
    return (
      <section class="card">
        <Failed error={media.error} onRetry={media.reload} />
      </section>
    );
  }
  if (!media.data) {
    return (
      <section class="card leaderboard" role="status" aria-label={t.common.loading}>
        <Skeleton lines={8} />
      </section>
    );
  }
  if (media.data.length === 0) {
    return (
      <section class="card">
        <Empty icon="image" title={t.topPost.empty} text={t.topPost.emptyHint} />
      </section>
    );
  }
  const posts = withNumbers(media.data, followersAtEnd(userData.data ?? []));
  const shown = choice === 'chosen' ? CHOSEN : [choice];
  return (
    <div class="leaderboards">
      {shown.map((ranking) => (
        <Leaderboard
          key={ranking}
          ranking={ranking}
          posts={posts}
          wide={shown.length === 1}
          locked={!allowed}
          onOpen={(post) => (allowed ? setOpen(post) : setRefused(true))}
        />
      ))}
      {refused && <UpgradeDialog onClose={() => setRefused(false)} />}
      {open && (
        <PostDialog
          accountId={account.id}
          author={account}
          media={open.media}
          rate={open.rate}
          onClose={() => setOpen(null)}
        />
      )}
    </div>
  );
}
