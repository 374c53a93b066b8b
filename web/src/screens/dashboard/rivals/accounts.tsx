// "Bandingkan akun kompetitor": the own account, every competitor, and the way to add one.
import { useState } from 'preact/hooks';
import { remove } from '../../../api/client';
import { paths } from '../../../api/paths';
import { invalidate } from '../../../api/query';
import type { Account, CompetitorAccount } from '../../../api/types';
import { useT } from '../../../app/i18n';
import { toast } from '../../../app/toasts';
import { UpgradeDialog } from '../../../app/upgrade';
import { Avatar } from '../../../ui/avatar';
import { Confirm } from '../../../ui/confirm';
import { Help } from '../../../ui/help';
import { Icon } from '../../../ui/icon';
import { AddRival } from './add-rival';

interface AccountsProps {
  account: Account;
  rivals: CompetitorAccount[];
  /** How many the plan allows; null: any number. */
  limit: number | null;
}

export function Accounts({ account, rivals, limit }: AccountsProps) {
  const { t } = useT();
  const [dialog, setDialog] = useState<'add' | 'upgrade' | null>(null);
  const full = limit !== null && rivals.length >= limit;
  return (
    <section class="card rivals-card" aria-labelledby="rivals-title">
      <div class="chart-head">
        <h3 id="rivals-title">{t.rivals.compareTitle}</h3>
        <Help about={t.rivals.compareTitle} text={t.rivals.compareHelp} />
        {limit !== null && <small class="rivals-used">{t.rivals.used(rivals.length, limit)}</small>}
      </div>
      <ul class="rival-tiles">
        <li class="rival-tile own">
          <Avatar src={account.profile_picture_url} name={account.name || account.username} />
          <span class="rival-names">
            <strong>@{account.username}</strong>
            <small>{t.rivals.own}</small>
          </span>
        </li>
        {rivals.map((rival) => (
          <RivalTile key={rival.id} account={account} rival={rival} />
        ))}
        <li>
          <button
            type="button"
            class="rival-tile rival-add"
            onClick={() => setDialog(full ? 'upgrade' : 'add')}
          >
            <Icon name={full ? 'lock' : 'plus'} size={18} />
            <span>
              {t.rivals.add}
              {full && ` (${t.rivals.upgradeMark})`}
            </span>
          </button>
        </li>
      </ul>
      {rivals.length === 0 && <p class="rivals-empty">{t.rivals.emptyText}</p>}
      {dialog === 'add' && (
        <AddRival account={account} rivals={rivals} onClose={() => setDialog(null)} />
      )}
      {dialog === 'upgrade' && <UpgradeDialog onClose={() => setDialog(null)} />}
    </section>
  );
}

function RivalTile({ account, rival }: { account: Account; rival: CompetitorAccount }) {
  const { t } = useT();
  const [asking, setAsking] = useState(false);

  const drop = async () => {
    await remove(paths.rival(account.id, rival.id));
    toast('good', t.rivals.removed, t.rivals.removedText(rival.username));
    invalidate(paths.rivals(account.id));
  };

  return (
    <li class="rival-tile">
      <Avatar src={rival.profile_picture_url} name={rival.name || rival.username} />
      <span class="rival-names">
        <strong>@{rival.username}</strong>
        {rival.state === 'not_found' || rival.state === 'renamed' ? (
          <small class="rival-lost" title={t.rivals.lostText[rival.state]}>
            {t.rivals.lost[rival.state]}
          </small>
        ) : (
          <small>{rival.name || rival.username}</small>
        )}
      </span>
      <button
        type="button"
        class="icon-button small"
        aria-label={t.rivals.removeOf(rival.username)}
        title={t.rivals.remove}
        onClick={() => setAsking(true)}
      >
        <Icon name="trash" size={15} />
      </button>
      {asking && (
        <Confirm
          title={t.rivals.removeTitle(rival.username)}
          text={t.rivals.removeText}
          yes={t.rivals.remove}
          no={t.rivals.cancel}
          action={drop}
          failed={t.rivals.removeFailed}
          onClose={() => setAsking(false)}
        />
      )}
    </li>
  );
}
