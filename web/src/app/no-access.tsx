// In, but without a subscription: what that means, and the way in.
import { useState } from 'preact/hooks';
import { get, post } from '../api/client';
import { ApiError } from '../api/error';
import { paths } from '../api/paths';
import { forgetAll } from '../api/query';
import type { Subscription, User } from '../api/types';
import { Button, LinkButton } from '../ui/button';
import { Icon } from '../ui/icon';
import { errorText } from './errors';
import { useT } from './i18n';
import { places } from './places';
import { href } from './router';
import { setUser, useUser } from './session';
import { toast } from './toasts';

/** True when the server refuses everything for want of a subscription. */
export const lacksSubscription = (error: ApiError | undefined): boolean =>
  error?.code === 'no_subscription';

export function NoAccess({ onDone }: { onDone: () => void }) {
  const { t } = useT();
  const user = useUser();
  const [busy, setBusy] = useState(false);
  const fresh = !user?.subscriptions?.length;

  const claim = async () => {
    setBusy(true);
    try {
      await post<Subscription>(paths.claimTrial);
      forgetAll();
      setUser(await get<User>(paths.me));
      toast('good', t.access.started, t.access.startedText);
      onDone();
    } catch (error) {
      setBusy(false);
      const used = error instanceof ApiError && error.status === 409;
      toast('bad', used ? t.access.trialUsed : errorText(t, error).message);
    }
  };

  return (
    <div class="state page">
      <span class="state-icon">
        <Icon name="lock" size={26} />
      </span>
      <h2>{t.access.title}</h2>
      <p>
        {t.access.text} {fresh && t.access.trialText}
      </p>
      <div class="state-buttons">
        <LinkButton href={href(places.account, { part: 'plan' })}>{t.access.plan}</LinkButton>
        {fresh && (
          <Button tone="primary" icon="sparkles" busy={busy} onClick={() => void claim()}>
            {t.access.trial}
          </Button>
        )}
      </div>
    </div>
  );
}
