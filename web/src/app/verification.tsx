// A reminder for those who have not confirmed their e-mail address, and the way to a new link.
import { useState } from 'preact/hooks';
import { patch } from '../api/client';
import { ApiError, secondsIn } from '../api/error';
import { paths } from '../api/paths';
import { Button } from '../ui/button';
import { Notice } from '../ui/notice';
import { useCountdown } from '../ui/countdown';
import { errorText } from './errors';
import { useT } from './i18n';
import { useUser } from './session';
import { toast } from './toasts';

const DEFAULT_WAIT_S = 60;

export function ResendButton() {
  const { t } = useT();
  const [busy, setBusy] = useState(false);
  const [secondsLeft, startCountdown] = useCountdown();

  const explain = (error: unknown) => {
    const code = error instanceof ApiError ? error.code : '';
    if (code === 'cooldown_period') {
      startCountdown(secondsIn((error as ApiError).message) ?? DEFAULT_WAIT_S);
    } else {
      const limit = code === 'exceed_limit';
      toast('bad', limit ? t.people.resendLimit : errorText(t, error).message);
    }
  };
  const resend = () => {
    setBusy(true);
    patch(paths.verifyResend)
      .then(() => {
        toast('good', t.people.resent);
        startCountdown(DEFAULT_WAIT_S);
      }, explain)
      .finally(() => setBusy(false));
  };

  return (
    <Button icon="mail" busy={busy} disabled={secondsLeft > 0} onClick={resend}>
      {secondsLeft ? t.people.resendWait(secondsLeft) : t.people.resend}
    </Button>
  );
}

export function UnverifiedNotice() {
  const { t } = useT();
  const user = useUser();
  if (!user || user.is_verified !== false) return null;
  return (
    <Notice tone="warn" title={t.people.unverified} message={t.people.unverifiedText(user.email)}>
      <ResendButton />
    </Notice>
  );
}
