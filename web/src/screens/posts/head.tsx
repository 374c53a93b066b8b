// What all pages of publishing begin with: the title, where else one can go, and "new post".
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useT } from '../../app/i18n';
import { places } from '../../app/places';
import { href } from '../../app/router';
import { useTitle } from '../../app/title';
import { useWords } from '../../publish/texts';
import { enterWorkspace, useWorkspace, type Here } from '../../publish/workspace';
import { LinkButton } from '../../ui/button';
import { Icon, type IconName } from '../../ui/icon';
import { Menu } from '../../ui/menu';

export type Corner = 'plan' | 'month' | 'queue' | 'import' | 'hooks' | 'team';

const CORNERS: { key: Corner; path: string; icon: IconName }[] = [
  { key: 'plan', path: places.posts, icon: 'layers' },
  { key: 'month', path: places.postCalendar, icon: 'calendar' },
  { key: 'queue', path: places.postQueue, icon: 'clock' },
  { key: 'import', path: places.postImport, icon: 'table' },
  { key: 'team', path: places.postTeam, icon: 'users' },
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
  const here = useWorkspace();
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
          <Whose here={here} />
          {actions}
          {here.rights.write && (
            <LinkButton tone="primary" icon="plus" href={href(places.newPost)}>
              {w.add}
            </LinkButton>
          )}
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

/** Whose plan this is, for whoever works in more than one. */
function Whose({ here }: { here: Here }) {
  const w = useWords();
  if (here.all.length < 2) return null;
  return (
    <Menu
      label={w.team.workspace}
      class="btn plain whose"
      align="end"
      button={
        <>
          <Icon name="users" size={16} />
          <span>{here.current?.is_own ? w.team.own : (here.current?.name ?? '')}</span>
          <Icon name="chevronDown" size={14} />
        </>
      }
      groups={[
        {
          key: 'workspaces',
          title: w.team.workspace,
          items: here.all.map((item) => ({
            kind: 'choice',
            key: item.id,
            label: item.is_own ? w.team.own : item.name,
            detail: w.team.roles[item.role],
            checked: item.id === here.current?.id,
            onSelect: () => enterWorkspace(item),
          })),
        },
      ]}
    />
  );
}
