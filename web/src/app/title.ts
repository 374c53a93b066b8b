// The document's title, and the focus after a change of page: readers who do not see the page
// learn from both that they are somewhere else.
import { useEffect } from 'preact/hooks';

export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title ? `${title} – Simpul` : 'Simpul';
  }, [title]);
}
