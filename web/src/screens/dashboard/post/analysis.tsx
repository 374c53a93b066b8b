import type { Media } from '../../../api/types';
import { useT } from '../../../app/i18n';
import type { Value } from '../../../lib/cards';
import { insightOf, reachOf } from '../../../lib/ranking';
import { Icon, type IconName } from '../../../ui/icon';

type Metric =
  'likes' | 'comments' | 'saved' | 'rate' | 'reach' | 'impressions' | 'views' | 'shares';

const ICONS: Record<Metric, IconName> = {
  likes: 'heart',
  comments: 'message',
  saved: 'bookmark',
  rate: 'chart',
  reach: 'eye',
  impressions: 'layers',
  views: 'video',
  shares: 'share',
};

const NAMES: Partial<Record<Metric, string[]>> = {
  saved: ['saved', 'carousel_album_saved'],
  impressions: ['impressions', 'carousel_album_impressions', 'views'],
  views: ['video_views', 'carousel_album_video_views', 'plays'],
  shares: ['shares'],
};

export function Analysis({ media, rate }: { media: Media; rate: Value }) {
  const { t, f } = useT();
  const insight = (metric: Metric) => insightOf(media, NAMES[metric] ?? []);
  const rows: [Metric, Value][] = [
    ['likes', media.like_count],
    ['comments', media.comments_count],
    ['saved', insight('saved')],
    ['rate', rate],
    ['reach', reachOf(media)],
    ['impressions', insight('impressions')],
    ['views', insight('views')],
    ['shares', insight('shares')],
  ];
  // What Meta never gave is left out; likes, comments and the rate always have their place.
  const shown = rows.filter(
    ([key, value]) => value !== null || ['likes', 'comments', 'rate'].includes(key),
  );
  return (
    <dl class="post-metrics">
      {shown.map(([key, value]) => (
        <div key={key}>
          <dt>
            <Icon name={ICONS[key]} size={15} />
            {t.post.metrics[key]}
          </dt>
          <dd class="number">{key === 'rate' ? f.percent(value, 2) : f.whole(value)}</dd>
        </div>
      ))}
    </dl>
  );
}
