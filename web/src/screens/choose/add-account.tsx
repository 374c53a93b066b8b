import { useFacebookLogin } from '../../app/connect';
import { useT } from '../../app/i18n';
import { places } from '../../app/places';
import { href } from '../../app/router';
import { Button, LinkButton } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Icon } from '../../ui/icon';

export function AddAccount({ onClose }: { onClose: () => void }) {
  const { t } = useT();
  const facebook = useFacebookLogin();
  return (
    <Dialog
      title={t.choose.modalTitle}
      onClose={onClose}
      footer={
        <>
          <LinkButton href={href(places.onboarding())}>{t.onboarding.link}</LinkButton>
          <Button tone="primary" icon="facebook" busy={facebook.busy} onClick={facebook.start}>
            {facebook.busy ? t.choose.connecting : t.choose.modalConnect}
          </Button>
        </>
      }
    >
      <p>{t.choose.modalText}</p>
      <div class="needs">
        <h3>{t.choose.modalNeedsTitle}</h3>
        <ul>
          {t.choose.modalNeeds.map((need) => (
            <li key={need}>
              <Icon name="check" size={15} />
              {need}
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  );
}
