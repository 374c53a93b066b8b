// What is written, on one side, and how it will look, on the other.
import { useState } from 'preact/hooks';
import { useT } from '../../../app/i18n';
import { places as addresses } from '../../../app/places';
import { go, href } from '../../../app/router';
import { toast } from '../../../app/toasts';
import type { Intent } from '../../../publish/draft';
import { kindsOf } from '../../../publish/kinds';
import { useMoments } from '../../../publish/moments';
import { nameOfPlace } from '../../../publish/place-mark';
import { PostPreview } from '../../../publish/preview';
import { keyOf, mediumOf, type PlaceKey } from '../../../publish/shapes';
import { useWords } from '../../../publish/texts';
import { kindWord, titleOf } from '../../../publish/words';
import { Button } from '../../../ui/button';
import { Confirm } from '../../../ui/confirm';
import { Field } from '../../../ui/field';
import { Icon } from '../../../ui/icon';
import { Notice } from '../../../ui/notice';
import { Segments } from '../../../ui/segments';
import { Accounts } from './accounts';
import { useComposer, type Composer, type Setup } from './composer';
import { MediaTray, shownMedium } from './media';
import { More } from './more';
import { Caption } from './text';
import { WhenCard } from './when';

interface ComposingProps {
  title: string;
  setup: Setup;
  restoredAt: number | null;
  onAnew: () => void;
}

export function Composing({ title, setup, restoredAt, onAnew }: ComposingProps) {
  const { t } = useT();
  const w = useWords();
  const m = useMoments();
  const composer = useComposer(setup);
  const [pane, setPane] = useState<'write' | 'look'>('write');
  const { draft, failure, findings } = composer;
  const [asking, setAsking] = useState(false);
  const { stored } = setup;
  const done = async (intent: Intent) => {
    const sent = await composer.send(intent);
    if (!sent) {
      requestAnimationFrame(showProblem);
      return;
    }
    const { caption, link } = draft;
    const title = titleOf(w, { caption, kind: composer.kind, options: { link: link.trim() } });
    const saved = w.compose.saved[intent === 'draft' ? 'draft' : draft.when];
    toast('good', composer.isSeries ? w.series.saved : saved, title);
    go(sent.postId ? addresses.post(sent.postId) : addresses.posts);
  };
  return (
    <div class={`composer show-${pane}`}>
      <a
        class="back-link"
        href={href(stored?.of === 'post' ? addresses.post(stored.id) : addresses.posts)}
      >
        <Icon name="chevronLeft" size={15} />
        {stored?.of === 'post' ? w.compose.toPost : w.title}
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
          <Button onClick={onAnew}>{stored ? w.compose.discard : w.compose.anew}</Button>
        </Notice>
      )}
      {composer.isSeries && <Notice tone="info" message={w.series.editText} />}
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
        isNew={stored === null}
        onSend={(intent) => {
          // Of media the check may be wrong, and Meta has the last word: it is asked, not refused.
          const wrong = findings.some(
            ({ severity, field }) => severity === 'error' && mediumOf(field) !== null,
          );
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
  const problem = document.querySelector<HTMLElement>(
    '.composer .field-error, .composer .notice.bad',
  );
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
      {!composer.isSeries && (
        <Button icon="file" busy={busy === 'draft'} onClick={() => onSend('draft')}>
          {isNew ? w.compose.saveDraft : w.compose.toDraft}
        </Button>
      )}
      <Button
        tone="primary"
        icon={draft.when === 'now' ? 'share' : 'calendar'}
        busy={busy === 'go'}
        onClick={() => onSend('go')}
      >
        {composer.isSeries ? w.series.save : w.compose.go[draft.when]}
      </Button>
    </div>
  );
}
