// The buttons of a post: what fits its state, asked twice where it cannot be taken back.
import { useState } from 'preact/hooks';
import { post as send, remove } from '../api/client';
import { paths } from '../api/paths';
import { errorText, lineOf } from '../app/errors';
import { useT } from '../app/i18n';
import { places } from '../app/places';
import { go, href } from '../app/router';
import { useSending } from '../app/sending';
import { toast } from '../app/toasts';
import { Button, LinkButton } from '../ui/button';
import { Confirm } from '../ui/confirm';
import { Dialog, DialogActions } from '../ui/dialog';
import type { IconName } from '../ui/icon';
import { command, RowMenu, type MenuItem } from '../ui/menu';
import { Mark } from './icons';
import type { AnyPost, PostDetail } from './shapes';
import { actsOf, type Act, type Rights } from './states';
import { useWords } from './texts';
import { titleOf } from './words';

const ICONS: Record<Act, IconName> = {
  'publish-now': 'share',
  retry: 'refresh',
  cancel: 'close',
  edit: 'pencil',
  draft: 'file',
  duplicate: 'copy',
  delete: 'trash',
  submit: 'users',
  approve: 'check',
  reject: 'minus',
  there: 'check',
  absent: 'close',
};

/** Asked before they are done. */
const ASKED: ReadonlySet<Act> = new Set(['publish-now', 'cancel', 'delete', 'there', 'absent']);

interface ActsProps {
  post: AnyPost;
  rights: Rights;
  /** The answer of an act is the post as it is now. */
  onDone: (post: PostDetail | null) => void;
  /** In a row, one button and a menu; on its own page, more of them. */
  shown?: number;
}

export function PostActs({ post, rights, onDone, shown = 1 }: ActsProps) {
  const { t } = useT();
  const w = useWords();
  const [asked, setAsked] = useState<Act | null>(null);
  const [busy, setBusy] = useState<Act | null>(null);
  const all = actsOf(post, rights);
  // One step is enough of a view: the rest is in the menu.
  const out = all.slice(0, shown);
  const rest = all.slice(shown);
  const name = titleOf(w, post);

  const call = async (act: Act, body?: object): Promise<void> => {
    if (act === 'delete') {
      await remove(paths.onePost(post.id));
      onDone(null);
      return;
    }
    const word = act === 'there' || act === 'absent' ? 'confirm' : act;
    // What is approved is what was looked at, not what it has become meanwhile.
    const seen = { content_hash: post.approval?.content_hash, ...body };
    const said =
      word === 'confirm'
        ? { published: act === 'there' }
        : act === 'approve' || act === 'reject'
          ? seen
          : body;
    const got = await send<PostDetail>(
      paths.postAct(post.id, word),
      said === undefined ? {} : { body: said },
    );
    toast('good', w.acts.done[act], name);
    if (act === 'duplicate') return go(places.editPost(got.id));
    onDone(got);
  };
  const run = async (act: Act) => {
    if (busy) return;
    setBusy(act);
    try {
      await call(act);
    } catch (error) {
      toast('bad', w.acts.failed[act], lineOf(errorText(t, error)));
    }
    setBusy(null);
  };
  const begin = (act: Act) => {
    if (act === 'edit') return go(places.editPost(post.id));
    if (act === 'reject' || ASKED.has(act)) return setAsked(act);
    void run(act);
  };

  const item = (act: Act): MenuItem =>
    act === 'edit'
      ? {
          kind: 'link',
          key: act,
          label: w.acts.names.edit,
          icon: ICONS.edit,
          href: href(places.editPost(post.id)),
        }
      : command(act, w.acts.names[act], ICONS[act], () => begin(act));

  return (
    <div class="post-acts">
      {out.map((act, i) =>
        act === 'edit' ? (
          <LinkButton key={act} href={href(places.editPost(post.id))} icon="pencil">
            {w.acts.names.edit}
          </LinkButton>
        ) : (
          <Button
            key={act}
            tone={i === 0 && shown > 1 && act !== 'duplicate' ? 'primary' : 'plain'}
            icon={ICONS[act]}
            busy={busy === act}
            onClick={() => begin(act)}
          >
            {w.acts.names[act]}
          </Button>
        ),
      )}
      {rest.length > 0 && (
        <RowMenu
          name={w.acts.menu(name)}
          button={<Mark name="more" />}
          groups={[{ key: 'acts', items: rest.map(item) }]}
        />
      )}
      {asked === 'reject' && (
        <RejectDialog onClose={() => setAsked(null)} action={(note) => call('reject', { note })} />
      )}
      {asked !== null && asked !== 'reject' && (
        <Confirm
          title={w.acts.ask[asked as 'cancel'].title}
          text={w.acts.ask[asked as 'cancel'].text}
          yes={w.acts.ask[asked as 'cancel'].yes}
          no={t.common.back}
          failed={w.acts.failed[asked]}
          tone={asked === 'cancel' || asked === 'delete' ? 'danger' : 'primary'}
          action={() => call(asked)}
          onClose={() => setAsked(null)}
        />
      )}
    </div>
  );
}

/** Who sends a post back says why. */
function RejectDialog(props: { onClose: () => void; action: (note: string) => Promise<void> }) {
  const w = useWords();
  const [note, setNote] = useState('');
  const { busy, failure, send } = useSending();
  const problem = failure ? lineOf(failure) : '';
  const run = () =>
    send(async () => {
      await props.action(note.trim());
      props.onClose();
    });
  return (
    <Dialog
      title={w.approval.rejectTitle}
      onClose={props.onClose}
      locked={busy}
      class="narrow"
      footer={
        <DialogActions onCancel={props.onClose} tone="danger" busy={busy} onClick={run}>
          {w.acts.names.reject}
        </DialogActions>
      }
    >
      <label class="text-field">
        <span>{w.approval.note}</span>
        <textarea
          rows={4}
          maxLength={1000}
          value={note}
          onInput={(event) => setNote(event.currentTarget.value)}
        />
      </label>
      <p class={problem ? 'field-error' : 'field-note'} role={problem ? 'alert' : undefined}>
        {problem || w.approval.noteHint}
      </p>
    </Dialog>
  );
}
