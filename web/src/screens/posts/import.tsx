// "Impor": a plan in a file. First only looked at, row by row; then taken.
import { useRef, useState } from 'preact/hooks';
import { post } from '../../api/client';
import { paths } from '../../api/paths';
import { errorText, type ErrorText } from '../../app/errors';
import { useT } from '../../app/i18n';
import { places as addresses } from '../../app/places';
import { href } from '../../app/router';
import { toast } from '../../app/toasts';
import { Mark } from '../../publish/icons';
import type { ImportReport, ImportRow } from '../../publish/shapes';
import { useWords } from '../../publish/texts';
import { Button, LinkButton } from '../../ui/button';
import { FileInput } from '../../ui/file-input';
import { Icon } from '../../ui/icon';
import { Notice } from '../../ui/notice';
import { Segments } from '../../ui/segments';
import { PageLoading } from '../../ui/states';
import { PlanHead } from './head';

const typeOf = (file: File): string =>
  /\.json$/i.test(file.name) || file.type === 'application/json' ? 'application/json' : 'text/csv';

const send = (file: File, isTrial: boolean): Promise<ImportReport> =>
  post<ImportReport>(paths.postImport, {
    // Rows that are wrong are left out; the reader has seen which.
    query: isTrial ? { dry_run: 'true' } : { mode: 'accepted' },
    body: new Blob([file], { type: typeOf(file) }),
    timeoutMs: 0,
  });

type Stage = 'choose' | 'checking' | 'looked' | 'taking' | 'taken';

export function ImportPage() {
  const { t } = useT();
  const w = useWords();
  const [file, setFile] = useState<File | null>(null);
  const [stage, setStage] = useState<Stage>('choose');
  const [report, setReport] = useState<ImportReport | null>(null);
  const [failure, setFailure] = useState<ErrorText | null>(null);

  const look = async (chosen: File | undefined) => {
    if (!chosen) return;
    setFile(chosen);
    setFailure(null);
    setStage('checking');
    try {
      setReport(await send(chosen, true));
      setStage('looked');
    } catch (error) {
      setFailure(errorText(t, error));
      setStage('choose');
    }
  };
  const take = async () => {
    if (stage !== 'looked' || !file) return;
    setStage('taking');
    try {
      const got = await send(file, false);
      setReport(got);
      setStage('taken');
      toast('good', w.imports.taken(got.stored));
    } catch (error) {
      setFailure(errorText(t, error));
      setStage('looked');
    }
  };
  return (
    <>
      <PlanHead at="import" title={w.imports.title} lead={w.imports.lead} />
      <div class="tools-column">
        {failure && <Notice tone="bad" {...failure} />}
        {stage === 'checking' && <PageLoading text={w.imports.checking(file!.name)} />}
        {stage === 'choose' && (
          <>
            <FileDrop onFile={(chosen) => void look(chosen)} />
            <Columns />
          </>
        )}
        {report && (stage === 'looked' || stage === 'taking' || stage === 'taken') && (
          <section class="card import-result" aria-label={w.imports.what}>
            <ResultHead
              name={file!.name}
              report={report}
              stage={stage}
              onTake={() => void take()}
              onAnother={() => {
                setStage('choose');
                setReport(null);
              }}
            />
            <Rows report={report} taken={stage === 'taken'} />
          </section>
        )}
      </div>
    </>
  );
}

function FileDrop({ onFile }: { onFile: (file: File | undefined) => void }) {
  const w = useWords();
  const chooser = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  return (
    <section
      class={`card file-drop${over ? ' over' : ''}`}
      aria-label={w.imports.choose}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        onFile(event.dataTransfer?.files[0]);
      }}
    >
      <FileInput
        input={chooser}
        name="plan"
        accept=".csv,.json,text/csv,application/json"
        label={w.imports.choose}
        onChoose={([file]) => onFile(file)}
      />
      <Mark name="upload" size={26} />
      <strong>{w.imports.dropTitle}</strong>
      <p>{w.imports.dropText}</p>
      <div>
        <Button tone="primary" icon="file" onClick={() => chooser.current?.click()}>
          {w.imports.choose}
        </Button>
        <Example />
      </div>
    </section>
  );
}

const EXAMPLE = [
  'tanggal;jam;zona_waktu;teks;media;komentar_pertama;draf',
  '01/12/2026;19.00;Asia/Jakarta;"Promo awal bulan #promo";https://contoh.id/promo.jpg;#kuliner;',
  ';;;Ide untuk nanti;https://contoh.id/ide.jpg;;ya',
  '',
].join('\r\n');

function Example() {
  const w = useWords();
  return (
    <a
      class="btn plain"
      href={`data:text/csv;charset=utf-8,${encodeURIComponent(EXAMPLE)}`}
      download="simpul-rencana.csv"
    >
      <Icon name="download" size={16} />
      <span>{w.imports.example}</span>
    </a>
  );
}

function Columns() {
  const w = useWords();
  return (
    <details class="card import-columns">
      <summary>
        <Icon name="table" size={16} />
        <strong>{w.imports.columns}</strong>
        <Icon name="chevronDown" size={16} />
      </summary>
      <dl>
        {Object.entries(w.imports.columnTexts).map(([name, text]) => (
          <div key={name}>
            <dt>
              <code>{name}</code>
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

interface ResultProps {
  name: string;
  report: ImportReport;
  stage: Stage;
  onTake: () => void;
  onAnother: () => void;
}

function ResultHead({ name, report, stage, onTake, onAnother }: ResultProps) {
  const w = useWords();
  const taken = stage === 'taken';
  const { accepted, refused } = report;
  return (
    <header class="import-head">
      <div role="status">
        <h2>{taken ? w.imports.taken(report.stored) : w.imports.result(accepted, refused)}</h2>
        <small>
          {name}
          {refused > 0 && ` · ${w.imports.partly}`}
          {report.ignored_columns && ` · ${w.imports.ignored(report.ignored_columns)}`}
        </small>
      </div>
      <Button onClick={onAnother} disabled={stage === 'taking'}>
        {w.imports.another}
      </Button>
      {taken ? (
        <LinkButton tone="primary" icon="layers" href={href(addresses.posts)}>
          {w.imports.toPlan}
        </LinkButton>
      ) : (
        <Button
          tone="primary"
          icon="check"
          busy={stage === 'taking'}
          disabled={accepted === 0}
          onClick={onTake}
        >
          {w.imports.take(accepted)}
        </Button>
      )}
    </header>
  );
}

function Rows({ report, taken }: { report: ImportReport; taken: boolean }) {
  const w = useWords();
  const [only, setOnly] = useState<'all' | 'wrong'>(report.refused ? 'wrong' : 'all');
  const rows = only === 'all' ? report.rows : report.rows.filter((row) => !row.ok);
  return (
    <>
      {report.refused > 0 && report.accepted > 0 && (
        <div class="import-filter">
          <Segments
            label={w.imports.filter}
            items={[
              { key: 'wrong', label: `${w.imports.onlyWrong} (${report.refused})` },
              { key: 'all', label: `${w.imports.all} (${report.rows.length})` },
            ]}
            value={only}
            onChange={setOnly}
          />
        </div>
      )}
      {report.accepted === 0 && <p class="import-none">{w.imports.nothing}</p>}
      <div class="import-rows scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">{w.imports.row}</th>
              <th scope="col">{w.imports.state}</th>
              <th scope="col">{w.imports.post}</th>
              <th scope="col">{w.imports.what}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.row} row={row} taken={taken} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Row({ row, taken }: { row: ImportRow; taken: boolean }) {
  const w = useWords();
  const notes = [...row.errors, ...row.warnings];
  return (
    <tr class={row.ok ? '' : 'bad'}>
      <td class="number">{row.row}</td>
      <td>
        <span class={`badge ${row.ok ? 'good' : 'bad'}`}>
          <Icon name={row.ok ? 'check' : 'alert'} size={12} />
          {row.known
            ? w.imports.known
            : row.ok
              ? taken
                ? w.imports.done
                : w.imports.ready
              : w.imports.wrong}
        </span>
      </td>
      <td class="import-post">
        {row.publish_at && <b class="number">{row.publish_at.replace('T', ' ').slice(0, 16)}</b>}
        <span>{row.caption}</span>
      </td>
      <td>
        {row.ok && row.post_id && (
          <a class="link" href={href(addresses.post(row.post_id))}>
            {w.view}
          </a>
        )}
        {notes.length === 0 && !row.post_id && <span class="muted">{w.imports.fine}</span>}
        <ul>
          {notes.map((note, i) => (
            <li key={i}>
              {note.field && <code>{note.field}</code>} {note.message}{' '}
              {'action' in note ? (note.action ?? '') : ''}
            </li>
          ))}
        </ul>
      </td>
    </tr>
  );
}
