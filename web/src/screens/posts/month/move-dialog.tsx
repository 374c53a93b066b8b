// Where a post goes: shown before it goes, with the time to be changed. Dragging opens it with the
// day filled in; the keyboard comes the same way.
import { useState } from 'preact/hooks';
import { useSending } from '../../../app/sending';
import { toast } from '../../../app/toasts';
import { now } from '../../../lib/clock';
import { useMoments } from '../../../publish/moments';
import { movePost } from '../../../publish/moving';
import type { Post } from '../../../publish/shapes';
import { useWords } from '../../../publish/texts';
import { instantOf, type Wall } from '../../../publish/times';
import { timeOf, titleOf, zoneOf } from '../../../publish/words';
import { Dialog, DialogActions } from '../../../ui/dialog';
import { Notice } from '../../../ui/notice';
import { AtTime } from '../compose/when';

interface MoveProps {
  post: Post;
  start: Wall;
  onDone: () => void;
  onClose: () => void;
}

export function MoveDialog({ post, start, onDone, onClose }: MoveProps) {
  const w = useWords();
  const m = useMoments();
  const [to, setTo] = useState({ wall: start, zone: zoneOf(post) });
  const { busy, failure, send } = useSending();
  const before = timeOf(post);
  const at = instantOf(to.wall, to.zone);
  const isFuture = at > now();

  const move = () =>
    send(async () => {
      await movePost(post, to.wall, to.zone);
      toast('good', w.month.moved, m.full(at, to.zone));
      onDone();
      onClose();
    });
  return (
    <Dialog
      title={w.month.moveTitle}
      onClose={onClose}
      locked={busy}
      class="move-dialog"
      footer={
        <DialogActions onCancel={onClose} busy={busy} disabled={!isFuture} onClick={move}>
          {w.month.moveYes}
        </DialogActions>
      }
    >
      <p class="move-what">{titleOf(w, post)}</p>
      <dl class="move-times">
        <div>
          <dt>{w.month.from}</dt>
          <dd>{before === null ? w.noTime : m.short(before, zoneOf(post))}</dd>
        </div>
        <div>
          <dt>{w.month.to}</dt>
          <dd>{Number.isNaN(at) ? '–' : m.short(at, to.zone)}</dd>
        </div>
      </dl>
      <AtTime draft={to} change={(part) => setTo({ ...to, ...part })} />
      {failure && <Notice tone="bad" title={w.month.moveFailed} {...failure} />}
    </Dialog>
  );
}
