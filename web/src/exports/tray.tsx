// The exports in sight, in the corner of every page. What begins and what ends is told once.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Export } from '../api/types';
import { useT } from '../app/i18n';
import { useStore } from '../app/store';
import { Button } from '../ui/button';
import { isUnfinished, jobs } from './jobs';
import { ExportProgress } from './progress';
import { nameOf } from './words';

/** The last change of state, in words for those who do not see the tray. */
function useNews(list: Export[]): string {
  const speech = useT();
  const before = useRef(new Map<string, Export['state']>());
  const [news, setNews] = useState('');
  useEffect(() => {
    const { exports } = speech.t;
    for (const job of list) {
      const was = before.current.get(job.id);
      const name = nameOf(speech, job);
      if (was === job.state) continue;
      if (isUnfinished(job) && was === undefined) setNews(exports.started(name));
      if (job.state === 'ready') setNews(exports.ready(name));
      if (job.state === 'failed') setNews(exports.failed(name));
    }
    before.current = new Map(list.map((job) => [job.id, job.state]));
  }, [list]);
  return news;
}

export function ExportTray() {
  const { t } = useT();
  const { list, unreachable } = useStore(jobs);
  const [open, setOpen] = useState(true);
  const news = useNews(list);
  const running = list.filter(isUnfinished).length;
  return (
    <>
      <p class="unseen" role="status">
        {news}
      </p>
      {list.length > 0 && (
        <section class={`export-tray${open ? '' : ' folded'}`} aria-label={t.exports.tray}>
          <header>
            <strong>{running ? t.exports.running(running) : t.exports.settled}</strong>
            <Button
              tone="quiet"
              icon="chevronDown"
              class={open ? '' : 'turned'}
              expanded={open}
              controls="export-list"
              label={open ? t.exports.collapse : t.exports.expand}
              onClick={() => setOpen(!open)}
            />
          </header>
          <ul id="export-list" hidden={!open}>
            {list.map((job) => (
              <li key={job.id}>
                <ExportProgress job={job} />
              </li>
            ))}
          </ul>
          {unreachable && <p class="export-away">{t.exports.unreachable}</p>}
        </section>
      )}
    </>
  );
}
