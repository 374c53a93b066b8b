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

interface NoticeProps {
  health: TokenHealth | null | undefined;
  /** Whose connection, where the page shows several. */
  of?: string;
}

/** Of an account for analytics: the way back is Facebook's login. */
export function TokenNotice(props: NoticeProps) {
  const facebook = useFacebookLogin();
  const start = () => {
    startReauthorization();
    void facebook.start();
  };
  return <HealthNotice {...props} reconnect={{ busy: facebook.busy, start }} />;
}

/** The same with another way to connect again. */
export function HealthNotice({
  health,
  of,
  reconnect,
}: NoticeProps & { reconnect: { busy: boolean; start: () => void } }) {
  const speech = useT();
  const words = health ? wordsOf(speech, health) : null;
  if (!words) return null;
  const title = of ? `${of}: ${words.title}` : words.title;
  return (
    <div class="token-notice">
      <Notice {...words} title={title}>
        <Button icon="facebook" busy={reconnect.busy} onClick={reconnect.start}>
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
