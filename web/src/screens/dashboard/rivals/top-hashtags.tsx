import { useT } from '../../../app/i18n';
import type { Bounds } from '../../../lib/window';
import { Icon } from '../../../ui/icon';
import { Skeleton } from '../../../ui/states';
import type { Column } from './data';
import { ColumnSection } from './section';

const SHOWN = 5;

interface Props {
  columns: (Column | null)[];
  span: Bounds;
}

export function TopHashtags({ columns }: Props) {
  const { t, f } = useT();
  return (
    <ColumnSection title={t.rivals.hashtags} help={t.rivals.hashtagsHelp} columns={columns}>
      {(column) =>
        column?.hashtags.pending ? (
          <Skeleton lines={SHOWN} />
        ) : (
          <ol class="rival-hashtags">
            {Array.from({ length: SHOWN }, (_, i) => {
              // The server has sorted them.
              const row = column?.hashtags.data?.[i];
              if (!row) return <li key={i}>{t.rivals.none}</li>;
              return (
                <li key={i}>
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
                </li>
              );
            })}
          </ol>
        )
      }
    </ColumnSection>
  );
}
