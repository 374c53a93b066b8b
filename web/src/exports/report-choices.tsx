// The choices of a report: pages, competitors, language. Dialogs and schedules share them.
import { paths } from '../api/paths';
import { useGet } from '../api/query';
import type { CompetitorAccount, ExportLanguage } from '../api/types';
import { useT } from '../app/i18n';
import { Avatar } from '../ui/avatar';
import { Option, Options, toggled } from '../ui/option';
import { Segments } from '../ui/segments';
import { Skeleton } from '../ui/states';

export const PDF_PARTS = ['competitors', 'statistics', 'top-posts'] as const;
export type PdfPart = (typeof PDF_PARTS)[number];

export const ZIP_PARTS = ['csv', 'xlsx', 'pdf', 'json'] as const;
export type ZipPart = (typeof ZIP_PARTS)[number];

export const REPORT_RIVALS_MAX = 6;
const LANGUAGES: ExportLanguage[] = ['id', 'en'];

interface PartsProps<K extends string> {
  legend: string;
  all: readonly K[];
  chosen: readonly K[];
  onChange: (chosen: K[]) => void;
}

export function PartChoice<K extends PdfPart | ZipPart>(props: PartsProps<K>) {
  const { t } = useT();
  const { legend, all, chosen, onChange } = props;
  return (
    <Options legend={legend}>
      {all.map((part) => (
        <Option
          key={part}
          kind="checkbox"
          name="parts"
          value={part}
          title={t.exporting.parts[part]}
          hint={t.exporting.partHints[part]}
          chosen={chosen.includes(part)}
          onChange={() => onChange(toggled(all, chosen, part))}
        />
      ))}
    </Options>
  );
}

interface RivalsProps {
  accountId: string;
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
}

export const useRivals = (accountId: string | null) =>
  useGet<CompetitorAccount[]>(accountId ? paths.rivals(accountId) : null);

export function RivalChoice({ accountId, chosen, onChange }: RivalsProps) {
  const { t } = useT();
  const { data } = useRivals(accountId);
  if (!data) return <Skeleton lines={2} />;
  if (!data.length) return <p class="field-note">{t.exporting.rivalsNone}</p>;
  const ids = data.map((rival) => rival.id);
  const full = chosen.length >= REPORT_RIVALS_MAX;
  return (
    <fieldset class="rival-choice">
      <legend>
        {t.exporting.rivals}
        {ids.length > REPORT_RIVALS_MAX && (
          <small> {t.exporting.rivalsMost(REPORT_RIVALS_MAX)}</small>
        )}
      </legend>
      {data.map((rival) => {
        const on = chosen.includes(rival.id);
        return (
          <label key={rival.id} class={`chip-check${on ? ' chosen' : ''}`}>
            <input
              type="checkbox"
              name="competitors"
              value={rival.id}
              checked={on}
              disabled={full && !on}
              onChange={() => onChange(toggled(ids, chosen, rival.id))}
            />
            <Avatar
              src={rival.profile_picture_url}
              name={rival.name || rival.username}
              size="small"
            />
            <span>@{rival.username}</span>
          </label>
        );
      })}
    </fieldset>
  );
}

interface LanguageProps {
  value: ExportLanguage;
  onChange: (language: ExportLanguage) => void;
}

export function LanguageChoice({ value, onChange }: LanguageProps) {
  const { t } = useT();
  return (
    <div class="preference">
      <span>{t.exporting.language}</span>
      <Segments
        label={t.exporting.language}
        items={LANGUAGES.map((key) => ({ key, label: t.exporting.languages[key] }))}
        value={value}
        onChange={onChange}
      />
    </div>
  );
}
