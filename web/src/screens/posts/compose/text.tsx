// What is said: one text for all accounts, or one per account, each with the counters of its place.
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { PostTextRule } from '../../../api/types';
import { useT } from '../../../app/i18n';
import { countersOf, type Counter, type TextPlace } from '../../../publish/counts';
import type { Variant } from '../../../publish/draft';
import { nameOfPlace, NetworkIcon } from '../../../publish/place-mark';
import { keyOf, type Place, type PlaceKey } from '../../../publish/shapes';
import { useWords } from '../../../publish/texts';
import { Button } from '../../../ui/button';
import { Icon } from '../../../ui/icon';
import type { Composer } from './composer';

interface AreaProps {
  label: string;
  hideLabel?: boolean;
  name: string;
  value: string;
  rows: number;
  placeholder?: string | undefined;
  counters: readonly Counter[];
  problem?: string | undefined;
  onInput: (text: string) => void;
}

/** Grows with its text; the counters are part of its frame. */
export function TextArea(props: AreaProps) {
  const { label, name, value, rows, counters, problem } = props;
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    const element = area.current!;
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight + 2}px`;
  }, [value]);
  const over = counters.some(({ level }) => level === 'refused');
  return (
    <div class={`text-area${over || problem ? ' bad' : ''}`}>
      <label for={id} class={props.hideLabel ? 'unseen' : ''}>
        {label}
      </label>
      <div class="text-frame">
        <textarea
          id={id}
          ref={area}
          name={name}
          rows={rows}
          value={value}
          placeholder={props.placeholder}
          aria-invalid={over || problem ? true : undefined}
          aria-describedby={`${id}-counters${problem ? ` ${id}-problem` : ''}`}
          onInput={(event) => props.onInput(event.currentTarget.value)}
        />
        <Counters id={`${id}-counters`} list={counters} />
      </div>
      <Warnings list={counters} />
      {problem && (
        <p class="field-error" id={`${id}-problem`} role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}

function Counters({ id, list }: { id: string; list: readonly Counter[] }) {
  const { f } = useT();
  const w = useWords();
  return (
    <ul class="counters" id={id}>
      {list.map(({ measure, count, max, level }) => (
        <li key={measure} class={level}>
          <span>{w.compose.measures[measure]}</span>
          <b class="number">
            {f.whole(count)}
            {max !== null && <small>/{f.whole(max)}</small>}
          </b>
        </li>
      ))}
    </ul>
  );
}

/** What is unwise, and who says so; refusals are red in the counters and told when sending. */
function Warnings({ list }: { list: readonly Counter[] }) {
  const w = useWords();
  const unwise = list.filter(({ level }) => level === 'unwise');
  return (
    <div aria-live="polite">
      {unwise.map(({ measure, advised, source }) => (
        <p key={measure} class="finding warn">
          <Icon name="info" size={14} />
          <span>
            {w.compose.unwise(w.compose.measures[measure].toLowerCase(), advised!)}{' '}
            <small>({source})</small>
          </span>
        </p>
      ))}
    </div>
  );
}

type Field = 'caption' | 'firstComment';

const placesOf = (chosen: readonly Place[], field: Field): TextPlace[] => {
  const instagram = field === 'caption' ? 'instagram_caption' : 'instagram_comment';
  const found = chosen.map((place) => (place.place === 'page' ? 'page_message' : instagram));
  return [...new Set<TextPlace>(found.length ? found : [instagram])];
};

/** Of several places the strictest counter of each measure. */
export function strictest(
  rules: readonly PostTextRule[],
  chosen: readonly Place[],
  field: Field,
  text: string,
): Counter[] {
  const all = placesOf(chosen, field).flatMap((place) => countersOf(rules, place, text));
  const best = new Map<string, Counter>();
  for (const counter of all) {
    const before = best.get(counter.measure);
    if (!before || (counter.max ?? Infinity) < (before.max ?? Infinity))
      best.set(counter.measure, counter);
  }
  return [...best.values()];
}

interface CaptionProps {
  composer: Composer;
  rules: readonly PostTextRule[];
}

export function Caption({ composer, rules }: CaptionProps) {
  const w = useWords();
  const { draft, change, chosen, problems, isText } = composer;
  const [at, setAt] = useState<PlaceKey | null>(null);
  const place = chosen.find((item) => keyOf(item) === at) ?? null;
  const variant = place ? (draft.variants[keyOf(place)] ?? null) : null;

  const vary = (part: Partial<Variant>) => {
    const key = keyOf(place!);
    const before = draft.variants[key] ?? { caption: null, firstComment: null };
    change({ variants: { ...draft.variants, [key]: { ...before, ...part } } });
  };
  const own = variant?.caption ?? null;
  const label = isText ? w.compose.text : w.compose.caption;
  return (
    <section class="compose-text" aria-label={label}>
      <div class="compose-text-head">
        <h2>{label}</h2>
        {chosen.length > 1 && (
          <VariantTabs composer={composer} at={place ? keyOf(place) : null} onPick={setAt} />
        )}
      </div>
      {place && own === null && (
        <div class="variant-none">
          <p>{w.compose.sameText(nameOfPlace(place))}</p>
          <Button icon="pencil" onClick={() => vary({ caption: draft.caption })}>
            {w.compose.ownText}
          </Button>
        </div>
      )}
      {(!place || own !== null) && (
        <TextArea
          label={place ? w.compose.captionFor(nameOfPlace(place)) : label}
          hideLabel
          name="caption"
          value={own ?? draft.caption}
          rows={5}
          placeholder={isText ? w.compose.textPlaceholder : w.compose.captionPlaceholder}
          counters={strictest(rules, place ? [place] : chosen, 'caption', own ?? draft.caption)}
          problem={problems.caption}
          onInput={(caption) => (place ? vary({ caption }) : change({ caption }))}
        />
      )}
      {place && own !== null && (
        <Button tone="quiet" icon="refresh" onClick={() => vary({ caption: null })}>
          {w.compose.commonText}
        </Button>
      )}
    </section>
  );
}

interface TabsProps {
  composer: Composer;
  at: PlaceKey | null;
  onPick: (key: PlaceKey | null) => void;
}

function VariantTabs({ composer, at, onPick }: TabsProps) {
  const w = useWords();
  const { chosen, draft } = composer;
  return (
    <div class="segments variant-tabs scroll" role="group" aria-label={w.compose.variants}>
      <button type="button" aria-pressed={at === null} onClick={() => onPick(null)}>
        {w.compose.all}
      </button>
      {chosen.map((place) => {
        const key = keyOf(place);
        const differs = (draft.variants[key]?.caption ?? null) !== null;
        return (
          <button key={key} type="button" aria-pressed={at === key} onClick={() => onPick(key)}>
            <NetworkIcon network={place.place} />
            <span>{nameOfPlace(place)}</span>
            {differs && <i class="differs" role="img" aria-label={w.compose.differs} />}
          </button>
        );
      })}
    </div>
  );
}
