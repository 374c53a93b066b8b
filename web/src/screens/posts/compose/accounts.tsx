// Where it goes: the accounts as chips, with what is wrong with them and what Meta still allows.
import { paths } from '../../../api/paths';
import { useGet } from '../../../api/query';
import type { PostQuota } from '../../../api/types';
import { useT } from '../../../app/i18n';
import { places as addresses } from '../../../app/places';
import { href } from '../../../app/router';
import { nameOfPlace, PlaceMark } from '../../../publish/place-mark';
import { keyOf, type Place } from '../../../publish/shapes';
import { useWords } from '../../../publish/texts';
import { Icon } from '../../../ui/icon';
import { toggled } from '../../../ui/option';
import type { Composer } from './composer';

export function Accounts({ composer, places }: { composer: Composer; places: readonly Place[] }) {
  const w = useWords();
  const { draft, change, chosen, problems } = composer;
  const keys = places.map(keyOf);
  const broken = places.filter((place) => place.trouble);
  return (
    <fieldset class="compose-accounts">
      <legend>{w.compose.accounts}</legend>
      <div class="account-chips">
        {places.map((place) => {
          const key = keyOf(place);
          const on = draft.targets.includes(key);
          return (
            <label
              key={key}
              class={`account-chip${on ? ' chosen' : ''}${place.trouble ? ' broken' : ''}`}
            >
              <input
                type="checkbox"
                name="targets"
                value={key}
                checked={on}
                disabled={place.trouble !== null && !on}
                onChange={() => change({ targets: toggled(keys, draft.targets, key) })}
              />
              <PlaceMark place={place} size="medium" />
              <span>
                <strong>{nameOfPlace(place)}</strong>
                <small>{place.trouble ? w.compose.broken : w.places[place.place]}</small>
              </span>
              {on && <Icon name="check" size={15} />}
            </label>
          );
        })}
      </div>
      {problems.targets && (
        <p class="field-error" role="alert">
          {problems.targets}
        </p>
      )}
      {broken.map((place) => (
        <p key={keyOf(place)} class="field-note account-trouble">
          <Icon name="alert" size={14} />
          <span>
            {nameOfPlace(place)}: {place.trouble!.message}{' '}
            <a class="link" href={href(addresses.socialConnect)}>
              {w.compose.mend}
            </a>
          </span>
        </p>
      ))}
      {chosen
        .filter((place) => place.place === 'instagram' && !place.trouble)
        .map((place) => (
          <Quota key={keyOf(place)} place={place} named={chosen.length > 1} />
        ))}
    </fieldset>
  );
}

const NEARLY = 0.8;

function Quota({ place, named }: { place: Place; named: boolean }) {
  const { f } = useT();
  const w = useWords();
  const { data } = useGet<PostQuota>(paths.postQuota, { connection_id: place.connection_id });
  // Its place is kept, so that nothing jumps when the answer comes.
  if (!data) return <p class="post-quota" aria-hidden="true" />;
  const { used, total } = data;
  if (used === null || total === null || total === 0) {
    return <p class="post-quota field-note">{w.compose.quotaUnknown}</p>;
  }
  const left = Math.max(0, total - used);
  const level = left === 0 ? 'bad' : used / total >= NEARLY ? 'warn' : '';
  return (
    <p class={`post-quota ${level}`}>
      <i aria-hidden="true">
        <b style={{ width: `${Math.min(100, (used / total) * 100)}%` }} />
      </i>
      <span>
        {named && `${nameOfPlace(place)}: `}
        {left ? w.compose.quotaLeft(f.whole(left), f.whole(total)) : w.compose.quotaNone}
      </span>
    </p>
  );
}
