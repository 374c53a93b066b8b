// One Facebook account: a section that opens, with a card per Instagram account behind its Pages.
import { useId, useState } from 'preact/hooks';
import { remove } from '../../api/client';
import { paths } from '../../api/paths';
import { invalidate } from '../../api/query';
import type { SocialAccount } from '../../api/types';
import { useT } from '../../app/i18n';
import { toast } from '../../app/toasts';
import { facebookProfile } from '../../lib/extra-data';
import { Avatar } from '../../ui/avatar';
import { Button } from '../../ui/button';
import { Confirm } from '../../ui/confirm';
import { Icon } from '../../ui/icon';
import type { Candidate } from '.';
import { InstagramCard } from './instagram-card';

interface SectionProps {
  social: SocialAccount;
  mine: Set<string>;
  selected: Candidate[];
  /** The plan allows no more. */
  full: boolean;
  open: boolean;
  onToggle: (candidate: Candidate) => void;
}

export function FacebookSection(props: SectionProps) {
  const { social, mine, selected, full, onToggle } = props;
  const { t } = useT();
  const id = useId();
  const [open, setOpen] = useState(props.open);
  const [unlinking, setUnlinking] = useState(false);
  const profile = facebookProfile(social.extra_data);
  const name = profile.name || social.uid;

  const unlink = async () => {
    await remove(paths.socialAccount(social.id), { query: { provider: 'facebook' } });
    toast('good', t.manage.unlinked, t.manage.unlinkedFacebook(name));
    invalidate(paths.socialAccounts, paths.accounts);
  };

  return (
    <section class="card facebook" aria-labelledby={`${id}-name`}>
      <div class="facebook-head">
        <h2>
          <button
            type="button"
            class="facebook-toggle"
            aria-expanded={open}
            aria-controls={`${id}-list`}
            onClick={() => setOpen(!open)}
          >
            <Avatar src={profile.picture} name={name} />
            <span class="facebook-name">
              <span id={`${id}-name`}>{name}</span>
              {profile.email && <small>{profile.email}</small>}
            </span>
            <Icon name="chevronDown" size={18} />
          </button>
        </h2>
        <Button
          icon="unlink"
          class="icon-on-phone"
          label={`${t.manage.facebookUnlink}: ${name}`}
          onClick={() => setUnlinking(true)}
        >
          {t.manage.facebookUnlink}
        </Button>
      </div>
      <div id={`${id}-list`} hidden={!open}>
        {profile.instagram.length === 0 && <p class="facebook-none">{t.manage.noInstagram}</p>}
        <ul class="instagram-list">
          {profile.instagram.map((linked) => (
            <InstagramCard
              key={linked.id}
              linked={linked}
              state={mine.has(linked.id) ? 'mine' : linked.connected ? 'taken' : 'free'}
              checked={selected.some((item) => item.id === linked.id)}
              full={full}
              onToggle={() => onToggle({ ...linked, socialId: social.id })}
            />
          ))}
        </ul>
      </div>
      {unlinking && (
        <Confirm
          title={t.manage.unlinkTitle}
          text={t.manage.unlinkFacebook(name)}
          yes={t.manage.unlinkYes}
          action={unlink}
          onClose={() => setUnlinking(false)}
        />
      )}
    </section>
  );
}
