// The unseen input behind a button that chooses files. It forgets them at once, so that the same
// file can be chosen again.
import type { Ref } from 'preact';

interface FileInputProps {
  input: Ref<HTMLInputElement>;
  name: string;
  label: string;
  accept: string;
  multiple?: boolean;
  onChoose: (files: File[]) => void;
}

export const FileInput = ({ input, name, label, accept, multiple, onChoose }: FileInputProps) => (
  <input
    ref={input}
    type="file"
    name={name}
    multiple={multiple}
    accept={accept}
    aria-label={label}
    class="unseen"
    tabIndex={-1}
    onChange={({ currentTarget }) => {
      onChoose([...(currentTarget.files ?? [])]);
      currentTarget.value = '';
    }}
  />
);
