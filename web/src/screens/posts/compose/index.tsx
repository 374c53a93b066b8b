// The composer: a new post, or one post or series that is changed.
import { useMemo, useRef, useState } from 'preact/hooks';
import type { PostTextRule } from '../../../api/types';
import { useT } from '../../../app/i18n';
import { places as addresses } from '../../../app/places';
import { href, location } from '../../../app/router';
import type { ScreenProps } from '../../../app/screens';
import { useUser } from '../../../app/session';
import { useTitle } from '../../../app/title';
import { now } from '../../../lib/clock';
import { ZONE } from '../../../lib/dates';
import {
  draftOf,
  emptyDraft,
  draftOfSeries,
  isBlank,
  isSame,
  type Draft,
} from '../../../publish/draft';
import { drop, kept } from '../../../publish/keeping';
import { usePlaces, usePost, useRules, useSeries } from '../../../publish/plan';
import { keyOf, type Place } from '../../../publish/shapes';
import { isEditable } from '../../../publish/states';
import { useWords } from '../../../publish/texts';
import { titleOf } from '../../../publish/words';
import { Empty, Failed, Skeleton } from '../../../ui/states';
import { NoPlaces } from '../index';
import { Composing } from './composing';
import { keptName, type Stored } from './composer';

export function NewPostPage() {
  const w = useWords();
  useTitle(w.add);
  return <Frame title={w.add} stored={null} />;
}

/** What is being written must not change under the writer's hands. */
function useFirst<T>(data: T | undefined): T | undefined {
  const first = useRef(data);
  first.current ??= data;
  return first.current;
}

export function EditPostPage({ params }: ScreenProps) {
  const { t } = useT();
  const w = useWords();
  const live = usePost(params.id!);
  const post = useFirst(live.data);
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
  const stored: Stored = {
    of: 'post',
    id: post.id,
    revision: post.revision,
    draft: draftOf(post, now(), ZONE),
  };
  return <Frame title={w.acts.names.edit} stored={stored} />;
}

export function EditSeriesPage({ params }: ScreenProps) {
  const { t } = useT();
  const w = useWords();
  const live = useSeries(params.id!);
  const series = useFirst(live.data);
  useTitle(w.series.edit);
  if (live.error && !series) {
    return <Failed error={live.error} onRetry={() => void live.reload()} />;
  }
  if (!series) return <Waiting label={t.common.loading} />;
  if (!series.active) {
    return (
      <Empty icon="lock" title={w.series.stopped} text={w.series.closedText} page alone>
        <a class="btn primary" href={href(addresses.posts)}>
          {w.title}
        </a>
      </Empty>
    );
  }
  const stored: Stored = {
    of: 'series',
    id: series.id,
    revision: Date.parse(series.updated_at),
    draft: draftOfSeries(series, now()),
  };
  return <Frame title={w.series.edit} stored={stored} />;
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

function Frame({ title, stored }: { title: string; stored: Stored | null }) {
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
  stored: Stored | null;
  userId: number;
  places: readonly Place[];
  rules: readonly PostTextRule[];
}

/** Begins with what the browser kept, says so, and lets the reader begin anew instead. */
function Restoring({ title, stored, userId, places, rules }: RestoringProps) {
  const fresh = useMemo(() => stored?.draft ?? freshDraft(places), [stored?.id]);
  const found = useMemo(() => {
    const old = kept(userId, keptName(stored));
    if (!old || old.revision !== (stored?.revision ?? 0)) return null;
    return isBlank(old.draft) || isSame(old.draft, fresh) ? null : old;
  }, [stored?.id]);
  const [round, setRound] = useState(0);
  const restored = found !== null && round === 0;
  const anew = () => {
    drop(userId, keptName(stored));
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
