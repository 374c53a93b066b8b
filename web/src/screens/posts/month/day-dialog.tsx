// One day: its posts in order, each to be opened or moved, and a new one for that day.
import { useT } from '../../../app/i18n';
import { places } from '../../../app/places';
import { href } from '../../../app/router';
import type { Day } from '../../../lib/dates';
import { StateBadge } from '../../../publish/badge';
import { useMoments } from '../../../publish/moments';
import type { Post } from '../../../publish/shapes';
import { isEditable } from '../../../publish/states';
import { useWords } from '../../../publish/texts';
import { PostThumb, shownOf } from '../../../publish/thumb';
import { wallOf } from '../../../publish/times';
import { timeOf, titleOf, zoneOf } from '../../../publish/words';
import { Button, LinkButton } from '../../../ui/button';
import { Dialog } from '../../../ui/dialog';

interface ListProps {
  posts: readonly Post[];
  onMove: (post: Post) => void;
}

export function DayList({ posts, onMove }: ListProps) {
  const w = useWords();
  const m = useMoments();
  return (
    <ul class="day-list">
      {posts.map((post) => {
        const at = timeOf(post);
        const name = titleOf(w, post);
        return (
          <li key={post.id}>
            <a href={href(places.post(post.id))}>
              <PostThumb media={post.media.map(shownOf)} />
              <span>
                <b class="number">{at === null ? w.noTime : m.clock(at, zoneOf(post))}</b>
                <strong>{name}</strong>
                <StateBadge state={post.state} />
              </span>
            </a>
            {isEditable(post.state) && (
              <Button
                tone="quiet"
                icon="calendar"
                label={w.month.moveOf(name)}
                onClick={() => onMove(post)}
              />
            )}
          </li>
        );
      })}
    </ul>
  );
}

interface DayProps extends ListProps {
  day: Day;
  isPast: boolean;
  onClose: () => void;
}

export const newPostOn = (day: Day): string => href(places.newPost, { at: wallOf(day, '10:00') });

export function DayDialog({ day, posts, isPast, onMove, onClose }: DayProps) {
  const { f } = useT();
  const w = useWords();
  return (
    <Dialog
      title={f.dayFull(day)}
      onClose={onClose}
      footer={
        isPast ? undefined : (
          <LinkButton tone="primary" icon="plus" href={newPostOn(day)}>
            {w.month.addHere}
          </LinkButton>
        )
      }
    >
      {posts.length ? <DayList posts={posts} onMove={onMove} /> : <p>{w.month.dayEmpty}</p>}
    </Dialog>
  );
}
