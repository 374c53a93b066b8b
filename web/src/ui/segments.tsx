// A few choices side by side, one of them pressed.
interface SegmentsProps<K extends string> {
  label: string;
  items: { key: K; label: string }[];
  value: K;
  onChange: (key: K) => void;
}

export function Segments<K extends string>({ label, items, value, onChange }: SegmentsProps<K>) {
  return (
    <div class="segments" role="group" aria-label={label}>
      {items.map((item) => (
        <button
          key={item.key}
          type="button"
          aria-pressed={item.key === value}
          onClick={() => onChange(item.key)}
        >
          {item.label}
        </button>
      ))}
    </div>
  );
}
