import { useState } from 'preact/hooks';
import { remove } from '../../api/client';
import { paths } from '../../api/paths';
import { invalidate } from '../../api/query';
import { useT } from '../../app/i18n';
import { toast } from '../../app/toasts';
import type { LinkedInstagram } from '../../lib/extra-data';
import { Avatar } from '../../ui/avatar';
import { Button } from '../../ui/button';
import { Confirm } from '../../ui/confirm';
import { Icon } from '../../ui/icon';

interface CardProps {
  linked: LinkedInstagram;
  state: 'mine' | 'taken' | 'free';
  checked: boolean;
  full: boolean;
  onToggle: () => void;
}

export function InstagramCard({ linked, state, checked, full, onToggle }: CardProps) {
  const { t } = useT();
  const names = (
    <>
      <Avatar src={linked.profile_picture_url} name={linked.name} />
      <span class="instagram-names">
        <strong>{linked.name}</strong>
        <small>@{linked.username}</small>
      </span>
    </>
  );

  if (state === 'free') {
    return (
      <li>
        <label class={`instagram free${checked ? ' chosen' : ''}`}>
          {names}
          <input
            type="checkbox"
            checked={checked}
            disabled={full && !checked}
            aria-label={t.manage.select(`@${linked.username}`)}
            onChange={onToggle}
          />
        </label>
      </li>
    );
  }
  return (
    <li class="instagram">
      {names}
      {state === 'taken' ? (
        <span class="badge">{t.manage.taken}</span>
      ) : (
        <Connected linked={linked} />
      )}
    </li>
  );
}

function Connected({ linked }: { linked: LinkedInstagram }) {
  const { t } = useT();
  const [asking, setAsking] = useState(false);

  const unlink = async () => {
    await remove(paths.account(linked.id));
    toast('good', t.manage.unlinked, t.manage.unlinkedInstagram(linked.name));
    invalidate(paths.accounts, paths.socialAccounts);
  };

  return (
    <>
      <span class="badge good">
        <Icon name="check" size={13} />
        {t.manage.linked}
      </span>
      <Button onClick={() => setAsking(true)} label={`${t.manage.unlink} @${linked.username}`}>
        {t.manage.unlink}
      </Button>
      {asking && (
        <Confirm
          title={t.manage.unlinkTitle}
          text={t.manage.unlinkInstagram(linked.name)}
          yes={t.manage.unlinkYes}
          action={unlink}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
