// The composer: a new post, or one that is changed.
import { useMemo, useRef, useState } from 'preact/hooks';
import type { PostTextRule } from '../../../api/types';
import { useT } from '../../../app/i18n';
import { places as addresses } from '../../../app/places';
import { go, href, location } from '../../../app/router';
import type { ScreenProps } from '../../../app/screens';
import { useUser } from '../../../app/session';
import { useTitle } from '../../../app/title';
import { toast } from '../../../app/toasts';
import { now } from '../../../lib/clock';
import { ZONE } from '../../../lib/dates';
import {
  draftOf,
  emptyDraft,
  isBlank,
  isSame,
  type Draft,
  type Intent,
} from '../../../publish/draft';
import { drop, kept } from '../../../publish/keeping';
import { kindsOf } from '../../../publish/kinds';
import { useMoments } from '../../../publish/moments';
import { nameOfPlace } from '../../../publish/place-mark';
import { usePlaces, usePost, useRules } from '../../../publish/plan';
import { PostPreview } from '../../../publish/preview';
import { keyOf, mediumOf, type Place, type PlaceKey } from '../../../publish/shapes';
import { isEditable } from '../../../publish/states';
import { useWords } from '../../../publish/texts';
import { kindWord, titleOf } from '../../../publish/words';
import { Button } from '../../../ui/button';
import { Confirm } from '../../../ui/confirm';
import { Field } from '../../../ui/field';
import { Icon } from '../../../ui/icon';
import { Notice } from '../../../ui/notice';
import { Segments } from '../../../ui/segments';
import { Empty, Failed, Skeleton } from '../../../ui/states';
import { NoPlaces } from '../index';
import { Accounts } from './accounts';
import { useComposer, type Composer, type Setup } from './composer';
import { MediaTray, shownMedium } from './media';
import { More } from './more';
import { Caption } from './text';
import { WhenCard } from './when';

export function NewPostPage() {
  const w = useWords();
  useTitle(w.add);
  return <Frame title={w.add} stored={null} />;
}

export function EditPostPage({ params }: ScreenProps) {
  const { t } = useT();
  const w = useWords();
  const live = usePost(params.id!);
  // What is being written must not change under the writer's hands.
  const first = useRef(live.data);
  first.current ??= live.data;
  const post = first.current;
  useTitle(post ? titleOf(w, post) : w.title);
  if (live.error && !post) {
    return <Failed error={live.error} onRetry={() => void live.reload()} />;
  }
  if (!post) return <Waiting label={t.common.loading} />;
  if (!isEditable(post.state)) {
    return (
      <Empty icon="lock" title={w.compose.closedTitle} text={w.meaning[post.state]} page alone>
        <a class="btn primary" href={href(addresses.post(post.id))}>
          {w.compose.toPost}
        </a>
      </Empty>
    );
  }
  const stored = {
    id: post.id,
    revision: post.revision,
    draft: draftOf(post, now(), ZONE),
  };
  return <Frame title={w.acts.names.edit} stored={stored} />;
}

const Waiting = ({ label }: { label: string }) => (
  <div class="card plan-waiting" role="status" aria-label={label}>
    <Skeleton lines={9} />
  </div>
);

/** A new post begins with the time of the calendar's day, and with the only account there is. */
function freshDraft(places: readonly Place[]): Draft {
  const draft = emptyDraft(now(), ZONE);
  const at = location.get().params.get('at');
  const usable = places.filter((place) => !place.trouble);
  const [first] = usable;
  return {
    ...draft,
    ...(at && /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(at) ? { wall: at } : {}),
    targets: first ? [keyOf(first)] : [],
  };
}

function Frame({ title, stored }: { title: string; stored: Setup['stored'] }) {
  const { t } = useT();
  const user = useUser();
  const places = usePlaces();
  const rules = useRules();
  const failed = [places, rules].find((part) => part.error);
  if (failed) return <Failed error={failed.error!} onRetry={failed.reload} />;
  if (!places.data || !rules.data || !user) return <Waiting label={t.common.loading} />;
  if (!places.data.length) {
    return (
      <>
        <h1>{title}</h1>
        <NoPlaces />
      </>
    );
  }
  return (
    <Restoring
      title={title}
      stored={stored}
      userId={user.id}
      places={places.data}
      rules={rules.data}
    />
  );
}

interface RestoringProps {
  title: string;
  stored: Setup['stored'];
  userId: number;
  places: readonly Place[];
  rules: readonly PostTextRule[];
}

/** Begins with what the browser kept, says so, and lets the reader begin anew instead. */
function Restoring({ title, stored, userId, places, rules }: RestoringProps) {
  const fresh = useMemo(() => stored?.draft ?? freshDraft(places), [stored?.id]);
  const found = useMemo(() => {
    const old = kept(userId, stored?.id ?? null);
    if (!old || old.revision !== (stored?.revision ?? 0)) return null;
    return isBlank(old.draft) || isSame(old.draft, fresh) ? null : old;
  }, [stored?.id]);
  const [round, setRound] = useState(0);
  const restored = found !== null && round === 0;
  const anew = () => {
    drop(userId, stored?.id ?? null);
    setRound(round + 1);
  };
  return (
    <Composing
      key={round}
      title={title}
      setup={{ start: restored ? found.draft : fresh, stored, userId, places, rules }}
      restoredAt={restored ? found.savedAt : null}
      onAnew={anew}
    />
  );
}

interface ComposingProps {
  title: string;
  setup: Setup;
  restoredAt: number | null;
  onAnew: () => void;
}

function Composing({ title, setup, restoredAt, onAnew }: ComposingProps) {
  const { t } = useT();
  const w = useWords();
  const m = useMoments();
  const composer = useComposer(setup);
  const [pane, setPane] = useState<'write' | 'look'>('write');
  const { draft, failure, findings } = composer;
  const [asking, setAsking] = useState(false);
  const { id } = setup.stored ?? { id: null };
  const done = async (intent: Intent) => {
    const got = await composer.send(intent);
    if (!got) {
      requestAnimationFrame(showProblem);
      return;
    }
    toast('good', w.compose.saved[intent === 'draft' ? 'draft' : draft.when], titleOf(w, got));
    go(addresses.post(got.id));
  };
  return (
    <div class={`composer show-${pane}`}>
      <a class="back-link" href={href(id ? addresses.post(id) : addresses.posts)}>
        <Icon name="chevronLeft" size={15} />
        {id ? w.compose.toPost : w.title}
      </a>
      <div class="composer-head">
        <h1>{title}</h1>
        <div class="pane-switch">
          <Segments
            label={w.compose.panes.label}
            items={[
              { key: 'write', label: w.compose.panes.write },
              { key: 'look', label: w.compose.panes.look },
            ]}
            value={pane}
            onChange={setPane}
          />
        </div>
      </div>
      {restoredAt !== null && (
        <Notice tone="info" message={w.compose.restored(m.away(restoredAt))}>
          <Button onClick={onAnew}>{id ? w.compose.discard : w.compose.anew}</Button>
        </Notice>
      )}
      <div class="composer-columns">
        <div class="card composer-form">
          <Accounts composer={composer} places={setup.places} />
          <MediaTray composer={composer} />
          {(composer.isText || draft.media.length > 0) && <KindChoice composer={composer} />}
          {composer.kind === 'story' ? (
            <p class="field-note">{w.compose.storyText}</p>
          ) : (
            <Caption composer={composer} rules={setup.rules} />
          )}
          {composer.isText && <LinkField composer={composer} />}
          <OtherFindings composer={composer} />
          <More composer={composer} rules={setup.rules} />
          <WhenCard composer={composer} />
          {failure && <Notice tone="bad" {...failure} />}
        </div>
        <PreviewPane composer={composer} />
      </div>
      <Foot
        composer={composer}
        isNew={id === null}
        onSend={(intent) => {
          // The check may be wrong, and Meta has the last word: it is asked, not refused.
          const wrong = findings.some(({ severity }) => severity === 'error');
          if (intent === 'go' && wrong) setAsking(true);
          else void done(intent);
        }}
      />
      {asking && (
        <Confirm
          {...w.compose.wontPass}
          no={t.common.back}
          tone="primary"
          action={async () => void (await done('go'))}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  );
}

/** The first complaint comes into view, and its field gets the focus where it has one. */
function showProblem(): void {
  const problem = document.querySelector<HTMLElement>('.composer .field-error, .composer .notice');
  problem?.scrollIntoView({ block: 'center' });
  document.querySelector<HTMLElement>('.composer [aria-invalid="true"]')?.focus();
}

function KindChoice({ composer }: { composer: Composer }) {
  const w = useWords();
  const { draft, chosen, kind, change } = composer;
  const kinds = kindsOf(
    draft.media.map((medium) => medium.kind),
    chosen,
  );
  if (kinds.length < 2) {
    return (
      <p class="kind-line">
        <span>{w.compose.kind}</span>
        <strong>{kindWord(w, kind, draft.link)}</strong>
      </p>
    );
  }
  return (
    <div class="kind-line">
      <span>{w.compose.kind}</span>
      <Segments
        label={w.compose.kind}
        items={kinds.map((key) => ({ key, label: w.kinds[key] }))}
        value={kind}
        onChange={(next) => change({ kind: next })}
      />
    </div>
  );
}

function LinkField({ composer }: { composer: Composer }) {
  const w = useWords();
  return (
    <Field
      label={w.compose.link}
      name="link"
      type="text"
      autocomplete="off"
      placeholder="https://"
      value={composer.draft.link}
      hint={w.compose.linkHint}
      error={composer.problems.link}
      onInput={(link) => composer.change({ link })}
    />
  );
}

/** Findings that are about no file: the text, an account, an option. */
function OtherFindings({ composer }: { composer: Composer }) {
  const list = composer.findings.filter(({ field }) => mediumOf(field) === null);
  if (!list.length) return null;
  return (
    <ul class="findings">
      {list.map((finding, i) => (
        <li key={i}>
          <p class={`finding ${finding.severity === 'error' ? 'bad' : 'warn'}`}>
            <Icon name="info" size={14} />
            <span>
              {finding.message} {finding.action}
            </span>
          </p>
        </li>
      ))}
    </ul>
  );
}

function PreviewPane({ composer }: { composer: Composer }) {
  const w = useWords();
  const { draft, chosen, kind } = composer;
  const [wanted, setWanted] = useState<PlaceKey>('');
  const place = chosen.find((item) => keyOf(item) === wanted) ?? chosen[0];
  return (
    <aside class="post-aside" aria-label={w.preview.title}>
      <h2>{w.preview.title}</h2>
      {chosen.length > 1 && (
        <Segments
          label={w.preview.title}
          items={chosen.map((item) => ({ key: keyOf(item), label: nameOfPlace(item) }))}
          value={keyOf(place!)}
          onChange={setWanted}
        />
      )}
      {place ? (
        <PostPreview
          place={place}
          kind={kind}
          media={draft.media.map((medium) => shownMedium(composer, medium))}
          caption={draft.variants[keyOf(place)]?.caption ?? draft.caption}
          firstComment={draft.firstComment}
          link={draft.link.trim()}
          hasLocation={draft.locationId.trim() !== ''}
          collaborators={draft.collaborators}
        />
      ) : (
        <p class="preview-wait">{w.preview.noPlace}</p>
      )}
      <p class="field-note">{w.preview.note}</p>
    </aside>
  );
}

interface FootProps {
  composer: Composer;
  isNew: boolean;
  onSend: (intent: Intent) => void;
}

function Foot({ composer, isNew, onSend }: FootProps) {
  const w = useWords();
  const { draft, busy, findings, problems } = composer;
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const count = Object.keys(problems).length;
  return (
    <div class="composer-foot">
      <p role="status">
        {count > 0 && <span class="bad">{w.compose.problems(count)}</span>}
        {count === 0 && errors > 0 && <span class="bad">{w.compose.errors(errors)}</span>}
        {count === 0 && errors === 0 && composer.dirty && (
          <span>
            <Icon name="check" size={13} /> {w.compose.kept}
          </span>
        )}
      </p>
      <Button icon="file" busy={busy === 'draft'} onClick={() => onSend('draft')}>
        {isNew ? w.compose.saveDraft : w.compose.toDraft}
      </Button>
      <Button
        tone="primary"
        icon={draft.when === 'now' ? 'share' : 'calendar'}
        busy={busy === 'go'}
        onClick={() => onSend('go')}
      >
        {w.compose.go[draft.when]}
      </Button>
    </div>
  );
}
