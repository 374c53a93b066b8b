// Gender and age together: a ring for the genders, and per age group one bar to either side.
import { useMemo } from 'preact/hooks';
import { useT } from '../../../app/i18n';
import { people, type AgeRow } from '../../../lib/audience';
import { FollowersCard } from './card';
import type { FollowersData } from './data';

export function PeopleCard({ data }: { data: FollowersData }) {
  const { t, f } = useT();
  const rows = data.people.data;
  const found = useMemo(() => people(rows ?? []), [rows]);
  const { majority, women, men } = found;
  return (
    <FollowersCard
      title={t.followers.people}
      lead={t.followers.peopleLead}
      help={t.followers.peopleHelp}
      tips="people"
      lists={[data.people]}
      class="wide"
    >
      <div class="people">
        <div class="people-genders">
          <Ring women={women} />
          <dl>
            <div>
              <dt>
                <i class="people-mark women" />
                {t.followers.womenFollowers}
              </dt>
              <dd class="number">{f.percent(women, 0)}</dd>
            </div>
            <div>
              <dt>
                <i class="people-mark men" />
                {t.followers.menFollowers}
              </dt>
              <dd class="number">{f.percent(men, 0)}</dd>
            </div>
          </dl>
        </div>
        <Pyramid ages={found.ages} />
      </div>
      {majority && (
        <p class="followers-foot">
          {t.followers.majority(
            majority.gender === 'F' ? t.followers.women : t.followers.men,
            majority.age,
            f.percent(majority.share, 0),
          )}
        </p>
      )}
    </FollowersCard>
  );
}

const RADIUS = 52;
const AROUND = 2 * Math.PI * RADIUS;

/** Decoration: the figures beside it say the same. */
function Ring({ women }: { women: number }) {
  const length = (women / 100) * AROUND;
  return (
    <svg class="ring" viewBox="0 0 136 136" aria-hidden="true">
      <circle class="ring-men" cx="68" cy="68" r={RADIUS} />
      <circle
        class="ring-women"
        cx="68"
        cy="68"
        r={RADIUS}
        stroke-dasharray={`${length} ${AROUND - length}`}
        transform="rotate(-90 68 68)"
      />
    </svg>
  );
}

function Pyramid({ ages }: { ages: AgeRow[] }) {
  const { t, f } = useT();
  const largest = Math.max(1, ...ages.flatMap((row) => [row.women, row.men]));
  const bar = (share: number, tone: string) => (
    <>
      <i class={tone} style={{ width: `${(share / largest) * 74}%` }} aria-hidden="true" />
      <span class="number">{f.percent(share, 1)}</span>
    </>
  );
  return (
    <table class="pyramid">
      <caption class="unseen">{t.followers.people}</caption>
      <thead>
        <tr>
          <th scope="col">{t.followers.women}</th>
          <th scope="col">{t.followers.age}</th>
          <th scope="col">{t.followers.men}</th>
        </tr>
      </thead>
      <tbody>
        {ages.map((row) => (
          <tr key={row.age}>
            <td>
              <span class="pyramid-bar left">{bar(row.women, 'women')}</span>
            </td>
            <th scope="row">{row.age}</th>
            <td>
              <span class="pyramid-bar">{bar(row.men, 'men')}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
