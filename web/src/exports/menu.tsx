// The Export button: a format, and what it asks. CSV and the reports ask in a dialog; Excel and JSON
// hold everything and begin at once. Who may not export is told what would let him.
import { useState } from 'preact/hooks';
import type { Account, ExportFormat } from '../api/types';
import { errorText, lineOf } from '../app/errors';
import { useT } from '../app/i18n';
import { places } from '../app/places';
import { href } from '../app/router';
import { useAbilities } from '../app/session';
import { toast } from '../app/toasts';
import { UpgradeDialog } from '../app/upgrade';
import { exportWindow, type Bounds, type Window } from '../lib/window';
import { Icon, type IconName } from '../ui/icon';
import { Menu, type MenuItem } from '../ui/menu';
import { CsvDialog } from './csv-dialog';
import { ExportHistory } from './history';
import { beginExport } from './jobs';
import { PdfDialog, ZipDialog } from './report-dialogs';

interface MenuProps {
  account: Account;
  window: Window;
  span: Bounds;
}

type Asking = ExportFormat | 'history' | 'upgrade';

const ICONS: Record<ExportFormat, IconName> = {
  csv: 'file',
  xlsx: 'table',
  pdf: 'chart',
  zip: 'layers',
  json: 'hash',
};

export function ExportMenu({ account, window, span }: MenuProps) {
  const { t } = useT();
  const allowed = useAbilities().download;
  const [asking, setAsking] = useState<Asking | null>(null);
  const close = () => setAsking(null);

  const begin = (format: 'xlsx' | 'json') =>
    beginExport({ account_id: account.id, format, ...exportWindow(window) }).catch(
      (error: unknown) => toast('bad', t.exports.startFailed, lineOf(errorText(t, error))),
    );
  const choose = (format: ExportFormat) => {
    if (!allowed) setAsking('upgrade');
    else if (format === 'xlsx' || format === 'json') void begin(format);
    else setAsking(format);
  };
  const item = (format: ExportFormat): MenuItem => ({
    kind: 'command',
    key: format,
    label: t.exporting.formats[format].name,
    detail: t.exporting.formats[format].hint,
    icon: ICONS[format],
    onSelect: () => choose(format),
  });
  const shared = { account, window, span, onClose: close };
  return (
    <>
      <Menu
        label={t.exporting.menu}
        name={t.exporting.button}
        class="btn primary icon-on-phone export"
        align="end"
        button={
          <>
            <Icon name="download" size={16} />
            <span>{t.exporting.button}</span>
          </>
        }
        groups={[
          {
            key: 'formats',
            title: t.exporting.menu,
            items: [item('csv'), item('xlsx'), item('pdf')],
          },
          { key: 'more', title: t.exporting.more, items: [item('zip'), item('json')] },
          {
            key: 'later',
            items: [
              {
                kind: 'command',
                key: 'history',
                label: t.exporting.history,
                icon: 'clock',
                onSelect: () => setAsking(allowed ? 'history' : 'upgrade'),
              },
              {
                kind: 'link',
                key: 'schedules',
                label: t.exporting.schedules,
                icon: 'mail',
                href: href(places.schedules),
              },
            ],
          },
        ]}
      />
      {asking === 'upgrade' && <UpgradeDialog onClose={close} />}
      {asking === 'csv' && <CsvDialog {...shared} accountId={account.id} />}
      {asking === 'pdf' && <PdfDialog {...shared} />}
      {asking === 'zip' && <ZipDialog {...shared} />}
      {asking === 'history' && <ExportHistory onClose={close} />}
    </>
  );
}
