// How the connection behind an account fares, and what to do about it. Nothing is said while it
// is well.
import type { TokenHealth } from '../api/types';
import { Button } from '../ui/button';
import { Notice } from '../ui/notice';
import { useFacebookLogin } from './connect';
import { useT, type Speech } from './i18n';
import { startReauthorization } from './reauthorization';

interface Words {
  tone: 'bad' | 'warn';
  title: string;
  message: string;
  action?: string;
}

function wordsOf({ t }: Pick<Speech, 't'>, health: TokenHealth): Words | null {
  const days = health.days_left ?? 0;
  const reasons: Record<string, string> = t.token.reasons;
  switch (health.state) {
    case 'connected':
      return null;
    case 'expiring':
      return { tone: 'warn', title: t.token.expiringTitle(days), message: t.token.expiringText };
    case 'data_access_expiring':
      return { tone: 'warn', title: t.token.accessTitle(days), message: t.token.accessText };
    case 'permissions_missing':
      return {
        tone: 'warn',
        title: t.token.permissionsTitle,
        message: t.token.permissionsText(health.missing_permissions.join(', ')),
      };
    case 'invalid':
      return {
        tone: 'bad',
        title: t.token.invalidTitle,
        message: reasons[health.reason ?? ''] ?? t.token.reasons.invalid,
        action: t.token.invalidText,
      };
  }
}

export function TokenNotice({ health }: { health: TokenHealth | null | undefined }) {
  const speech = useT();
  const facebook = useFacebookLogin();
  const words = health ? wordsOf(speech, health) : null;
  if (!words) return null;
  const reconnect = () => {
    startReauthorization();
    void facebook.start();
  };
  return (
    <div class="token-notice">
      <Notice {...words}>
        <Button icon="facebook" busy={facebook.busy} onClick={reconnect}>
          {speech.t.token.action}
        </Button>
      </Notice>
    </div>
  );
}

export function TokenBadge({ health }: { health: TokenHealth | null | undefined }) {
  const { t } = useT();
  if (!health || health.state === 'connected') return null;
  const tone = health.state === 'invalid' ? 'bad' : 'warn';
  return <span class={`badge ${tone}`}>{t.token.states[health.state]}</span>;
}
