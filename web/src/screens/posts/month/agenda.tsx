// The month on a phone: a small month with marks, and below it what happens from the chosen day on.
import { useT } from '../../../app/i18n';
import { dayOfUtc, type Day } from '../../../lib/dates';
import { monthOf, sameDayOf, wholeWeeksOf, type Month } from '../../../lib/months';
import type { Post } from '../../../publish/shapes';
import { lookOf } from '../../../publish/states';
import { useWords } from '../../../publish/texts';
import { LinkButton } from '../../../ui/button';
import { useDayKeys, WeekdayHead } from '../../../ui/month-table';
import { DayHeading } from '../index';
import { DayList, newPostOn } from './day-dialog';

interface AgendaProps {
  month: Month;
  today: Day;
  focused: Day;
  posts: ReadonlyMap<Day, Post[]>;
  onFocus: (day: Day) => void;
  onMove: (post: Post) => void;
}

const MARKS = 3;

export function Agenda(props: AgendaProps) {
  const { month, today, focused, posts, onFocus, onMove } = props;
  const { f } = useT();
  const w = useWords();
  const { root, onKeyDown } = useDayKeys<HTMLTableElement>(focused, sameDayOf, onFocus);
  const days = [...posts.keys()]
    .filter((day) => day >= focused && monthOf(day) === month && day !== focused)
    .sort();
  return (
    <>
      <div class="card small-month">
        <table role="grid" ref={root} aria-label={f.month(dayOfUtc(month))} onKeyDown={onKeyDown}>
          <WeekdayHead />
          <tbody>
            {wholeWeeksOf(month).map((week) => (
              <tr key={week[0]}>
                {week.map((day) => {
                  const here = posts.get(day) ?? [];
                  return (
                    <td key={day} aria-selected={day === focused}>
                      <button
                        type="button"
                        class={`small-day number${monthOf(day) === month ? '' : ' other'}`}
                        data-day={day}
                        tabIndex={day === focused ? 0 : -1}
                        aria-label={`${f.dayFull(day)}: ${w.month.posts(here.length)}`}
                        aria-current={day === today ? 'date' : undefined}
                        onClick={() => onFocus(day)}
                      >
                        {Number(day.slice(8))}
                        <span aria-hidden="true">
                          {here.slice(0, MARKS).map((post) => (
                            <i key={post.id} class={lookOf(post.state).tone} />
                          ))}
                        </span>
                      </button>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <section class="agenda" aria-label={w.month.agenda}>
        <DayHeading day={focused} />
        {posts.has(focused) ? (
          <DayList posts={posts.get(focused)!} onMove={onMove} />
        ) : (
          <p class="agenda-empty">{w.month.dayEmpty}</p>
        )}
        {focused >= today && (
          <LinkButton icon="plus" href={newPostOn(focused)}>
            {w.month.addHere}
          </LinkButton>
        )}
        {days.map((day) => (
          <div key={day}>
            <DayHeading day={day} />
            <DayList posts={posts.get(day)!} onMove={onMove} />
          </div>
        ))}
      </section>
    </>
  );
}
