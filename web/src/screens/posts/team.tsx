// "Tim": who works on the plan, what each may do, and whether posts wait for an approval. And the
// page behind the link of an invitation.
import { useEffect, useRef, useState } from 'preact/hooks';
import { post, put, remove } from '../../api/client';
import { paths } from '../../api/paths';
import { invalidate, useGet } from '../../api/query';
import type { InvitedMember, Team, TeamMember, Workspace } from '../../api/types';
import { errorText, type ErrorText } from '../../app/errors';
import { useT } from '../../app/i18n';
import { places } from '../../app/places';
import { href, location, replace } from '../../app/router';
import { useSending } from '../../app/sending';
import { useTitle } from '../../app/title';
import { toast } from '../../app/toasts';
import { isEmail } from '../../lib/checks';
import { Mark } from '../../publish/icons';
import { useWords } from '../../publish/texts';
import { enterWorkspace } from '../../publish/workspace';
import { Avatar } from '../../ui/avatar';
import { Button, LinkButton } from '../../ui/button';
import { ChoiceField } from '../../ui/choice';
import { Confirm } from '../../ui/confirm';
import { Dialog, DialogActions } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { command, RowMenu } from '../../ui/menu';
import { Notice } from '../../ui/notice';
import { Empty, Failed, PageLoading, Skeleton } from '../../ui/states';
import { CopyDialog } from './copy-field';
import { PlanHead } from './head';
import { SwitchCard } from './switch-card';

const ROLES = ['admin', 'editor', 'approver', 'viewer'] as const;
const MANAGERS: Workspace['role'][] = ['owner', 'admin'];

const reread = () => invalidate(paths.team, paths.workspaces);

export function TeamPage() {
  const w = useWords();
  const { data, error, reload } = useGet<Team>(paths.team);
  const [inviting, setInviting] = useState(false);
  const [link, setLink] = useState<string | null>(null);
  const manages = data !== undefined && MANAGERS.includes(data.role);
  const invite = (
    <Button icon="plus" onClick={() => setInviting(true)}>
      {w.team.invite}
    </Button>
  );
  return (
    <>
      <PlanHead
        at="team"
        title={w.team.title}
        lead={w.team.lead}
        actions={manages && data.members.length > 0 ? invite : undefined}
      />
      <div class="tools-column">
        {error && <Failed error={error} onRetry={reload} />}
        {!data && !error && (
          <div class="card plan-waiting">
            <Skeleton lines={4} />
          </div>
        )}
        {data && <ApprovalRule team={data} manages={manages} />}
        {data?.members.length === 0 && (
          <div class="card">
            <Empty icon="users" title={w.team.none} text={w.team.noneText}>
              {manages && invite}
            </Empty>
          </div>
        )}
        {data && data.members.length > 0 && (
          <ul class="card members">
            {data.members.map((member) => (
              <Member key={member.id} member={member} manages={manages} onLink={setLink} />
            ))}
          </ul>
        )}
      </div>
      {inviting && <InviteDialog onLink={setLink} onClose={() => setInviting(false)} />}
      {link !== null && (
        <CopyDialog
          title={w.team.linkTitle}
          text={w.team.linkText}
          value={link}
          words={w.queue}
          onClose={() => setLink(null)}
        />
      )}
    </>
  );
}

function ApprovalRule({ team, manages }: { team: Team; manages: boolean }) {
  const w = useWords();
  return (
    <SwitchCard
      icon="shield"
      title={w.team.rule}
      text={w.team.ruleText}
      on={team.needs_approval}
      disabled={!manages}
      turn={async (needs_approval) => {
        await put(paths.teamSettings, { body: { needs_approval } });
        toast('good', needs_approval ? w.team.ruleOn : w.team.ruleOff);
        reread();
      }}
    />
  );
}

interface MemberProps {
  member: TeamMember;
  manages: boolean;
  onLink: (link: string) => void;
}

function Member({ member, manages, onLink }: MemberProps) {
  const { t } = useT();
  const w = useWords();
  const [asking, setAsking] = useState(false);
  const name = member.name ?? member.email;
  const doing = async (deed: () => Promise<void>, done: string) => {
    try {
      await deed();
      toast('good', done, name);
    } catch (error) {
      toast('bad', name, errorText(t, error).message);
    }
    reread();
  };
  const remind = () =>
    doing(async () => {
      const got = await post<InvitedMember>(paths.teamRemind(member.id));
      if (got.link) onLink(got.link);
    }, w.team.reminded);
  const setRole = (role: string) =>
    doing(
      async () => void (await put(paths.teamMember(member.id), { body: { role } })),
      w.team.saved,
    );
  return (
    <li>
      <Avatar src={null} name={name} />
      <div>
        <strong>{name}</strong>
        <small>{member.name ? member.email : w.team.states[member.state]}</small>
      </div>
      <span class="badge">{w.team.roles[member.role]}</span>
      {manages && (
        <RowMenu
          name={w.team.menu(name)}
          button={<Mark name="more" />}
          groups={[
            {
              key: 'roles',
              title: w.team.role,
              items: ROLES.map((role) => ({
                kind: 'choice',
                key: role,
                label: w.team.roles[role],
                checked: role === member.role,
                onSelect: () => void setRole(role),
              })),
            },
            {
              key: 'deeds',
              items: [
                ...(member.state === 'invited'
                  ? [command('remind', w.team.remind, 'mail', () => void remind())]
                  : []),
                command('remove', w.team.remove, 'trash', () => setAsking(true)),
              ],
            },
          ]}
        />
      )}
      {asking && (
        <Confirm
          title={w.team.removeTitle(name)}
          text={w.team.removeText}
          yes={w.team.remove}
          action={async () => {
            await remove(paths.teamMember(member.id));
            toast('good', w.team.removed, name);
            reread();
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </li>
  );
}

function InviteDialog({
  onLink,
  onClose,
}: {
  onLink: (link: string) => void;
  onClose: () => void;
}) {
  const w = useWords();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<string>('editor');
  const [wrong, setWrong] = useState('');
  const { busy, failure, send } = useSending();
  const hints: Record<string, string> = w.team.roleHints;
  const invite = (event: Event) => {
    event.preventDefault();
    if (busy) return;
    if (!isEmail(email)) return setWrong(w.team.emailWrong);
    void send(async () => {
      const got = await post<InvitedMember>(paths.team, { body: { email: email.trim(), role } });
      toast('good', w.team.invited, email.trim());
      if (got.link) onLink(got.link);
      reread();
      onClose();
    });
  };
  return (
    <Dialog
      title={w.team.inviteTitle}
      onClose={onClose}
      locked={busy}
      class="narrow"
      footer={
        <DialogActions onCancel={onClose} form="invite-form" busy={busy}>
          {w.team.invite}
        </DialogActions>
      }
    >
      <form class="stack" id="invite-form" onSubmit={invite} noValidate>
        <Field
          label={w.team.email}
          name="email"
          type="email"
          autocomplete="off"
          value={email}
          error={wrong || undefined}
          onInput={(text) => {
            setEmail(text);
            setWrong('');
          }}
        />
        <ChoiceField
          label={w.team.role}
          name="role"
          value={role}
          onInput={setRole}
          options={ROLES.map((value) => ({ value, label: w.team.roles[value] }))}
        />
        <p class="field-note">{hints[role]}</p>
        {failure && <Notice tone="bad" {...failure} />}
      </form>
    </Dialog>
  );
}

/** Whoever has the letter, and is logged in, joins; the token leaves the address at once. */
export function AcceptPage() {
  const { t } = useT();
  const w = useWords();
  useTitle(w.team.title);
  const token = useRef(location.get().params.get('token') ?? '');
  const [joined, setJoined] = useState<Workspace | null>(null);
  const [failure, setFailure] = useState<ErrorText | null>(null);
  useEffect(() => {
    replace(places.acceptTeam);
    post<Workspace>(paths.teamAccept, { body: { token: token.current } }).then(
      setJoined,
      (error: unknown) => setFailure(errorText(t, error)),
    );
  }, []);
  if (failure) {
    return (
      <Empty icon="alert" title={failure.message} text={failure.action} page alone>
        <LinkButton href={href(places.posts)}>{w.title}</LinkButton>
      </Empty>
    );
  }
  if (!joined) return <PageLoading />;
  return (
    <Empty
      icon="users"
      title={w.team.joined(joined.name)}
      text={w.team.joinedText(w.team.roles[joined.role])}
      page
      alone
    >
      <Button
        tone="primary"
        onClick={() => {
          replace(places.posts);
          enterWorkspace(joined);
        }}
      >
        {w.team.enter}
      </Button>
    </Empty>
  );
}
