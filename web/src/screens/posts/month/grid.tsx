// The month on a wide window. Enter opens the day that has the focus; a post may be dragged to
// another day.
import { useState } from 'preact/hooks';
import { useT } from '../../../app/i18n';
import { places } from '../../../app/places';
import { href } from '../../../app/router';
import { dayOfUtc, type Day } from '../../../lib/dates';
import { monthOf, sameDayOf, wholeWeeksOf, type Month } from '../../../lib/months';
import { useMoments } from '../../../publish/moments';
import type { Post } from '../../../publish/shapes';
import { isEditable, lookOf } from '../../../publish/states';
import { useWords } from '../../../publish/texts';
import { PostThumb, shownOf } from '../../../publish/thumb';
import { timeOf, titleOf, zoneOf } from '../../../publish/words';
import { useDayKeys, WeekdayHead } from '../../../ui/month-table';

export interface GridProps {
  month: Month;
  today: Day;
  focused: Day;
  posts: ReadonlyMap<Day, Post[]>;
  /** The post that is being dragged. */
  held: Post | null;
  onHold: (post: Post | null) => void;
  onFocus: (day: Day) => void;
  onOpen: (day: Day) => void;
  onDrop: (post: Post, day: Day) => void;
}

export function MonthGrid(props: GridProps) {
  const { month, focused, onFocus } = props;
  const { f } = useT();
  const { root, onKeyDown } = useDayKeys<HTMLTableElement>(focused, sameDayOf, onFocus);
  return (
    <table
      role="grid"
      class="month-grid"
      ref={root}
      aria-label={f.month(dayOfUtc(month))}
      aria-describedby="month-keys"
      onKeyDown={onKeyDown}
    >
      <WeekdayHead />
      <tbody>
        {wholeWeeksOf(month).map((week) => (
          <tr key={week[0]}>
            {week.map((day) => (
              <Cell key={day} day={day} {...props} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const SHOWN = 3;

function Cell(props: GridProps & { day: Day }) {
  const { day, month, today, focused, posts, held, onHold, onFocus, onOpen, onDrop } = props;
  const { f } = useT();
  const w = useWords();
  const [over, setOver] = useState(false);
  const here = posts.get(day) ?? [];
  const takes = held !== null && day >= today;
  const shown = here.length > SHOWN ? here.slice(0, SHOWN - 1) : here;
  const classes = [
    monthOf(day) === month ? '' : 'other',
    day === today ? 'today' : '',
    day < today ? 'gone' : '',
    over && takes ? 'over' : '',
  ];
  return (
    <td
      class={classes.filter(Boolean).join(' ')}
      aria-selected={day === focused}
      onClick={(event) => {
        if (event.target === event.currentTarget) onOpen(day);
      }}
      onDragOver={(event) => {
        if (!takes) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false);
        if (!takes) return;
        event.preventDefault();
        onDrop(held, day);
      }}
    >
      <button
        type="button"
        class="month-day number"
        data-day={day}
        tabIndex={day === focused ? 0 : -1}
        aria-label={`${f.dayFull(day)}: ${w.month.posts(here.length)}`}
        aria-current={day === today ? 'date' : undefined}
        onFocus={() => onFocus(day)}
        onClick={() => onOpen(day)}
      >
        {Number(day.slice(8))}
      </button>
      <div class="month-posts">
        {shown.map((post) => (
          <Chip key={post.id} post={post} held={held?.id === post.id} onHold={onHold} />
        ))}
        {here.length > shown.length && (
          <button type="button" class="month-more" tabIndex={-1} onClick={() => onOpen(day)}>
            {w.month.more(here.length - shown.length)}
          </button>
        )}
      </div>
    </td>
  );
}

interface ChipProps {
  post: Post;
  held: boolean;
  onHold: (post: Post | null) => void;
}

export function Chip({ post, held, onHold }: ChipProps) {
  const w = useWords();
  const m = useMoments();
  const at = timeOf(post);
  const movable = isEditable(post.state);
  const name = titleOf(w, post);
  return (
    <a
      class={`month-chip ${lookOf(post.state).tone} ${post.state}${held ? ' lifted' : ''}`}
      href={href(places.post(post.id))}
      tabIndex={at === null ? 0 : -1}
      draggable={movable}
      title={`${w.states[post.state]} · ${name}`}
      onDragStart={(event) => {
        if (!movable) return;
        event.dataTransfer?.setData('text/plain', name);
        onHold(post);
      }}
      onDragEnd={() => onHold(null)}
    >
      <PostThumb media={post.media.map(shownOf)} />
      <span>
        {at !== null && <b class="number">{m.clock(at, zoneOf(post))}</b>}
        <span class="month-title">{name}</span>
      </span>
      <span class="unseen">, {w.states[post.state]}</span>
    </a>
  );
}
