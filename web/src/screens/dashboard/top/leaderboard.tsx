// One ranking: up to ten posts, each with its place, its picture and its figures.
import { useMemo, useState } from 'preact/hooks';
import type { Media } from '../../../api/types';
import { useT } from '../../../app/i18n';
import { showable } from '../../../lib/pictures';
import { dayOf } from '../../../lib/dates';
import { isLowest, top, type RankedPost, type Ranking } from '../../../lib/ranking';
import { Icon, type IconName } from '../../../ui/icon';

interface BoardProps {
  ranking: Ranking;
  posts: RankedPost[];
  wide: boolean;
}

export function Leaderboard({ ranking, posts, wide }: BoardProps) {
  const { t } = useT();
  const title = t.topPost.rankings[ranking];
  const ranked = useMemo(() => top(posts, ranking), [posts, ranking]);
  return (
    <section class={`card leaderboard${wide ? ' wide' : ''}`} aria-label={title}>
      <div class="panel-head">
        <h3>{title}</h3>
      </div>
      {ranked.length === 0 && <p class="panel-none">{t.topPost.noValue}</p>}
      <ol>
        {ranked.map((post, i) => (
          <Post key={post.media.id} post={post} place={i + 1} ranking={ranking} />
        ))}
      </ol>
    </section>
  );
}

const medal = (place: number, ranking: Ranking): string =>
  isLowest(ranking) ? ' low' : place <= 3 && ranking !== 'newest' ? ' gold' : '';

/** The figure the ranking is about stands out. */
const leads = (ranking: Ranking, key: string): string => (ranking.startsWith(key) ? ' leads' : '');

interface PostProps {
  post: RankedPost;
  place: number;
  ranking: Ranking;
}

function Post({ post, place, ranking }: PostProps) {
  const { t, f } = useT();
  const { media } = post;
  const date = f.dayWithWeekday(dayOf(media.timestamp));
  const stats: [key: string, label: string, icon: IconName | null, value: string][] = [
    ['likes', t.topPost.likes, 'heart', f.compact(media.like_count)],
    ['comments', t.topPost.comments, 'message', f.compact(media.comments_count)],
    ['reach', t.topPost.reach, 'eye', f.compact(post.reach)],
    ['rate', t.topPost.rate, null, f.percent(post.rate, 1)],
  ];
  const caption = media.caption || t.topPost.noCaption;
  return (
    <li class="post">
      <span class={`medal${medal(place, ranking)}`}>
        <span class="unseen">{t.topPost.rank(place)}</span>
        <span aria-hidden="true">{place}</span>
      </span>
      <Thumb media={media} />
      <div class="post-text">
        <p class="post-caption">
          {media.permalink && showable(media.permalink) ? (
            <a href={media.permalink} target="_blank" rel="noreferrer" title={t.topPost.view}>
              {caption}
              <span class="unseen">. {t.topPost.viewOf(date)}</span>
            </a>
          ) : (
            caption
          )}
        </p>
        <time dateTime={media.timestamp}>
          {date}, {f.time(media.timestamp)} · {t.topPost.types[media.media_type]}
        </time>
      </div>
      <dl class="post-stats">
        {stats.map(([key, label, icon, value]) => (
          <div key={key} class={`stat number${leads(ranking, key)}`}>
            <dt>
              {icon && <Icon name={icon} size={14} />}
              <span class={icon ? 'unseen' : ''}>{label}</span>
            </dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </li>
  );
}

const TYPE_ICONS: Record<Media['media_type'], IconName> = {
  IMAGE: 'image',
  VIDEO: 'video',
  CAROUSEL_ALBUM: 'layers',
};

/** A video's own address is not a picture; without a thumbnail its kind is drawn instead. */
const pictureOf = (media: Media): string | null =>
  media.thumbnail_url ?? (media.media_type === 'VIDEO' ? null : media.media_url);

function Thumb({ media }: { media: Media }) {
  const [failed, setFailed] = useState(false);
  const picture = pictureOf(media);
  return (
    <span class={`thumb kind-${media.media_type.toLowerCase()}`} aria-hidden="true">
      <Icon name={TYPE_ICONS[media.media_type]} size={18} />
      {showable(picture) && !failed && (
        <img src={picture} alt="" loading="lazy" decoding="async" onError={() => setFailed(true)} />
      )}
    </span>
  );
}
