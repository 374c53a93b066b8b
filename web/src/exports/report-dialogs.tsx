// "Unduh PDF" and "Unduh Zip": what goes into the file, over the window on screen.
import { useState } from 'preact/hooks';
import type { Account, ExportLanguage, ExportRequest } from '../api/types';
import { useT } from '../app/i18n';
import { useStore } from '../app/store';
import { exportWindow, type Bounds, type Window } from '../lib/window';
import { pickedOf, pickedRivals } from '../screens/dashboard/rivals/picked';
import { MadeDialog } from './made-dialog';
import {
  LanguageChoice,
  PartChoice,
  PDF_PARTS,
  REPORT_RIVALS_MAX,
  RivalChoice,
  useRivals,
  ZIP_PARTS,
  type PdfPart,
  type ZipPart,
} from './report-choices';

interface DialogProps {
  account: Account;
  window: Window;
  span: Bounds;
  onClose: () => void;
}

/** The dashboard's columns stand here first: three, unless others were put there. */
const COLUMNS = 3;

/** The competitors of the report: those of the dashboard's columns until others are chosen. */
function useReportRivals(accountId: string) {
  const { data } = useRivals(accountId);
  const picked = pickedOf(useStore(pickedRivals), accountId);
  const [chosen, setChosen] = useState<string[] | null>(null);
  const all = (data ?? []).map((rival) => rival.id);
  const inColumns = all.filter((id) => picked.includes(id));
  const first = inColumns.length ? inColumns : all.slice(0, COLUMNS);
  const now = (chosen ?? first).slice(0, REPORT_RIVALS_MAX);
  return { chosen: now, setChosen, missing: all.length > 0 && now.length === 0 };
}

export function PdfDialog({ account, window, span, onClose }: DialogProps) {
  const { t, f, lang } = useT();
  const [parts, setParts] = useState<PdfPart[]>([...PDF_PARTS]);
  const [language, setLanguage] = useState<ExportLanguage>(lang);
  const rivals = useReportRivals(account.id);
  const compared = parts.includes('competitors');

  const request = (): ExportRequest | string => {
    if (!parts.length || (compared && rivals.missing)) return t.exporting.noneChosen;
    return {
      account_id: account.id,
      format: 'pdf',
      parts,
      language,
      ...(compared ? { competitors: rivals.chosen } : {}),
      ...exportWindow(window),
    };
  };

  return (
    <MadeDialog title={t.exporting.pdfTitle} request={request} onClose={onClose}>
      <p>
        {t.exporting.pdfLead} · {f.range(span.start, span.end)}
      </p>
      <PartChoice legend={t.exporting.pdfLead} all={PDF_PARTS} chosen={parts} onChange={setParts} />
      {compared && (
        <RivalChoice accountId={account.id} chosen={rivals.chosen} onChange={rivals.setChosen} />
      )}
      <LanguageChoice value={language} onChange={setLanguage} />
    </MadeDialog>
  );
}

export function ZipDialog({ account, window, span, onClose }: DialogProps) {
  const { t, f, lang } = useT();
  const [parts, setParts] = useState<ZipPart[]>(['csv', 'xlsx', 'pdf']);
  const [language, setLanguage] = useState<ExportLanguage>(lang);
  const rivals = useReportRivals(account.id);
  const withPdf = parts.includes('pdf');

  const request = (): ExportRequest | string => {
    if (!parts.length || (withPdf && rivals.missing)) return t.exporting.noneChosen;
    return {
      account_id: account.id,
      format: 'zip',
      parts,
      language,
      ...(withPdf ? { competitors: rivals.chosen } : {}),
      ...exportWindow(window),
    };
  };

  return (
    <MadeDialog title={t.exporting.zipTitle} request={request} onClose={onClose}>
      <p>
        {t.exporting.zipLead} · {f.range(span.start, span.end)}
      </p>
      <PartChoice legend={t.exporting.zipLead} all={ZIP_PARTS} chosen={parts} onChange={setParts} />
      {withPdf && (
        <>
          <RivalChoice accountId={account.id} chosen={rivals.chosen} onChange={rivals.setChosen} />
          <LanguageChoice value={language} onChange={setLanguage} />
        </>
      )}
    </MadeDialog>
  );
}
