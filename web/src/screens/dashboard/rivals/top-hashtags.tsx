import { useT } from '../../../app/i18n';
import type { Bounds } from '../../../lib/window';
import { Skeleton } from '../../../ui/states';
import { HashtagFigures } from '../hashtag';
import type { Column } from './data';
import { ColumnSection } from './section';

const SHOWN = 5;

interface Props {
  columns: (Column | null)[];
  span: Bounds;
}

export function TopHashtags({ columns }: Props) {
  const { t } = useT();
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
                  <HashtagFigures row={row} />
                </li>
              );
            })}
          </ol>
        )
      }
    </ColumnSection>
  );
}
