// Asking for a link, and the page behind that link.
import { useState } from 'preact/hooks';
import { post } from '../../api/client';
import { paths } from '../../api/paths';
import { useForm } from '../../app/form';
import { useT } from '../../app/i18n';
import { EmailField, emailProblem, passwordProblem, repeatProblem } from '../../app/person-fields';
import { places } from '../../app/places';
import { href, location } from '../../app/router';
import { useTitle } from '../../app/title';
import { Button } from '../../ui/button';
import { Icon, type IconName } from '../../ui/icon';
import { Notice } from '../../ui/notice';
import { PasswordField } from '../../ui/password';
import { LoginFrame } from '../login/frame';

function Done({ icon, title, text }: { icon: IconName; title: string; text: string }) {
  const { t } = useT();
  return (
    <LoginFrame>
      <div class="login-form" role="status">
        <span class="state-icon">
          <Icon name={icon} size={22} />
        </span>
        <h1>{title}</h1>
        <p class="lead">{text}</p>
        <a class="btn wide" href={href(places.login)}>
          {t.people.toLogin}
        </a>
      </div>
    </LoginFrame>
  );
}

export function ForgotPassword() {
  const { t } = useT();
  const [sentTo, setSentTo] = useState('');
  useTitle(t.people.forgotTitle);
  const form = useForm(
    { email: '' },
    ({ email }) => ({ email: emailProblem(t, email) }),
    async ({ email }) => {
      await post(paths.passwordReset, { body: { email: email.trim() } });
      setSentTo(email.trim());
    },
  );
  if (sentTo) {
    return <Done icon="mail" title={t.people.forgotDone} text={t.people.forgotDoneText(sentTo)} />;
  }
  return (
    <LoginFrame>
      <form class="login-form" onSubmit={form.submit} noValidate>
        <h1>{t.people.forgotTitle}</h1>
        <p class="lead">{t.people.forgotLead}</p>
        {form.failure && <Notice tone="bad" {...form.failure} />}
        <EmailField field={form.field} />
        <Button type="submit" tone="primary" class="wide" busy={form.busy}>
          {t.people.forgotSubmit}
        </Button>
        <p class="login-links">
          <a class="link" href={href(places.login)}>
            {t.people.toLogin}
          </a>
        </p>
      </form>
    </LoginFrame>
  );
}

/** The secret of the link leaves the address bar as soon as it has been read. */
function takeLink(): { uid: string; token: string } {
  const { params } = location.get();
  const link = { uid: params.get('uid') ?? '', token: params.get('token') ?? '' };
  history.replaceState(null, '', href(places.reset));
  return link;
}

export function ResetPassword() {
  const { t } = useT();
  const [{ uid, token }] = useState(takeLink);
  const [done, setDone] = useState(false);
  useTitle(t.people.resetTitle);
  const form = useForm(
    { new_password1: '', new_password2: '', token: '' },
    ({ new_password1, new_password2 }) => ({
      new_password1: passwordProblem(t, new_password1),
      new_password2: repeatProblem(t, new_password1, new_password2),
    }),
    async ({ new_password1, new_password2 }) => {
      const body = { new_password1, new_password2, uid, token };
      await post(paths.passwordResetConfirm, { body });
      setDone(true);
    },
  );
  if (done) {
    return <Done icon="check" title={t.people.resetDone} text={t.people.resetDoneText} />;
  }
  const broken = !token || form.problems.token !== undefined;
  return (
    <LoginFrame>
      <form class="login-form" onSubmit={form.submit} noValidate>
        <h1>{t.people.resetTitle}</h1>
        <p class="lead">{t.people.resetLead}</p>
        {broken && (
          <Notice tone="bad" message={t.people.resetBroken}>
            <a class="link" href={href(places.forgot)}>
              {t.people.resetAgain}
            </a>
          </Notice>
        )}
        {form.failure && <Notice tone="bad" {...form.failure} />}
        <PasswordField
          label={t.people.newPassword}
          {...form.field('new_password1')}
          autocomplete="new-password"
          hint={t.people.passwordHint}
        />
        <PasswordField
          label={t.people.repeatPassword}
          {...form.field('new_password2')}
          autocomplete="new-password"
        />
        <Button type="submit" tone="primary" class="wide" busy={form.busy} disabled={!token}>
          {t.people.resetSubmit}
        </Button>
      </form>
    </LoginFrame>
  );
}
