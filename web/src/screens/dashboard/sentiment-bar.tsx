// The share of each sentiment as one bar, with its percents.
import type { Sentiment, SentimentCounts } from '../../api/types';
import { useT } from '../../app/i18n';

export const SENTIMENTS: Sentiment[] = ['pos', 'neu', 'neg'];

export const commentsIn = (counts: SentimentCounts): number => counts.pos + counts.neu + counts.neg;

export function SentimentBar({ counts }: { counts: SentimentCounts }) {
  const { t, f } = useT();
  const total = commentsIn(counts);
  const share = (kind: Sentiment) => (total ? (counts[kind] / total) * 100 : 0);
  const text = (kind: Sentiment) => f.percent(share(kind), 0);
  return (
    <div class="sentiment-summary">
      {total > 0 ? (
        <div
          class="sentiment-bar"
          role="img"
          aria-label={t.post.bar(text('pos'), text('neu'), text('neg'))}
        >
          {SENTIMENTS.map(
            (kind) =>
              counts[kind] > 0 && (
                <i key={kind} class={kind} style={{ width: `${share(kind)}%` }} />
              ),
          )}
        </div>
      ) : (
        <p class="sentiment-none">{t.post.noSentiment}</p>
      )}
      <dl>
        {SENTIMENTS.map((kind) => (
          <div key={kind}>
            <dt>
              <i class={`sentiment-mark ${kind}`} />
              {t.post.sentiments[kind]}
            </dt>
            <dd class="number">{text(kind)}</dd>
          </div>
        ))}
      </dl>
      {total > 0 && <small>{t.post.counted(f.whole(total))}</small>}
    </div>
  );
}
