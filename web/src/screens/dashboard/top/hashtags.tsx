import type { Loaded } from '../../../api/query';
import type { HashtagMetric } from '../../../api/types';
import { useT } from '../../../app/i18n';
import { Failed, Skeleton } from '../../../ui/states';
import { HashtagFigures } from '../hashtag';

const SHOWN = 5;

const total = (row: HashtagMetric): number => row.like_count + row.comments_count;

export function Hashtags({ hashtags }: { hashtags: Loaded<HashtagMetric[]> }) {
  const { t } = useT();
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
            <HashtagFigures row={row} />
          </li>
        ))}
      </ol>
    </section>
  );
}
