// What people said: the share of each sentiment as one bar, and the comments, to be filtered. A
// label the model is not sure of is called so.
import { useState } from 'preact/hooks';
import { paths } from '../../../api/paths';
import { useGet } from '../../../api/query';
import type { Comment, Sentiment, SentimentCounts } from '../../../api/types';
import { useT } from '../../../app/i18n';
import { Notice } from '../../../ui/notice';
import { Button } from '../../../ui/button';
import { Empty, Failed, Skeleton } from '../../../ui/states';
import { SentimentBar, SENTIMENTS } from '../sentiment-bar';

const PAGE = 30;

export function SentimentPart({ accountId, mediaId }: { accountId: string; mediaId: string }) {
  const counts = useGet<SentimentCounts>(paths.sentiment(accountId, mediaId));
  const comments = useGet<Comment[]>(paths.comments(accountId, mediaId));
  const { t } = useT();
  return (
    <div class="sentiment">
      {counts.error ? (
        <Failed error={counts.error} onRetry={counts.reload} />
      ) : counts.data ? (
        <SentimentBar counts={counts.data} />
      ) : (
        <Skeleton lines={2} />
      )}
      <Notice tone="info" message={t.post.notice} />
      <h3>{t.post.commentsTitle}</h3>
      {comments.error ? (
        <Failed error={comments.error} onRetry={comments.reload} />
      ) : comments.data ? (
        <Comments all={comments.data} />
      ) : (
        <Skeleton lines={5} />
      )}
    </div>
  );
}

type Filter = Sentiment | 'all';

function Comments({ all }: { all: Comment[] }) {
  const { t, f } = useT();
  const [filter, setFilter] = useState<Filter>('all');
  const [shown, setShown] = useState(PAGE);
  if (all.length === 0) {
    return <Empty icon="message" title={t.post.noComments} text={t.post.noCommentsHint} />;
  }
  const count = (kind: Filter) =>
    kind === 'all' ? all.length : all.filter((comment) => comment.sentiment === kind).length;
  const found = filter === 'all' ? all : all.filter((comment) => comment.sentiment === filter);
  const choose = (kind: Filter) => {
    setFilter(kind);
    setShown(PAGE);
  };
  return (
    <>
      <div class="segments" role="group" aria-label={t.post.filter}>
        {(['all', ...SENTIMENTS] as Filter[]).map((kind) => (
          <button
            key={kind}
            type="button"
            aria-pressed={kind === filter}
            onClick={() => choose(kind)}
          >
            {kind === 'all' ? t.post.all : t.post.sentiments[kind]}
            <small class="number">{f.compact(count(kind))}</small>
          </button>
        ))}
      </div>
      {found.length === 0 && <p class="sentiment-none">{t.post.noneOfKind}</p>}
      <ul class="comments">
        {found.slice(0, shown).map((comment) => (
          <CommentRow key={comment.id} comment={comment} />
        ))}
      </ul>
      {found.length > shown && (
        <Button onClick={() => setShown(shown + PAGE)}>
          {t.post.more(Math.min(PAGE, found.length - shown))}
        </Button>
      )}
    </>
  );
}

function CommentRow({ comment }: { comment: Comment }) {
  const { t } = useT();
  const { sentiment, username, text } = comment;
  return (
    <li class="comment">
      <div>
        {username && <strong>@{username}</strong>}
        <p>{text}</p>
      </div>
      {sentiment ? (
        <span class={`badge sentiment-${sentiment}`}>
          {t.post.sentiments[sentiment]}
          {comment.is_unsure === true && <small title={t.post.unsureHelp}>{t.post.unsure}</small>}
        </span>
      ) : (
        <span class="badge">{t.post.notLabelled}</span>
      )}
    </li>
  );
}
