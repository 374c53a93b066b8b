// "Kalender": the plan of a month.
import { useEffect, useMemo, useState } from 'preact/hooks';
import { useT } from '../../../app/i18n';
import { location, replace } from '../../../app/router';
import { useStore } from '../../../app/store';
import { today as todayNow } from '../../../app/today';
import { addDays, dayOfUtc, isDay, startOfDay, ZONE, type Day } from '../../../lib/dates';
import { addMonths, monthOf, wholeWeeksOf, type Month } from '../../../lib/months';
import { dayOfPost } from '../../../publish/grouping';
import { wallOfPost, wallOnDay } from '../../../publish/moving';
import { usePlan } from '../../../publish/plan';
import type { Post } from '../../../publish/shapes';
import { useWords } from '../../../publish/texts';
import type { Wall } from '../../../publish/times';
import { Button } from '../../../ui/button';
import { Notice } from '../../../ui/notice';
import { Failed } from '../../../ui/states';
import { PlanHead } from '../head';
import { Agenda } from './agenda';
import { DayDialog } from './day-dialog';
import { Chip, MonthGrid } from './grid';
import { MoveDialog } from './move-dialog';

const NARROW = '(max-width: 760px)';

function useNarrow(): boolean {
  const [narrow, setNarrow] = useState(matchMedia(NARROW).matches);
  useEffect(() => {
    const query = matchMedia(NARROW);
    const turned = () => setNarrow(query.matches);
    query.addEventListener('change', turned);
    return () => query.removeEventListener('change', turned);
  }, []);
  return narrow;
}

/** The chosen day is in the address: a month can be linked to, and "back" comes back to it. */
function useChosenDay(today: Day): [Day, (day: Day) => void] {
  const { path, params } = useStore(location);
  const named = params.get('day') ?? '';
  return [isDay(named) ? named : today, (day) => replace(path, { day })];
}

function useMonthPlan(month: Month) {
  const weeks = wholeWeeksOf(month);
  const plan = usePlan({
    from: new Date(startOfDay(weeks[0]![0]!)).toISOString(),
    to: new Date(startOfDay(addDays(weeks.at(-1)!.at(-1)!, 1))).toISOString(),
    timeless: true,
  });
  const parts = useMemo(() => {
    const days = new Map<Day, Post[]>();
    const drafts: Post[] = [];
    for (const post of plan.data ?? []) {
      const day = dayOfPost(post, ZONE);
      if (day === null) drafts.push(post);
      else if (post.state !== 'cancelled') days.set(day, [...(days.get(day) ?? []), post]);
    }
    return { days, drafts };
  }, [plan.data]);
  return { plan, ...parts };
}

export function MonthPage() {
  const w = useWords();
  const today = todayNow();
  const narrow = useNarrow();
  const [focused, setFocused] = useChosenDay(today);
  const month = monthOf(focused);
  const { plan, days, drafts } = useMonthPlan(month);
  const [open, setOpen] = useState<Day | null>(null);
  const [held, setHeld] = useState<Post | null>(null);
  const [moving, setMoving] = useState<{ post: Post; start: Wall } | null>(null);
  const move = (post: Post, day?: Day) => {
    setOpen(null);
    setHeld(null);
    const start = day ? wallOnDay(post, day) : (wallOfPost(post) ?? wallOnDay(post, focused));
    setMoving({ post, start });
  };
  return (
    <>
      <PlanHead at="month" title={w.month.title} lead={w.month.lead} />
      <MonthBar month={month} today={today} onGo={setFocused} />
      {plan.away && <Notice tone="warn" message={w.away} />}
      {plan.error && <Failed error={plan.error} onRetry={() => void plan.reload()} />}
      {narrow ? (
        <Agenda
          month={month}
          today={today}
          focused={focused}
          posts={days}
          onFocus={setFocused}
          onMove={(post) => move(post)}
        />
      ) : (
        <div class="month-columns">
          <p class="unseen" id="month-keys">
            {w.month.keys}
          </p>
          <MonthGrid
            month={month}
            today={today}
            focused={focused}
            posts={days}
            held={held}
            onHold={setHeld}
            onFocus={setFocused}
            onOpen={(day) => {
              setFocused(day);
              setOpen(day);
            }}
            onDrop={move}
          />
          <Drafts posts={drafts} held={held} onHold={setHeld} onMove={(post) => move(post)} />
        </div>
      )}
      {narrow && drafts.length > 0 && (
        <Drafts posts={drafts} held={held} onHold={setHeld} onMove={(post) => move(post)} />
      )}
      {open && (
        <DayDialog
          day={open}
          posts={days.get(open) ?? []}
          isPast={open < today}
          onMove={(post) => move(post)}
          onClose={() => setOpen(null)}
        />
      )}
      {moving && (
        <MoveDialog {...moving} onDone={() => void plan.reload()} onClose={() => setMoving(null)} />
      )}
    </>
  );
}

interface BarProps {
  month: Month;
  today: Day;
  onGo: (day: Day) => void;
}

function MonthBar({ month, today, onGo }: BarProps) {
  const { f } = useT();
  const w = useWords();
  const isNow = monthOf(today) === month;
  const to = (count: number) => {
    const next = addMonths(month, count);
    onGo(next === monthOf(today) ? today : dayOfUtc(next));
  };
  return (
    <div class="month-bar">
      <h2 aria-live="polite">{f.month(dayOfUtc(month))}</h2>
      <Button icon="chevronLeft" label={w.month.previous} onClick={() => to(-1)} />
      <Button icon="chevronRight" label={w.month.next} onClick={() => to(1)} />
      <Button disabled={isNow} onClick={() => onGo(today)}>
        {w.month.today}
      </Button>
    </div>
  );
}

interface DraftsProps {
  posts: readonly Post[];
  held: Post | null;
  onHold: (post: Post | null) => void;
  onMove: (post: Post) => void;
}

function Drafts({ posts, held, onHold, onMove }: DraftsProps) {
  const w = useWords();
  return (
    <section class="card month-drafts" aria-labelledby="month-drafts">
      <h2 id="month-drafts">
        {w.month.drafts} <span class="number">{posts.length}</span>
      </h2>
      <p class="field-note">{posts.length ? w.month.draftsHint : w.month.noDrafts}</p>
      <ul>
        {posts.map((post) => (
          <li key={post.id}>
            <Chip post={post} held={held?.id === post.id} onHold={onHold} />
            <Button
              tone="quiet"
              icon="calendar"
              label={w.month.move}
              onClick={() => onMove(post)}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
