// Statistik, "Followers": when they are online, where they live, who they are.
import { useT } from '../../../app/i18n';
import type { Bounds, Window } from '../../../lib/window';
import { BestTimeCard } from './best-time';
import { useFollowersData } from './data';
import { LocationCard } from './location';
import { OnlineCard } from './online';
import { PeopleCard } from './people';

interface FollowersProps {
  id: string;
  window: Window;
  span: Bounds;
}

export function Followers({ id, window, span }: FollowersProps) {
  const { t, f } = useT();
  const data = useFollowersData(id, window);
  return (
    <>
      <h2 class="section-title followers-title">
        {t.followers.title} <span>({f.range(span.start, span.end)})</span>
      </h2>
      <div class="card-grid">
        <OnlineCard data={data} />
        <BestTimeCard id={id} />
        <LocationCard data={data} />
        <PeopleCard data={data} />
      </div>
    </>
  );
}
