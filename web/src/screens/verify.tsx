// The page behind the link that confirms an e-mail address.
import { useEffect, useState } from 'preact/hooks';
import { get, post } from '../api/client';
import { paths } from '../api/paths';
import type { User } from '../api/types';
import { useT } from '../app/i18n';
import { places } from '../app/places';
import { href, location } from '../app/router';
import { setUser } from '../app/session';
import { useTitle } from '../app/title';
import { ResendButton } from '../app/verification';
import { Icon } from '../ui/icon';
import { PageLoading } from '../ui/states';

export function VerifyEmail() {
  const { t } = useT();
  const [state, setState] = useState<'busy' | 'done' | 'failed'>('busy');
  useTitle(t.people.verifyTitle);

  useEffect(() => {
    const key = location.get().params.get('key') ?? '';
    history.replaceState(null, '', href(places.verify));
    post(paths.verifyEmail, { body: { key } })
      .then(() => get<User>(paths.me).then(setUser))
      .then(
        () => setState('done'),
        () => setState('failed'),
      );
  }, []);

  if (state === 'busy') return <PageLoading text={t.people.verifyBusy} />;
  const failed = state === 'failed';
  return (
    <div class="state page" role="status">
      <span class={`state-icon${failed ? ' bad' : ''}`}>
        <Icon name={failed ? 'alert' : 'check'} size={26} />
      </span>
      <h1>{failed ? t.people.verifyFailed : t.people.verifyDone}</h1>
      <p>{failed ? t.people.verifyFailedText : t.people.verifyDoneText}</p>
      <div class="state-buttons">
        <a class="btn" href={href(places.home)}>
          {t.common.toHome}
        </a>
        {failed && <ResendButton />}
      </div>
    </div>
  );
}
