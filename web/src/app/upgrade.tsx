// What a higher plan would bring, shown where the present one ends.
import { Button, LinkButton } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { Icon } from '../ui/icon';
import { useT } from './i18n';
import { places } from './places';
import { href } from './router';

export function UpgradeDialog({ onClose }: { onClose: () => void }) {
  const { t } = useT();
  return (
    <Dialog
      title={t.rivals.upgradeTitle}
      onClose={onClose}
      class="narrow"
      footer={
        <>
          <Button onClick={onClose}>{t.common.back}</Button>
          <LinkButton tone="primary" href={href(places.account, { part: 'plan' })}>
            {t.rivals.upgrade}
          </LinkButton>
        </>
      }
    >
      <p>{t.rivals.upgradeText}</p>
      <div class="needs">
        <ul>
          {t.rivals.benefits.map((benefit) => (
            <li key={benefit}>
              <Icon name="check" size={15} />
              {benefit}
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  );
}
