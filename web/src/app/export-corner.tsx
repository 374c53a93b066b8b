// The corner where exports stand. Its code is fetched when there is something to show.
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { jobs, watchExports } from '../exports/jobs';
import { useAbilities } from './session';
import { useStore } from './store';

export function ExportCorner() {
  const { download } = useAbilities();
  const { list } = useStore(jobs);
  const [Tray, setTray] = useState<ComponentType | null>(null);
  const wanted = list.length > 0;

  useEffect(() => (download ? watchExports() : undefined), [download]);
  useEffect(() => {
    if (!wanted || Tray) return;
    import('../exports/tray').then(
      (loaded) => setTray(() => loaded.ExportTray),
      () => {
        // Without the chunk nothing is shown; the files still come.
      },
    );
  }, [wanted]);

  return Tray && <Tray />;
}
