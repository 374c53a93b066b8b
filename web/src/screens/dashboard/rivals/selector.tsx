// The heads of the columns; they stay in sight while the sections below scroll.
import type { Account, CompetitorAccount } from '../../../api/types';
import { useT } from '../../../app/i18n';
import { Avatar } from '../../../ui/avatar';
import { Icon } from '../../../ui/icon';

interface SelectorProps {
  account: Account;
  rivals: CompetitorAccount[];
  chosen: (CompetitorAccount | null)[];
  onChoose: (column: number, id: string) => void;
}

export function Selector({ account, rivals, chosen, onChoose }: SelectorProps) {
  const { t } = useT();
  return (
    <div
      class={`rival-heads columns-${chosen.length + 1}`}
      role="group"
      aria-label={t.rivals.columns}
    >
      <div class="rival-head">
        <i class="rival-dot tone-1" />
        <Avatar
          src={account.profile_picture_url}
          name={account.name || account.username}
          size="small"
        />
        <span class="rival-head-name">
          <strong>@{account.username}</strong>
          <small>{t.rivals.own}</small>
        </span>
      </div>
      {chosen.map((rival, i) => (
        <div key={i} class="rival-head">
          <i class={`rival-dot tone-${i + 2}`} />
          {rival && (
            <Avatar
              src={rival.profile_picture_url}
              name={rival.name || rival.username}
              size="small"
            />
          )}
          <label class="select">
            <span class="unseen">{t.rivals.columnOf(i + 1)}</span>
            <select
              value={rival?.id ?? ''}
              disabled={rivals.length === 0}
              onChange={(event) => onChoose(i, event.currentTarget.value)}
            >
              {!rival && <option value="">{t.rivals.none}</option>}
              {rivals.map((item) => (
                <option key={item.id} value={item.id}>
                  @{item.username}
                </option>
              ))}
            </select>
            <Icon name="chevronDown" size={15} />
          </label>
        </div>
      ))}
    </div>
  );
}
