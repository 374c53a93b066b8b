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

interface ReportProps<K extends string> extends DialogProps {
  format: 'pdf' | 'zip';
  title: string;
  lead: string;
  all: readonly K[];
  /** What is chosen at first. */
  first: readonly K[];
  /** The part that shows competitors. */
  comparing: K;
}

function ReportDialog<K extends PdfPart | ZipPart>(props: ReportProps<K>) {
  const { account, window, span, format, lead, all } = props;
  const { t, f, lang } = useT();
  const [parts, setParts] = useState<K[]>([...props.first]);
  const [language, setLanguage] = useState<ExportLanguage>(lang);
  const rivals = useReportRivals(account.id);
  const compared = parts.includes(props.comparing);

  const request = (): ExportRequest | string => {
    if (!parts.length || (compared && rivals.missing)) return t.exporting.noneChosen;
    return {
      account_id: account.id,
      format,
      parts,
      language,
      ...(compared ? { competitors: rivals.chosen } : {}),
      ...exportWindow(window),
    };
  };

  return (
    <MadeDialog title={props.title} request={request} onClose={props.onClose}>
      <p>
        {lead} · {f.range(span.start, span.end)}
      </p>
      <PartChoice legend={lead} all={all} chosen={parts} onChange={setParts} />
      {compared && (
        <RivalChoice accountId={account.id} chosen={rivals.chosen} onChange={rivals.setChosen} />
      )}
      {(format === 'pdf' || compared) && <LanguageChoice value={language} onChange={setLanguage} />}
    </MadeDialog>
  );
}

export function PdfDialog(props: DialogProps) {
  const { pdfTitle, pdfLead } = useT().t.exporting;
  return (
    <ReportDialog
      {...props}
      format="pdf"
      title={pdfTitle}
      lead={pdfLead}
      all={PDF_PARTS}
      first={PDF_PARTS}
      comparing="competitors"
    />
  );
}

const ZIP_FIRST: ZipPart[] = ['csv', 'xlsx', 'pdf'];

export function ZipDialog(props: DialogProps) {
  const { zipTitle, zipLead } = useT().t.exporting;
  return (
    <ReportDialog
      {...props}
      format="zip"
      title={zipTitle}
      lead={zipLead}
      all={ZIP_PARTS}
      first={ZIP_FIRST}
      comparing="pdf"
    />
  );
}
