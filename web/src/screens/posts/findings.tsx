// What the check before publishing has found, each at the file or the text it is about.
import { useWords } from '../../publish/texts';
import { mediumOf, type Finding } from '../../publish/shapes';
import { Icon } from '../../ui/icon';

export function FindingLine({ finding }: { finding: Finding }) {
  const bad = finding.severity === 'error';
  return (
    <p class={`finding ${bad ? 'bad' : 'warn'}`}>
      <Icon name={bad ? 'alert' : 'info'} size={14} />
      <span>
        {finding.message} {finding.action}
      </span>
    </p>
  );
}

export function Findings({ list }: { list: readonly Finding[] }) {
  const w = useWords();
  const fields: Record<string, string> = w.fields;
  const nameOf = (field: string) => {
    const medium = mediumOf(field);
    return medium === null ? (fields[field] ?? field) : w.mediumNumber(medium + 1);
  };
  return (
    <ul class="findings">
      {list.map((finding, i) => (
        <li key={i}>
          <strong>{nameOf(finding.field)}</strong>
          <FindingLine finding={finding} />
        </li>
      ))}
    </ul>
  );
}
