// How a post will look where it is going: drawn after the apps, in our own shapes, and in the
// reader's theme.
import { useState } from 'preact/hooks';
import { Avatar } from '../ui/avatar';
import { Icon } from '../ui/icon';
import { Mark } from './icons';
import { nameOfPlace } from './place-mark';
import type { Kind, Place } from './shapes';
import { useWords } from './texts';
import { Picture, type Shown } from './thumb';

export interface Preview {
  place: Place;
  kind: Kind;
  media: readonly Shown[];
  caption: string;
  firstComment: string;
  link: string;
  hasLocation: boolean;
  collaborators: readonly string[];
}

/** Hashtags and names stand out, as they do in the apps. */
function Rich({ text }: { text: string }) {
  const parts = text.split(/([#@][\p{L}\p{N}_.]*[\p{L}\p{N}_])/u);
  return <>{parts.map((part, i) => (i % 2 ? <em key={i}>{part}</em> : part))}</>;
}

const FOLD_AT = 125;

/** The apps fold a long text after about two lines. */
function Folded({ text }: { text: string }) {
  const w = useWords();
  const [open, setOpen] = useState(false);
  const signs = [...text];
  const second = text.split('\n').slice(0, 3).join('\n');
  const cut = Math.min(FOLD_AT, [...second].length);
  if (open || signs.length <= cut) return <Rich text={text} />;
  return (
    <>
      <Rich
        text={signs
          .slice(0, cut)
          .join('')
          .replace(/\s+\S*$/, '')}
      />
      …{' '}
      <button type="button" class="fold" onClick={() => setOpen(true)}>
        {w.preview.more}
      </button>
    </>
  );
}

function Nothing({ text }: { text: string }) {
  return (
    <span class="preview-none">
      <Icon name="image" size={24} />
      {text}
    </span>
  );
}

/** The first medium decides: upright at most 4:5, wide at most 1.91:1. */
function useShape(least: number, most: number) {
  const [ratio, setRatio] = useState(1);
  const onSize = (width: number, height: number) => {
    if (width && height) setRatio(Math.min(most, Math.max(least, width / height)));
  };
  return { ratio, onSize };
}

function Slides({ media, label }: { media: readonly Shown[]; label: string }) {
  const w = useWords();
  const [wanted, setAt] = useState(0);
  const { ratio, onSize } = useShape(0.8, 1.91);
  const at = Math.min(wanted, media.length - 1);
  const medium = media[at];
  return (
    <div class="slides" style={{ aspectRatio: String(ratio) }}>
      {medium ? (
        <Picture
          key={medium.src}
          medium={medium}
          label={medium.alt || label}
          {...(at === 0 ? { onSize } : {})}
        />
      ) : (
        <Nothing text={w.preview.noMedia} />
      )}
      {media.length > 1 && (
        <>
          <span class="slides-count number">{`${at + 1}/${media.length}`}</span>
          {at > 0 && (
            <button type="button" aria-label={w.preview.previous} onClick={() => setAt(at - 1)}>
              <Icon name="chevronLeft" size={15} />
            </button>
          )}
          {at < media.length - 1 && (
            <button
              type="button"
              class="next"
              aria-label={w.preview.next}
              onClick={() => setAt(at + 1)}
            >
              <Icon name="chevronRight" size={15} />
            </button>
          )}
        </>
      )}
    </div>
  );
}

const Dots = ({ count }: { count: number }) => (
  <span class="dots" aria-hidden="true">
    {Array.from({ length: Math.min(count, 6) }, (_, i) => (
      <i key={i} class={i === 0 ? 'on' : ''} />
    ))}
  </span>
);

function InstagramHead({ place, hasLocation, collaborators }: Preview) {
  const w = useWords();
  const [partner] = collaborators;
  return (
    <header>
      <span class="story-ring">
        <Avatar src={place.picture_url} name={place.username ?? place.name} size="small" />
      </span>
      <span class="preview-names">
        <strong>
          {place.username ?? place.name}
          {partner && <span> {w.preview.with(partner)}</span>}
        </strong>
        {hasLocation && <small>{w.preview.location}</small>}
      </span>
      <Mark name="more" />
    </header>
  );
}

function InstagramFeed(props: Preview) {
  const w = useWords();
  const { place, media, caption, firstComment } = props;
  const name = place.username ?? place.name;
  return (
    <article class="ig">
      <InstagramHead {...props} />
      <Slides media={media} label={w.preview.mediumOf(nameOfPlace(place))} />
      <div class="ig-tools" aria-hidden="true">
        <Icon name="heart" size={21} />
        <Icon name="message" size={20} />
        <Icon name="share" size={20} />
        {media.length > 1 && <Dots count={media.length} />}
        <Icon name="bookmark" size={20} />
      </div>
      <div class="ig-text">
        {caption.trim() ? (
          <p>
            <strong>{name}</strong> <Folded text={caption.trim()} />
          </p>
        ) : (
          <p class="preview-hint">{w.preview.noCaption}</p>
        )}
        {firstComment.trim() && (
          <p class="ig-comment">
            <strong>{name}</strong> <Folded text={firstComment.trim()} />
          </p>
        )}
        <small>{w.preview.justNow}</small>
      </div>
    </article>
  );
}

/** The one medium of a story or a reel. */
function WholeMedium({ place, medium }: { place: Place; medium: Shown | undefined }) {
  const w = useWords();
  if (!medium) return <Nothing text={w.preview.noMedia} />;
  return <Picture medium={medium} label={w.preview.mediumOf(nameOfPlace(place))} playing />;
}

function InstagramStory({ place, media }: Preview) {
  const w = useWords();
  const [medium] = media;
  return (
    <article class="upright story">
      <WholeMedium place={place} medium={medium} />
      <div class="story-head">
        <i aria-hidden="true" />
        <span>
          <Avatar src={place.picture_url} name={place.username ?? place.name} size="small" />
          <strong>{place.username ?? place.name}</strong>
          <small>{w.preview.now}</small>
        </span>
      </div>
      <div class="story-foot" aria-hidden="true">
        <span>{w.preview.message}</span>
        <Icon name="heart" size={20} />
        <Icon name="share" size={19} />
      </div>
    </article>
  );
}

function InstagramReel({ place, media, caption }: Preview) {
  const w = useWords();
  const [medium] = media;
  return (
    <article class="upright reel">
      <WholeMedium place={place} medium={medium} />
      <div class="reel-tools" aria-hidden="true">
        <Icon name="heart" size={22} />
        <Icon name="message" size={21} />
        <Icon name="share" size={20} />
        <Mark name="more" size={20} />
      </div>
      <div class="reel-text">
        <span>
          <Avatar src={place.picture_url} name={place.username ?? place.name} size="small" />
          <strong>{place.username ?? place.name}</strong>
        </span>
        {caption.trim() && (
          <p>
            <Rich text={caption.trim()} />
          </p>
        )}
        <small>
          <Mark name="music" size={12} /> {w.preview.sound}
        </small>
      </div>
    </article>
  );
}

const FACEBOOK_TILES = 5;

function Tiles({ media, label }: { media: readonly Shown[]; label: string }) {
  const shown = media.slice(0, FACEBOOK_TILES);
  const left = media.length - shown.length;
  const { ratio, onSize } = useShape(0.8, 1.91);
  const alone = shown.length === 1;
  return (
    <div class={`tiles tiles-${shown.length}`} style={alone ? { aspectRatio: String(ratio) } : {}}>
      {shown.map((medium, i) => (
        <span key={medium.src + i}>
          <Picture medium={medium} label={medium.alt || label} {...(alone ? { onSize } : {})} />
          {left > 0 && i === shown.length - 1 && <b class="number">+{left}</b>}
        </span>
      ))}
    </div>
  );
}

function hostOf(link: string): string {
  try {
    return new URL(link).hostname.replace(/^www\./, '');
  } catch {
    return link;
  }
}

function FacebookPost({ place, media, caption, link, firstComment, kind }: Preview) {
  const w = useWords();
  return (
    <article class="fb">
      <header>
        <Avatar src={place.picture_url} name={place.name} />
        <span class="preview-names">
          <strong>{place.name}</strong>
          <small>
            {w.preview.justNow} · <Icon name="globe" size={11} />
          </small>
        </span>
        <Mark name="more" />
      </header>
      {caption.trim() ? (
        <p class={`fb-text${kind === 'text' && caption.length < 85 && !link ? ' large' : ''}`}>
          <Folded text={caption.trim()} />
        </p>
      ) : (
        kind === 'text' && !link && <p class="fb-text preview-hint">{w.preview.noText}</p>
      )}
      {media.length > 0 && <Tiles media={media} label={w.preview.mediumOf(nameOfPlace(place))} />}
      {kind === 'text' && link && (
        <div class="fb-link">
          <span>
            <Icon name="link" size={20} />
          </span>
          <small>{hostOf(link)}</small>
          <strong>{w.preview.linkTitle}</strong>
        </div>
      )}
      <div class="fb-tools" aria-hidden="true">
        <span>
          <Mark name="like" size={16} /> {w.preview.like}
        </span>
        <span>
          <Icon name="message" size={16} /> {w.preview.comment}
        </span>
        <span>
          <Mark name="forward" size={16} /> {w.preview.share}
        </span>
      </div>
      {firstComment.trim() && (
        <div class="fb-comment">
          <Avatar src={place.picture_url} name={place.name} size="small" />
          <p>
            <strong>{place.name}</strong>
            <Folded text={firstComment.trim()} />
          </p>
        </div>
      )}
    </article>
  );
}

export function PostPreview(props: Preview) {
  if (props.kind === 'story') return <InstagramStory {...props} />;
  if (props.kind === 'reel') return <InstagramReel {...props} />;
  if (props.place.place === 'page') return <FacebookPost {...props} />;
  return <InstagramFeed {...props} />;
}
