// The best post of every account.
import { useState } from 'preact/hooks';
import type { Media } from '../../../api/types';
import { useT } from '../../../app/i18n';
import { useAbilities } from '../../../app/session';
import { UpgradeDialog } from '../../../app/upgrade';
import type { Compared } from '../../../lib/cards';
import { dayOf } from '../../../lib/dates';
import type { BestPost } from '../../../lib/rivals';
import type { Bounds } from '../../../lib/window';
import { Button } from '../../../ui/button';
import { Delta } from '../../../ui/delta';
import { Skeleton } from '../../../ui/states';
import { PostDialog } from '../post';
import { PostPicture } from '../post/picture';
import type { Column } from './data';
import { ColumnSection } from './section';

/** A winner of a summary as a post; a competitor's has no insights. */
const asMedia = ({ media }: BestPost): Media => ({
  permalink: '',
  media_type: 'IMAGE',
  media_hashtag: [],
  insights: [],
  ...media,
});

interface Props {
  columns: (Column | null)[];
  span: Bounds;
}

export function TopContent({ columns }: Props) {
  const { t } = useT();
  const [open, setOpen] = useState<Column | null>(null);
  const [refused, setRefused] = useState(false);
  const { post } = useAbilities();
  const shown = open?.best ? asMedia(open.best) : null;
  return (
    <ColumnSection title={t.rivals.content} help={t.rivals.contentHelp} columns={columns}>
      {(column, i) => (
        <>
          <Best
            column={column}
            onOpen={() => (post ? setOpen(column) : setRefused(true))}
            locked={!post}
          />
          {i === 0 && refused && <UpgradeDialog onClose={() => setRefused(false)} />}
          {open && shown && open === column && (
            <PostDialog
              accountId={columns[0]!.account.id}
              author={open.account}
              media={shown}
              rate={open.best!.rate.value}
              rival={!open.own}
              onClose={() => setOpen(null)}
            />
          )}
        </>
      )}
    </ColumnSection>
  );
}

interface BestProps {
  column: Column | null;
  locked: boolean;
  onOpen: () => void;
}

function Best({ column, locked, onOpen }: BestProps) {
  const { t, f } = useT();
  if (column?.summary.pending) return <Skeleton lines={6} />;
  const best = column?.best;
  if (!column || !best) {
    return <p class="rival-none">{column ? t.rivals.contentNone : t.rivals.none}</p>;
  }
  const media = asMedia(best);
  const figures: { label: string; compared: Compared; value: string; growth: string }[] = [
    {
      label: t.rivals.contentLikes,
      compared: best.likes,
      value: f.whole(best.likes.value),
      growth: f.signed(best.likes.growth),
    },
    {
      label: t.rivals.contentComments,
      compared: best.comments,
      value: f.whole(best.comments.value),
      growth: f.signed(best.comments.growth),
    },
    {
      label: t.rivals.contentRate,
      compared: best.rate,
      value: f.percent(best.rate.value, 2),
      growth: f.percent(best.rate.growth, 2, true),
    },
  ];
  return (
    <>
      <PostPicture media={media} class="rival-picture" />
      <dl class="rival-facts">
        <div>
          <dt>{t.rivals.type}</dt>
          <dd>{t.topPost.types[media.media_type]}</dd>
        </div>
        <div>
          <dt>{t.rivals.posted}</dt>
          <dd>{f.dayLong(dayOf(media.timestamp))}</dd>
        </div>
        {figures.map(({ label, compared, value, growth }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              <span class="number">{value}</span> <Delta value={compared.growth} text={growth} />
            </dd>
          </div>
        ))}
      </dl>
      <Button
        icon={locked ? 'lock' : undefined}
        label={t.rivals.moreOf(column.account.username)}
        class="rival-more"
        onClick={onOpen}
      >
        {t.rivals.more}
      </Button>
    </>
  );
}
