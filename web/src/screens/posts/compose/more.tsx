// What few posts need: first comment, place, people, and what a reel has beside. Each only where
// the kind has it.
import { useId, useRef, useState } from 'preact/hooks';
import type { PostTextRule } from '../../../api/types';
import type { UserTag } from '../../../publish/draft';
import { hasCaption, hasOption, type OptionName } from '../../../publish/kinds';
import { nameOfPlace } from '../../../publish/place-mark';
import { keyOf, type Place, type PlaceKey } from '../../../publish/shapes';
import { useWords } from '../../../publish/texts';
import { Picture } from '../../../publish/thumb';
import { Field } from '../../../ui/field';
import { Icon } from '../../../ui/icon';
import type { Composer } from './composer';
import { shownMedium } from './media';
import { ReelParts } from './reel';
import { strictest, TextArea } from './text';

const COLLABORATORS_MAX = 3;
const TAGS_MAX = 20;

interface MoreProps {
  composer: Composer;
  rules: readonly PostTextRule[];
}

export function More({ composer, rules }: MoreProps) {
  const w = useWords();
  const { draft, kind, problems, chosen } = composer;
  const onInstagram = chosen.some((place) => place.place === 'instagram') || !chosen.length;
  const has = (option: OptionName) => onInstagram && hasOption(kind, option);
  const comments = hasCaption(kind);
  const used = [
    comments && draft.firstComment.trim(),
    has('location_id') && draft.locationId,
    has('collaborators') && draft.collaborators.length,
    has('user_tags') && draft.userTags.length,
    has('cover') && (draft.cover || draft.coverAt !== null),
    ownOptions(composer).length,
  ].filter(Boolean).length;
  const wrong = [
    'first_comment',
    'location_id',
    'collaborators',
    'user_tags',
    'cover_url',
    'options',
  ]
    .map((field) => problems[field])
    .find(Boolean);
  // What was opened stays so: a field that is emptied must not close the box around it.
  const opened = useRef(false);
  opened.current ||= used > 0 || Boolean(wrong);
  if (!comments && !has('user_tags')) return null;
  return (
    <details class="compose-more" open={opened.current}>
      <summary>
        <Icon name="settings" size={16} />
        <span>
          <strong>{w.compose.more}</strong>
          <small>{comments ? w.compose.moreHint : w.compose.userTags}</small>
        </span>
        {used > 0 && <b class="badge number">{used}</b>}
        <Icon name="chevronDown" size={16} />
      </summary>
      <div class="more-body">
        {comments && <FirstComment composer={composer} rules={rules} />}
        {has('location_id') && (
          <Field
            label={w.compose.locationId}
            name="location_id"
            type="text"
            autocomplete="off"
            value={draft.locationId}
            hint={w.compose.locationHint}
            error={problems.location_id}
            onInput={(locationId) => composer.change({ locationId })}
          />
        )}
        {has('collaborators') && (
          <Names
            label={w.compose.collaborators}
            hint={w.compose.collaboratorsHint}
            value={draft.collaborators}
            most={COLLABORATORS_MAX}
            error={problems.collaborators}
            onChange={(collaborators) => composer.change({ collaborators })}
          />
        )}
        {has('user_tags') && <Tags composer={composer} />}
        {has('share_to_feed') && <ReelParts composer={composer} />}
        <OwnOptions composer={composer} />
        {problems.options && <p class="field-error">{problems.options}</p>}
      </div>
    </details>
  );
}

/** Accounts that have other options than the post; programs give them. */
const ownOptions = ({ chosen, draft }: Composer): Place[] =>
  chosen.filter((place) => draft.variants[keyOf(place)]?.options);

function OwnOptions({ composer }: { composer: Composer }) {
  const w = useWords();
  const { draft, change } = composer;
  const drop = (key: PlaceKey) =>
    change({ variants: { ...draft.variants, [key]: { ...draft.variants[key]!, options: null } } });
  return (
    <>
      {ownOptions(composer).map((place) => (
        <p key={keyOf(place)} class="field-note">
          {w.compose.ownOptions(nameOfPlace(place))}{' '}
          <button type="button" class="link" onClick={() => drop(keyOf(place))}>
            {w.compose.dropOptions}
          </button>
        </p>
      ))}
    </>
  );
}

function FirstComment({ composer, rules }: MoreProps) {
  const w = useWords();
  const { draft, change, chosen, problems } = composer;
  return (
    <div class="field">
      <TextArea
        label={w.compose.firstComment}
        name="first_comment"
        rows={2}
        value={draft.firstComment}
        placeholder={w.compose.firstCommentPlaceholder}
        counters={strictest(rules, chosen, 'firstComment', draft.firstComment)}
        problem={problems.first_comment}
        onInput={(firstComment) => change({ firstComment })}
      />
      <p class="field-note">{w.compose.firstCommentHint}</p>
    </div>
  );
}

interface NamesProps {
  label: string;
  hint: string;
  value: readonly string[];
  most: number;
  error?: string | undefined;
  onChange: (names: string[]) => void;
}

const cleanName = (text: string): string =>
  text
    .trim()
    .replace(/^@/, '')
    .replace(/[^\w.]/g, '');

/** User names as chips: Enter, comma or space ends one. */
export function Names({ label, hint, value, most, error, onChange }: NamesProps) {
  const w = useWords();
  const id = useId();
  const [typed, setTyped] = useState('');
  const take = () => {
    const name = cleanName(typed);
    setTyped('');
    if (name && !value.includes(name) && value.length < most) onChange([...value, name]);
  };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <div class="chip-box">
        {value.map((name) => (
          <span key={name} class="chip">
            <span>@{name}</span>
            <button
              type="button"
              aria-label={w.compose.dropName(name)}
              onClick={() => onChange(value.filter((other) => other !== name))}
            >
              <Icon name="close" size={13} />
            </button>
          </span>
        ))}
        <input
          id={id}
          type="text"
          value={typed}
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          disabled={value.length >= most}
          aria-describedby={`${id}-note`}
          onInput={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (['Enter', ',', ' '].includes(event.key)) {
              event.preventDefault();
              take();
            } else if (event.key === 'Backspace' && !typed && value.length) {
              onChange(value.slice(0, -1));
            }
          }}
          onBlur={take}
        />
      </div>
      <p id={`${id}-note`} class={error ? 'field-error' : 'field-note'}>
        {error ?? hint}
      </p>
    </div>
  );
}

const CENTRE = 0.5;
const clamp = (share: number): number => Math.round(Math.min(1, Math.max(0, share)) * 100) / 100;
const STEP = 0.05;

/** People in the picture; on an image each has a place, put there by pointer or by arrow keys. */
function Tags({ composer }: { composer: Composer }) {
  const w = useWords();
  const { draft, change, kind, problems } = composer;
  const [at, setAt] = useState(0);
  const placed = kind === 'image';
  const medium = draft.media[0];
  const tags = draft.userTags;

  const rename = (names: string[]) =>
    change({
      userTags: names.map(
        (username) =>
          tags.find((tag) => tag.username === username) ?? { username, x: CENTRE, y: CENTRE },
      ),
    });
  const place = (index: number, x: number, y: number) =>
    change({
      userTags: tags.map((tag, i) => (i === index ? { ...tag, x: clamp(x), y: clamp(y) } : tag)),
    });
  return (
    <div class="field">
      <Names
        label={w.compose.userTags}
        hint={placed ? w.compose.userTagsPlaced : w.compose.userTagsHint}
        value={tags.map((tag) => tag.username)}
        most={TAGS_MAX}
        error={problems.user_tags}
        onChange={rename}
      />
      {placed && medium && tags.length > 0 && (
        <div
          class="tag-picture"
          onClick={({ currentTarget, clientX, clientY, target }) => {
            if ((target as Element).closest('button')) return;
            const box = currentTarget.getBoundingClientRect();
            const x = (clientX - box.left) / box.width;
            place(Math.min(at, tags.length - 1), x, (clientY - box.top) / box.height);
          }}
        >
          <Picture medium={shownMedium(composer, medium)} />
          {tags.map((tag, i) => (
            <Pin
              key={tag.username}
              tag={tag}
              chosen={i === at}
              onPick={() => setAt(i)}
              onMove={(x, y) => place(i, x, y)}
            />
          ))}
        </div>
      )}
    </div>
  );
}

interface PinProps {
  tag: UserTag;
  chosen: boolean;
  onPick: () => void;
  onMove: (x: number, y: number) => void;
}

const MOVES: Record<string, [number, number]> = {
  ArrowLeft: [-STEP, 0],
  ArrowRight: [STEP, 0],
  ArrowUp: [0, -STEP],
  ArrowDown: [0, STEP],
};

function Pin({ tag, chosen, onPick, onMove }: PinProps) {
  const w = useWords();
  return (
    <button
      type="button"
      class="tag-pin"
      aria-pressed={chosen}
      aria-label={w.compose.tagAt(tag.username, Math.round(tag.x * 100), Math.round(tag.y * 100))}
      style={{ left: `${tag.x * 100}%`, top: `${tag.y * 100}%` }}
      onClick={onPick}
      onFocus={onPick}
      onKeyDown={(event) => {
        const move = MOVES[event.key];
        if (!move) return;
        event.preventDefault();
        onMove(tag.x + move[0], tag.y + move[1]);
      }}
    >
      @{tag.username}
    </button>
  );
}
