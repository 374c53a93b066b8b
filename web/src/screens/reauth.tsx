// The Facebook permission behind an account is gone: say so, and start the login again.
import { paths } from '../api/paths';
import { useGet } from '../api/query';
import type { SocialAccount } from '../api/types';
import { useFacebookLogin } from '../app/connect';
import { useT } from '../app/i18n';
import { places } from '../app/places';
import { startReauthorization } from '../app/reauthorization';
import { href } from '../app/router';
import type { ScreenProps } from '../app/screens';
import { useTitle } from '../app/title';
import { facebookProfile } from '../lib/extra-data';
import { Button } from '../ui/button';
import { Icon } from '../ui/icon';

export function Reauthorize({ params }: ScreenProps) {
  const { t } = useT();
  const facebook = useFacebookLogin();
  const socials = useGet<SocialAccount[]>(paths.socialAccounts, { provider: 'facebook' });
  const social = socials.data?.find((item) => String(item.id) === params.socialAccountId);
  const profile = social ? facebookProfile(social.extra_data) : null;
  const owner = [profile?.name, profile?.email && `(${profile.email})`].filter(Boolean).join(' ');
  useTitle(t.reauth.title);

  const reconnect = () => {
    startReauthorization();
    void facebook.start();
  };

  return (
    <div class="state page">
      <span class="state-icon bad">
        <Icon name="unlink" size={26} />
      </span>
      <h1>{t.reauth.title}</h1>
      <p>{t.reauth.text(params.username ?? '', owner)}</p>
      <div class="state-buttons">
        <a class="btn" href={href(places.home)}>
          {t.common.back}
        </a>
        <Button tone="primary" icon="facebook" busy={facebook.busy} onClick={reconnect}>
          {t.reauth.action}
        </Button>
      </div>
    </div>
  );
}
