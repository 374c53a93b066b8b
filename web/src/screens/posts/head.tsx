// What all pages of publishing begin with: the title, where else one can go, and "new post".
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useT } from '../../app/i18n';
import { places } from '../../app/places';
import { href } from '../../app/router';
import { useTitle } from '../../app/title';
import { useWords } from '../../publish/texts';
import { LinkButton } from '../../ui/button';
import { Icon, type IconName } from '../../ui/icon';

export type Corner = 'plan' | 'month' | 'queue' | 'import' | 'hooks';

const CORNERS: { key: Corner; path: string; icon: IconName }[] = [
  { key: 'plan', path: places.posts, icon: 'layers' },
  { key: 'month', path: places.postCalendar, icon: 'calendar' },
  { key: 'queue', path: places.postQueue, icon: 'clock' },
  { key: 'import', path: places.postImport, icon: 'table' },
  { key: 'hooks', path: places.postHooks, icon: 'link' },
];

interface HeadProps {
  at: Corner;
  title?: string;
  lead: string;
  actions?: ComponentChildren;
}

export function PlanHead({ at, title, lead, actions }: HeadProps) {
  const { t } = useT();
  const w = useWords();
  const nav = useRef<HTMLElement>(null);
  // On a phone the entries do not fit; the one that is open must be in sight.
  useEffect(() => {
    const here = nav.current!.querySelector<HTMLElement>('[aria-current]')!;
    nav.current!.scrollLeft = here.offsetLeft - (nav.current!.clientWidth - here.offsetWidth) / 2;
  }, [at]);
  useTitle(title ? `${title} · ${w.title}` : w.title);
  return (
    <>
      <div class="page-head plan-head">
        <div>
          <h1>{title ?? w.title}</h1>
          <p class="lead">{lead}</p>
        </div>
        <div class="page-actions">
          {actions}
          <LinkButton tone="primary" icon="plus" href={href(places.newPost)}>
            {w.add}
          </LinkButton>
        </div>
      </div>
      <nav class="corners scroll" ref={nav} aria-label={`${t.common.menu}: ${w.title}`}>
        {CORNERS.map(({ key, path, icon }) => (
          <a key={key} href={href(path)} aria-current={key === at ? 'page' : undefined}>
            <Icon name={icon} size={15} />
            {w.corners[key]}
          </a>
        ))}
      </nav>
    </>
  );
}
