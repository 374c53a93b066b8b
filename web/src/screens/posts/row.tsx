// One post in the list: when, what, where, how it stands, and what to do about it.
import type { ComponentChildren } from 'preact';
import { useT } from '../../app/i18n';
import { places as addresses } from '../../app/places';
import { href } from '../../app/router';
import { PostActs } from '../../publish/acts';
import { StateBadge } from '../../publish/badge';
import { useMoments } from '../../publish/moments';
import { nameOfPlace, placeOf, PlaceMark } from '../../publish/place-mark';
import type { Place, Post, PostDetail, PostTarget } from '../../publish/shapes';
import { lookOf, needsCare, type Rights } from '../../publish/states';
import { useWords } from '../../publish/texts';
import { PostThumb, shownOf } from '../../publish/thumb';
import { zoneName } from '../../publish/times';
import { kindWord, timeOf, titleOf, zoneOf } from '../../publish/words';
import { Icon } from '../../ui/icon';

interface RowProps {
  post: Post;
  places: readonly Place[] | undefined;
  rights: Rights;
  onDone: (post: PostDetail | null) => void;
  /** The day stands in a heading above. */
  dayless?: boolean;
}

/** What is in the way: the server says it in the reader's language. */
export function Remedy({ target }: { target: PostTarget }) {
  const { fault, state } = target;
  if (!fault) return null;
  return (
    <p class={`post-remedy ${lookOf(state).tone}`}>
      <Icon name="alert" size={15} />
      <span>
        <strong>{fault.message}</strong> {fault.action}
      </span>
    </p>
  );
}

function When({ post, dayless }: { post: Post; dayless: boolean }) {
  const w = useWords();
  const m = useMoments();
  const at = timeOf(post);
  if (at === null) return <span class="post-time none">{w.noTime}</span>;
  const zone = zoneOf(post);
  return (
    <time class="post-time number" dateTime={post.publish_at!}>
      {!dayless && <small>{m.day(at, zone)}</small>}
      {m.clock(at, zone)} <small>{zoneName(zone)}</small>
    </time>
  );
}

function Where({ post, places }: { post: Post; places: readonly Place[] | undefined }) {
  const shown = post.targets.slice(0, 3).map((target) => placeOf(places, target));
  const left = post.targets.length - shown.length;
  return (
    <ul class="post-where">
      {shown.map((place) => (
        <li key={place.connection_id + place.place}>
          <PlaceMark place={place} />
          <span>{nameOfPlace(place)}</span>
        </li>
      ))}
      {left > 0 && <li class="number">+{left}</li>}
    </ul>
  );
}

const Tag = ({ children }: { children: ComponentChildren }) => <li>{children}</li>;

export function PostRow({ post, places, rights, onDone, dayless = false }: RowProps) {
  const { t } = useT();
  const w = useWords();
  const troubled = post.targets.find((target) => target.fault && needsCare(target.state));
  const link = post.targets.find((target) => target.permalink)?.permalink;
  const name = titleOf(w, post);
  return (
    <li class={`plan-row ${lookOf(post.state).tone}`}>
      <When post={post} dayless={dayless} />
      {/* The title is the same link, with a name. */}
      <a class="plan-open" href={href(addresses.post(post.id))} aria-hidden="true" tabIndex={-1}>
        <PostThumb media={post.media.map(shownOf)} />
      </a>
      <div class="plan-text">
        <a href={href(addresses.post(post.id))} class="plan-title">
          {name}
        </a>
        <Where post={post} places={places} />
        <ul class="plan-tags">
          <Tag>{kindWord(w, post.kind, post.options.link)}</Tag>
          {post.first_comment && <Tag>{w.hasComment}</Tag>}
          {post.series_id && <Tag>{w.repeats}</Tag>}
          {link && (
            <Tag>
              <a class="link" href={link} target="_blank" rel="noreferrer">
                {w.view} <Icon name="external" size={11} />
                <span class="unseen"> ({t.common.newTab})</span>
              </a>
            </Tag>
          )}
        </ul>
        {troubled && <Remedy target={troubled} />}
      </div>
      <div class="plan-side">
        <StateBadge state={post.state} />
        <PostActs post={post} rights={rights} onDone={onDone} />
      </div>
    </li>
  );
}
