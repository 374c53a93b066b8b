// Where Facebook sends a reader back to who logs in with it: the code goes to the server, and out of
// the address.
import { useEffect, useState } from 'preact/hooks';
import { post } from '../../api/client';
import { paths } from '../../api/paths';
import type { LoginReply } from '../../api/types';
import { RETURN_KEY } from '../../app/connect';
import { errorText, lineOf } from '../../app/errors';
import { useT } from '../../app/i18n';
import { places } from '../../app/places';
import { href, location } from '../../app/router';
import { enter } from '../../app/session';
import { recall, remember } from '../../app/storage';
import { useTitle } from '../../app/title';
import { Notice } from '../../ui/notice';
import { PageLoading } from '../../ui/states';
import { LoginFrame } from './frame';

/** What Facebook appended, used once; null when it ended without a code. */
function takeAnswer(): { code: string; state: string } | null {
  const { params } = location.get();
  history.replaceState(null, '', href(places.loginFacebook));
  const code = params.get('code');
  const state = params.get('state');
  return code && state ? { code, state } : null;
}

function takeReturn(): string {
  const to = recall(RETURN_KEY);
  remember(RETURN_KEY, '');
  return to;
}

export function FacebookReturn() {
  const { t } = useT();
  const [problem, setProblem] = useState('');
  useTitle(t.login.title);

  useEffect(() => {
    const answer = takeAnswer();
    if (!answer) return setProblem(t.login.facebookCancelled);
    post<LoginReply>(paths.loginByFacebook, { body: answer }).then(
      ({ user }) => enter(user, takeReturn()),
      (error: unknown) => setProblem(lineOf(errorText(t, error))),
    );
  }, []);

  if (!problem) return <PageLoading text={t.login.facebookBusy} />;
  return (
    <LoginFrame>
      <div class="login-form">
        <h1>{t.login.facebookFailed}</h1>
        <Notice tone="bad" message={problem} />
        <a class="btn primary wide" href={href(places.login)}>
          {t.login.toLogin}
        </a>
      </div>
    </LoginFrame>
  );
}
