import type { Loaded } from '../../../api/query';
import type { HashtagMetric } from '../../../api/types';
import { useT } from '../../../app/i18n';
import { Icon } from '../../../ui/icon';
import { Failed, Skeleton } from '../../../ui/states';

const SHOWN = 5;

const total = (row: HashtagMetric): number => row.like_count + row.comments_count;

export function Hashtags({ hashtags }: { hashtags: Loaded<HashtagMetric[]> }) {
  const { t, f } = useT();
  const { data, error, reload } = hashtags;
  const best = [...(data ?? [])].sort((a, b) => total(b) - total(a)).slice(0, SHOWN);
  return (
    <section class="card hashtags" aria-label={t.topPost.hashtags}>
      <div class="panel-head">
        <h3>{t.topPost.hashtags}</h3>
      </div>
      {error && <Failed error={error} onRetry={reload} />}
      {!data && !error && <Skeleton lines={3} />}
      {data?.length === 0 && <p class="panel-none">{t.topPost.hashtagsEmpty}</p>}
      <ol>
        {best.map((row) => (
          <li key={row.hashtag}>
            <span class="hashtag">{row.hashtag}</span>
            <span class="stat number">
              <Icon name="heart" size={14} />
              <span class="unseen">{t.topPost.likes}</span>
              {f.compact(row.like_count)}
            </span>
            <span class="stat number">
              <Icon name="message" size={14} />
              <span class="unseen">{t.topPost.comments}</span>
              {f.compact(row.comments_count)}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
