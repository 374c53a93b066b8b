// Detail Pengguna: who he is, and what he has connected.
import { paths } from '../../api/paths';
import type { Member } from '../../api/types';
import { useGet } from '../../api/query';
import type { Account, SocialAccount } from '../../api/types';
import { useT } from './speech';
import { places } from '../../app/places';
import { href } from '../../app/router';
import type { ScreenProps } from '../../app/screens';
import { useTitle } from '../../app/title';
import { UNKNOWN } from '../../i18n/format';
import { facebookProfile } from '../../lib/extra-data';
import { Avatar } from '../../ui/avatar';
import { Icon } from '../../ui/icon';
import { Empty, Failed, PageLoading, Skeleton } from '../../ui/states';
import { AdminOnly } from './guard';
import { PlainTable } from './table';
import { memberName } from './users';

export const UserPage = ({ params }: ScreenProps) => (
  <AdminOnly>
    <Detail id={params.id ?? ''} />
  </AdminOnly>
);

function Detail({ id }: { id: string }) {
  const { t } = useT();
  useTitle(t.admin.detail);
  const { data: member, error, reload } = useGet<Member>(paths.member(id));
  if (error) return <Failed error={error} onRetry={reload} />;
  if (!member) return <PageLoading />;
  const facts: [string, string][] = [
    [t.admin.columns.category, member.profile?.category?.name ?? UNKNOWN],
    [t.admin.columns.phone, member.profile?.phone || UNKNOWN],
  ];
  return (
    <>
      <p class="crumb">
        <a class="link" href={href(places.users)}>
          <Icon name="chevronLeft" size={14} /> {t.admin.back}
        </a>
      </p>
      <section class="card member-card">
        <Avatar src={member.profile?.photo_url} name={memberName(member)} size="large" />
        <div class="rival-names">
          <h1>{memberName(member)}</h1>
          <small>{member.email}</small>
        </div>
        <dl>
          {facts.map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </section>
      <FacebookTable id={id} />
      <InstagramTable id={id} />
    </>
  );
}

function FacebookTable({ id }: { id: string }) {
  const { t } = useT();
  const { data, error, reload } = useGet<SocialAccount[]>(paths.memberFacebook(id));
  const columns = t.admin.facebookColumns;
  return (
    <div class="card admin-card">
      <h2>{t.admin.facebook}</h2>
      {error && <Failed error={error} onRetry={reload} />}
      {!data && !error && <Skeleton lines={2} />}
      {data?.length === 0 && <Empty icon="facebook" title={t.admin.noFacebook} text="" />}
      {data && data.length > 0 && (
        <PlainTable
          label={t.admin.facebook}
          rows={data.map((item) => ({ ...facebookProfile(item.extra_data), id: item.uid }))}
          rowKey={(row) => row.id}
          columns={[
            { key: 'id', label: columns.id, cell: (row) => row.id },
            { key: 'email', label: columns.email, cell: (row) => row.email || UNKNOWN },
            { key: 'name', label: columns.name, cell: (row) => row.name || UNKNOWN },
          ]}
        />
      )}
    </div>
  );
}

type Connected = Account & { website?: string | null };

function InstagramTable({ id }: { id: string }) {
  const { t } = useT();
  const { data, error, reload } = useGet<Connected[]>(paths.memberInstagram(id));
  const columns = t.admin.instagramColumns;
  return (
    <div class="card admin-card">
      <h2>{t.admin.instagram}</h2>
      {error && <Failed error={error} onRetry={reload} />}
      {!data && !error && <Skeleton lines={2} />}
      {data?.length === 0 && <Empty icon="instagram" title={t.admin.noInstagram} text="" />}
      {data && data.length > 0 && (
        <PlainTable
          label={t.admin.instagram}
          rows={data}
          rowKey={(row) => row.id}
          columns={[
            { key: 'id', label: columns.id, cell: (row) => row.id },
            { key: 'username', label: columns.username, cell: (row) => `@${row.username}` },
            { key: 'name', label: columns.name, cell: (row) => row.name || UNKNOWN },
            {
              key: 'biography',
              label: columns.biography,
              cell: (row) => <span class="clip">{row.biography || UNKNOWN}</span>,
            },
            {
              key: 'social',
              label: columns.social,
              cell: (row) => row.social_account?.id ?? UNKNOWN,
            },
            { key: 'website', label: columns.website, cell: (row) => row.website || UNKNOWN },
          ]}
        />
      )}
    </div>
  );
}
