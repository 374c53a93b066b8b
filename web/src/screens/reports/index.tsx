// "Laporan terjadwal": the schedules, and what reports look like.
import { useState } from 'preact/hooks';
import { paths } from '../../api/paths';
import { useGet } from '../../api/query';
import type { Account, ReportSchedule } from '../../api/types';
import { useT } from './speech';
import { places } from '../../app/places';
import { href } from '../../app/router';
import { useAbilities, useUser } from '../../app/session';
import { useTitle } from '../../app/title';
import { Button, LinkButton } from '../../ui/button';
import { Empty, Failed, Skeleton } from '../../ui/states';
import { BrandCard } from './brand';
import { newDraft } from './draft';
import { ScheduleEditor } from './editor';
import { ScheduleCard } from './schedule-card';

export function ReportsPage() {
  const { t } = useT();
  const { download } = useAbilities();
  useTitle(t.reports.title);
  return (
    <div class="account">
      {download ? (
        <Schedules />
      ) : (
        <Empty icon="lock" title={t.reports.gateTitle} text={t.reports.gateText} page alone>
          <LinkButton tone="primary" href={href(places.account, { part: 'plan' })}>
            {t.reports.gateAction}
          </LinkButton>
        </Empty>
      )}
    </div>
  );
}

function Schedules() {
  const { t, lang } = useT();
  const user = useUser();
  const { frames } = useAbilities();
  const schedules = useGet<ReportSchedule[]>(paths.schedules);
  const accounts = useGet<Account[]>(paths.accounts);
  const [adding, setAdding] = useState(false);
  const [first] = accounts.data ?? [];
  const failed = [schedules, accounts].find((part) => part.error);
  const button = first && (
    <Button tone="primary" icon="plus" onClick={() => setAdding(true)}>
      {t.reports.add}
    </Button>
  );
  const none = schedules.data?.length === 0;

  return (
    <>
      <div class="page-head">
        <div>
          <h1>{t.reports.title}</h1>
          <p class="lead">{t.reports.lead}</p>
        </div>
        {!none && button && <div class="page-actions">{button}</div>}
      </div>
      {failed && <Failed error={failed.error!} onRetry={failed.reload} />}
      {!failed && !(schedules.data && accounts.data) && (
        <div class="card social-card" role="status" aria-label={t.common.loading}>
          <Skeleton lines={4} />
        </div>
      )}
      {none && accounts.data && (
        <Empty
          icon="mail"
          title={t.reports.none}
          text={first ? t.reports.noneText : t.reports.noAccounts}
          page
        >
          {button ?? (
            <LinkButton tone="primary" href={href(places.home)}>
              {t.common.toHome}
            </LinkButton>
          )}
        </Empty>
      )}
      {schedules.data && accounts.data && schedules.data.length > 0 && (
        <ul class="schedules">
          {schedules.data.map((schedule) => (
            <ScheduleCard
              key={schedule.id}
              schedule={schedule}
              accounts={accounts.data!}
              onGone={schedules.reload}
            />
          ))}
        </ul>
      )}
      <BrandCard />
      {adding && first && (
        <ScheduleEditor
          schedule={null}
          start={newDraft(first, user?.email ?? '', lang, frames)}
          accounts={accounts.data!}
          onClose={() => setAdding(false)}
        />
      )}
    </>
  );
}
