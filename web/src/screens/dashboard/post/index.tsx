// A post in detail: what was posted on the left, its numbers and what people said on the right.
import { useState } from 'preact/hooks';
import type { Media } from '../../../api/types';
import { useT } from '../../../app/i18n';
import { toast } from '../../../app/toasts';
import type { Value } from '../../../lib/cards';
import { dayOf } from '../../../lib/dates';
import { showable } from '../../../lib/pictures';
import { Avatar } from '../../../ui/avatar';
import { Dialog } from '../../../ui/dialog';
import { Icon } from '../../../ui/icon';
import { Tabs, tabId } from '../../../ui/tabs';
import { Analysis } from './analysis';
import { pictureOf, PostPicture } from './picture';
import { SentimentPart } from './sentiment';

interface Author {
  username: string;
  name: string | null;
  profile_picture_url: string | null;
}

interface PostDialogProps {
  accountId: string;
  author: Author;
  media: Media;
  rate: Value;
  /** A competitor's post: its comments are not ours to read. */
  rival?: boolean;
  onClose: () => void;
}

const PANEL = 'post-panel';
type Part = 'analysis' | 'sentiment';

export function PostDialog(props: PostDialogProps) {
  const { accountId, author, media, rate, rival = false, onClose } = props;
  const { t } = useT();
  const [part, setPart] = useState<Part>('analysis');
  const parts: Part[] = rival ? ['analysis'] : ['analysis', 'sentiment'];
  return (
    <Dialog title={t.post.title} onClose={onClose} class="wide">
      <div class="post-detail">
        <Left author={author} media={media} />
        <div class="post-right">
          <Tabs
            label={t.post.tabsLabel}
            panel={PANEL}
            items={parts.map((key) => ({ key, label: t.post.tabs[key] }))}
            value={part}
            onChange={setPart}
          />
          <div id={PANEL} role="tabpanel" aria-labelledby={tabId(part)}>
            {part === 'analysis' ? (
              <Analysis media={media} rate={rate} />
            ) : (
              <SentimentPart accountId={accountId} mediaId={media.id} />
            )}
          </div>
        </div>
      </div>
    </Dialog>
  );
}

function Left({ author, media }: { author: Author; media: Media }) {
  const { t, f } = useT();
  return (
    <div class="post-left">
      <Shown media={media} />
      <div class="post-author">
        <Avatar
          src={author.profile_picture_url}
          name={author.name || author.username}
          size="small"
        />
        <span class="rival-names">
          <strong>@{author.username}</strong>
          <small>
            {f.dayLong(dayOf(media.timestamp))}, {f.time(media.timestamp)} {t.common.wib}
          </small>
        </span>
      </div>
      {media.caption && <Words label={t.post.caption} text={media.caption} />}
      {media.media_hashtag.length > 0 && (
        <Words label={t.post.hashtags} text={media.media_hashtag.join(', ')} />
      )}
      {media.permalink && showable(media.permalink) && (
        <a class="btn" href={media.permalink} target="_blank" rel="noreferrer">
          <Icon name="external" size={16} />
          <span>{t.post.view}</span>
        </a>
      )}
    </div>
  );
}

/** A video plays where its address is still good; otherwise its picture stays. */
function Shown({ media }: { media: Media }) {
  const [failed, setFailed] = useState(false);
  if (media.media_type === 'VIDEO' && showable(media.media_url) && !failed) {
    const poster = pictureOf(media);
    return (
      <video
        class="post-media"
        controls
        playsInline
        preload="none"
        src={media.media_url}
        poster={showable(poster) ? poster : undefined}
        onError={() => setFailed(true)}
      />
    );
  }
  return <PostPicture media={media} class="post-media" />;
}

function Words({ label, text }: { label: string; text: string }) {
  const { t } = useT();
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => toast('good', t.post.copied),
      () => toast('bad', t.post.copyFailed),
    );
  return (
    <div class="post-words">
      <div class="post-words-head">
        <h3>{label}</h3>
        <button
          type="button"
          class="icon-button small"
          aria-label={t.post.copy(label)}
          title={t.post.copy(label)}
          onClick={() => void copy()}
        >
          <Icon name="copy" size={14} />
        </button>
      </div>
      <p>{text}</p>
    </div>
  );
}
