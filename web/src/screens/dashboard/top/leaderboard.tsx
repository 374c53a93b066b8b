// One ranking: up to ten posts, each with its place, its picture and its figures.
import { useMemo } from 'preact/hooks';
import { useT } from '../../../app/i18n';
import { showable } from '../../../lib/pictures';
import { dayOf } from '../../../lib/dates';
import { isLowest, top, type RankedPost, type Ranking } from '../../../lib/ranking';
import { Button } from '../../../ui/button';
import { Icon, type IconName } from '../../../ui/icon';
import { PostPicture } from '../post/picture';

interface BoardProps {
  ranking: Ranking;
  posts: RankedPost[];
  wide: boolean;
  onOpen: (post: RankedPost) => void;
  locked: boolean;
}

export function Leaderboard({ ranking, posts, wide, onOpen, locked }: BoardProps) {
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
          <Post
            key={post.media.id}
            post={post}
            place={i + 1}
            ranking={ranking}
            locked={locked}
            onOpen={() => onOpen(post)}
          />
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
  locked: boolean;
  onOpen: () => void;
}

function Post({ post, place, ranking, locked, onOpen }: PostProps) {
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
      <PostPicture media={media} class="thumb" />
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
      <Button
        tone="quiet"
        icon={locked ? 'lock' : 'chevronRight'}
        class="post-open"
        label={`${t.post.openOf(place)}${locked ? ` (${t.post.locked})` : ''}`}
        onClick={onOpen}
      />
    </li>
  );
}
