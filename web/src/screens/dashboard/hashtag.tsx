import type { HashtagMetric } from '../../api/types';
import { useT } from '../../app/i18n';
import { Icon } from '../../ui/icon';

/** A hashtag with what it has brought. */
export function HashtagFigures({ row }: { row: HashtagMetric }) {
  const { t, f } = useT();
  return (
    <>
      <span class="hashtag" title={row.hashtag}>
        {row.hashtag}
      </span>
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
    </>
  );
}
