import { useEffect, useRef, useState } from 'preact/hooks';
import { ApiError, secondsIn } from '../../api/error';
import { paths } from '../../api/paths';
import { useGet } from '../../api/query';
import type { LoginOptions } from '../../api/types';
import { useLoginWithFacebook } from '../../app/connect';
import { errorText } from '../../app/errors';
import { useT } from '../../app/i18n';
import { emailProblem } from '../../app/person-fields';
import { places } from '../../app/places';
import { href } from '../../app/router';
import { login } from '../../app/session';
import { useTitle } from '../../app/title';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import { Notice } from '../../ui/notice';
import { PasswordField } from '../../ui/password';
import { LoginFrame } from './frame';
import { useCountdown } from '../../ui/countdown';

interface Problems {
  email?: string | undefined;
  password?: string | undefined;
  form?: string | undefined;
}

/** Without a server-given number, a minute is a fair guess for a throttle. */
const DEFAULT_COOL_DOWN_S = 60;

function OtherWays() {
  const { t } = useT();
  const { data } = useGet<LoginOptions>(paths.loginOptions);
  const facebook = useLoginWithFacebook();
  if (!data?.facebook_login) return null;
  return (
    <div class="login-ways">
      <span class="login-or">{t.login.or}</span>
      <Button class="wide" icon="facebook" busy={facebook.busy} onClick={facebook.start}>
        {t.login.facebook}
      </Button>
    </div>
  );
}

export function Login() {
  const { t } = useT();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [problems, setProblems] = useState<Problems>({});
  const [secondsLeft, startCountdown] = useCountdown();
  const emailInput = useRef<HTMLInputElement>(null);
  const passwordInput = useRef<HTMLInputElement>(null);
  useTitle(t.login.title);

  useEffect(() => emailInput.current?.focus(), []);

  const refuse = (found: Problems) => {
    setProblems(found);
    (found.email ? emailInput : passwordInput).current?.focus();
  };

  const explain = (error: unknown) => {
    if (!(error instanceof ApiError)) return setProblems({ form: errorText(t, error).message });
    if (error.code === 'too_many_login_attempts') {
      startCountdown(secondsIn(error.message) ?? DEFAULT_COOL_DOWN_S);
      return setProblems({});
    }
    const { email: mail, password: pass } = error.fields;
    if (mail || pass) return refuse({ email: mail?.[0], password: pass?.[0] });
    setProblems({ form: errorText(t, error).message });
    passwordInput.current?.select();
  };

  const submit = async (event: Event) => {
    event.preventDefault();
    if (busy || secondsLeft) return;
    const found: Problems = {
      email: emailProblem(t, email),
      password: password ? undefined : t.login.passwordMissing,
    };
    if (found.email || found.password) return refuse(found);
    setBusy(true);
    setProblems({});
    try {
      await login(email.trim(), password);
    } catch (error) {
      setBusy(false);
      explain(error);
    }
  };

  return (
    <LoginFrame>
      <form class="login-form" onSubmit={submit} noValidate>
        <h1>{t.login.title}</h1>
        <p class="lead">{t.login.lead}</p>
        {problems.form && <Notice tone="bad" message={problems.form} />}
        {secondsLeft > 0 && <Notice tone="info" message={t.login.wait(secondsLeft)} />}
        <Field
          label={t.login.email}
          name="email"
          type="email"
          autocomplete="username"
          value={email}
          onInput={setEmail}
          error={problems.email}
          inputRef={emailInput}
        />
        <PasswordField
          label={t.login.password}
          name="password"
          autocomplete="current-password"
          value={password}
          onInput={setPassword}
          error={problems.password}
          inputRef={passwordInput}
        />
        <Button type="submit" tone="primary" class="wide" busy={busy} disabled={secondsLeft > 0}>
          {secondsLeft ? t.login.waitButton(secondsLeft) : busy ? t.login.busy : t.login.submit}
        </Button>
        <OtherWays />
        <p class="login-links">
          <a class="link" href={href(places.forgot)}>
            {t.people.forgotLink}
          </a>
          <span>
            {t.people.noAccount}{' '}
            <a class="link" href={href(places.register)}>
              {t.people.registerLink}
            </a>
          </span>
        </p>
      </form>
    </LoginFrame>
  );
}
