// The composer's memory: the draft, what is wrong with it, what the server found, and one sending
// at a time that can never make two posts.
import { useEffect, useRef, useState } from 'preact/hooks';
import { post, put } from '../../../api/client';
import { ApiError, isAbort } from '../../../api/error';
import { paths } from '../../../api/paths';
import type { PostTextRule } from '../../../api/types';
import { errorText, type ErrorText } from '../../../app/errors';
import { useT } from '../../../app/i18n';
import { now } from '../../../lib/clock';
import { countersOf } from '../../../publish/counts';
import {
  inputOf,
  isBlank,
  isSame,
  kindOf,
  type Draft,
  type DraftMedium,
  type Intent,
} from '../../../publish/draft';
import { placeOf } from '../../../publish/fields';
import { drop, keep } from '../../../publish/keeping';
import { takes } from '../../../publish/kinds';
import {
  keyOf,
  type Finding,
  type Kind,
  type Place,
  type PostDetail,
  type PostInput,
  type Series,
} from '../../../publish/shapes';
import { useWords } from '../../../publish/texts';
import { instantOf } from '../../../publish/times';
import { useUploads, type Uploads } from './uploads';

export type Problems = Record<string, string>;

export interface Composer {
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  changeMedium: (key: string, part: Partial<DraftMedium>) => void;
  /** A series is changed as a whole: its rule stays one, and it may have begun. */
  isSeries: boolean;
  /** The server has it: what makes a series of it comes too late. */
  isStored: boolean;
  uploads: Uploads;
  /** The chosen accounts, as far as they are known. */
  chosen: Place[];
  kind: Kind;
  /** A text of its own, which only Pages take; elsewhere a post without media is not finished. */
  isText: boolean;
  problems: Problems;
  failure: ErrorText | null;
  findings: Finding[];
  busy: Intent | null;
  dirty: boolean;
  /** The post to look at next; null: it was not taken. */
  send: (intent: Intent) => Promise<Sent | null>;
}

export interface Sent {
  /** null: a series of which no post is there. */
  postId: string | null;
}

/** What the server has, and where. */
export interface Stored {
  of: 'post' | 'series';
  id: string;
  /** Another one than before: somebody has changed it. */
  revision: number;
  draft: Draft;
}

export interface Setup {
  start: Draft;
  /** null: nothing yet. */
  stored: Stored | null;
  userId: number;
  places: readonly Place[];
  rules: readonly PostTextRule[];
}

const KEEP_AFTER_MS = 400;
const CHECK_AFTER_MS = 700;

/** Under what name the browser keeps it; null: a new post. */
export const keptName = (stored: Stored | null): string | null =>
  stored && (stored.of === 'series' ? `series-${stored.id}` : stored.id);

/** `crypto.randomUUID` is not there on plain http. */
function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The same content has the same key for as long as the page lives: a second click is the same post. */
function useKey() {
  const last = useRef({ text: '', key: '' });
  return (input: PostInput): string => {
    const text = JSON.stringify(input);
    if (last.current.text !== text) last.current = { text, key: randomKey() };
    return last.current.key;
  };
}

export function useComposer({ start, stored, userId, places, rules }: Setup): Composer {
  const { t } = useT();
  const w = useWords();
  const [draft, setDraft] = useState(start);
  const [problems, setProblems] = useState<Problems>({});
  const [failure, setFailure] = useState<ErrorText | null>(null);
  const [busy, setBusy] = useState<Intent | null>(null);
  const sending = useRef(false);
  const keyFor = useKey();
  const name = keptName(stored);
  const isSeries = stored?.of === 'series';
  const revision = stored?.revision ?? 0;

  const change = (part: Partial<Draft>) => {
    setDraft((before) => ({ ...before, ...part }));
    setFailure(null);
    setProblems({});
  };
  const changeMedium = (key: string, part: Partial<DraftMedium>) => {
    setDraft((before) => ({
      ...before,
      media: before.media.map((medium) => (medium.key === key ? { ...medium, ...part } : medium)),
    }));
    setProblems({});
  };
  const uploads = useUploads((key, { id, width, height }) => {
    changeMedium(key, { uploadId: id, width, height });
    setDraft((before) =>
      before.cover?.key === key ? { ...before, cover: { ...before.cover, uploadId: id } } : before,
    );
  });
  const chosen = places.filter((place) => draft.targets.includes(keyOf(place)));
  const kind = kindOf(draft, chosen);
  const dirty = stored ? !isSame(draft, stored.draft) : !isBlank(draft);

  useKeeping(draft, dirty, userId, name, revision);
  useLeaveWarning(uploads.running);
  // Where a rule begins is no time to be checked: it may have passed.
  const findings = useCheck(isSeries ? { ...draft, when: 'now' } : draft, kind, uploads);

  const check = (intent: Intent): Problems => {
    const found = textProblems(draft, kind, chosen, rules, w.compose.tooMuch);
    if (!draft.targets.length) found.targets = w.compose.noTargets;
    const misfit = chosen.find(
      (place) =>
        !takes(
          place,
          kind,
          draft.media.map((medium) => medium.kind),
        ),
    );
    if (misfit) found.targets = w.compose.misfit(w.kinds[kind], w.places[misfit.place]);
    if (uploads.running) found.media = w.compose.uploading;
    if (uploads.failed) found.media = w.compose.uploadFailed;
    const isPast = !(instantOf(draft.wall, draft.zone) > now() - 60_000) && !isSeries;
    if (intent === 'go' && draft.when === 'at' && isPast) found.publish_at = w.compose.past;
    return found;
  };

  const explain = (error: unknown) => {
    const fields = error instanceof ApiError ? error.fields : {};
    const named = Object.entries(fields).map(([field, texts]) => [placeOf(field), texts[0] ?? '']);
    setProblems(Object.fromEntries(named.filter(([place]) => place) as [string, string][]));
    // What no field shows, and what has a remedy of its own, is told below them.
    const isInput = error instanceof ApiError && error.code === 'invalid_field';
    setFailure(isInput && named.every(([place]) => place) ? null : errorText(t, error));
  };

  const save = async (input: PostInput): Promise<Sent> => {
    if (isSeries) {
      const { occurrences } = await put<Series>(paths.series(stored.id), { body: input });
      return { postId: occurrences.find((one) => one.post_id !== null)?.post_id ?? null };
    }
    const got = stored
      ? await put<PostDetail>(paths.onePost(stored.id), { body: input })
      : await post<PostDetail>(paths.posts, { body: { ...input, idempotency_key: keyFor(input) } });
    return { postId: got.id };
  };

  const send = async (intent: Intent): Promise<Sent | null> => {
    // The ref, not the state: a second click comes before the first is drawn.
    if (sending.current) return null;
    const found = check(intent);
    setProblems(found);
    setFailure(null);
    if (Object.keys(found).length) return null;
    sending.current = true;
    setBusy(intent);
    try {
      const sent = await save(inputOf(draft, kind, intent));
      drop(userId, name);
      return sent;
    } catch (error) {
      explain(error);
      return null;
    } finally {
      sending.current = false;
      setBusy(null);
    }
  };

  return {
    draft,
    change,
    changeMedium,
    isSeries,
    isStored: stored !== null,
    uploads,
    chosen,
    kind,
    isText: kind === 'text' && chosen.length > 0 && chosen.every(({ place }) => place === 'page'),
    problems,
    failure,
    findings,
    busy,
    dirty,
    send,
  };
}

/** The first refusal of each text; the counters show the rest. */
function textProblems(
  draft: Draft,
  kind: Kind,
  chosen: readonly Place[],
  rules: readonly PostTextRule[],
  say: (measure: 'characters' | 'hashtags' | 'mentions', max: number) => string,
): Problems {
  const found: Problems = {};
  if (kind === 'story') return found;
  for (const place of chosen) {
    const variant = draft.variants[keyOf(place)];
    const isPage = place.place === 'page';
    const texts = [
      ['caption', isPage ? 'page_message' : 'instagram_caption', variant?.caption ?? draft.caption],
      [
        'first_comment',
        isPage ? 'page_message' : 'instagram_comment',
        variant?.firstComment ?? draft.firstComment,
      ],
    ] as const;
    for (const [field, where, text] of texts) {
      const over = countersOf(rules, where, text).find(({ level }) => level === 'refused');
      if (over) found[field] ??= say(over.measure, over.max!);
    }
  }
  return found;
}

function useKeeping(
  draft: Draft,
  dirty: boolean,
  userId: number,
  name: string | null,
  revision: number,
): void {
  useEffect(() => {
    const timer = setTimeout(
      () => (dirty ? keep(userId, name, draft, revision) : drop(userId, name)),
      KEEP_AFTER_MS,
    );
    return () => clearTimeout(timer);
  }, [draft, dirty]);
}

/** Files on their way are the one thing that a reload loses. */
function useLeaveWarning(running: boolean): void {
  useEffect(() => {
    if (!running) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [running]);
}

/** Asks what is wrong with it, a moment after the last change; an answer that is late is dropped. */
function useCheck(draft: Draft, kind: Kind, uploads: Uploads): Finding[] {
  const [findings, setFindings] = useState<Finding[]>([]);
  const ready = draft.targets.length > 0 && draft.media.length > 0 && !uploads.running;
  const input = ready ? JSON.stringify(inputOf(draft, kind, 'draft')) : '';

  useEffect(() => {
    if (!input) return setFindings([]);
    const mine = new AbortController();
    const timer = setTimeout(() => {
      post<{ findings?: Finding[] }>(paths.postCheck, {
        body: JSON.parse(input) as unknown,
        signal: mine.signal,
      }).then(
        (got) => setFindings(got.findings ?? []),
        (error: unknown) => {
          // What is not complete yet is not a finding; sending says what is missing.
          if (!isAbort(error)) setFindings([]);
        },
      );
    }, CHECK_AFTER_MS);
    return () => {
      clearTimeout(timer);
      mine.abort();
    };
  }, [input]);

  const own = draft.media.flatMap(({ key }, i) =>
    (uploads.of(key)?.findings ?? []).map((finding) => ({ ...finding, field: `media[${i}]` })),
  );
  return findings.length ? findings : own;
}
