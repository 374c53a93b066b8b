// A form of text fields: their values, what is wrong with them, and one sending at a time.
import { useState } from 'preact/hooks';
import { ApiError } from '../api/error';
import { errorText, type ErrorText } from './errors';
import { useT } from './i18n';

export type Problems<K extends string> = Partial<Record<K, string | undefined>>;

export interface Bound<Key extends string> {
  name: Key;
  value: string;
  onInput: (value: string) => void;
  error: string | undefined;
}

export interface Form<K extends string> {
  values: Record<K, string>;
  problems: Problems<K>;
  failure: ErrorText | null;
  busy: boolean;
  set: (key: K) => (value: string) => void;
  /** What ties an input to its value: spread into a field. */
  field: <Key extends K>(key: Key) => Bound<Key>;
  /** Checks, sends, and shows whatever the server has to say about single fields. */
  submit: (event?: Event) => void;
  reset: (values: Record<K, string>) => void;
  /** For values that follow from others: from those of now, not of when it was drawn. */
  derive: (change: (now: Record<K, string>) => Partial<Record<K, string>>) => void;
}

export function useForm<K extends string>(
  initial: Record<K, string>,
  check: (values: Record<K, string>) => Problems<K>,
  send: (values: Record<K, string>) => Promise<void>,
): Form<K> {
  const { t } = useT();
  const [values, setValues] = useState(initial);
  const [problems, setProblems] = useState<Problems<K>>({});
  const [failure, setFailure] = useState<ErrorText | null>(null);
  const [busy, setBusy] = useState(false);

  const explain = (error: unknown) => {
    const fields = error instanceof ApiError ? error.fields : {};
    const named: Problems<K> = {};
    for (const key of Object.keys(values) as K[]) {
      if (fields[key]) named[key] = fields[key]![0];
    }
    setProblems(named);
    if (!Object.keys(named).length) setFailure(errorText(t, error));
  };

  const submit = (event?: Event) => {
    event?.preventDefault();
    if (busy) return;
    const found = check(values);
    setProblems(found);
    setFailure(null);
    if (Object.values(found).some(Boolean)) {
      const form = event?.target;
      // After the errors are drawn, the first of them gets the focus.
      if (form instanceof HTMLFormElement) {
        requestAnimationFrame(() =>
          form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(),
        );
      }
      return;
    }
    setBusy(true);
    send(values)
      .catch(explain)
      .finally(() => setBusy(false));
  };

  const set = (key: K) => (value: string) => setValues((now) => ({ ...now, [key]: value }));

  return {
    values,
    problems,
    failure,
    busy,
    set,
    field: (key) => ({
      name: key,
      value: values[key],
      onInput: set(key),
      error: problems[key],
    }),
    submit,
    reset: setValues,
    derive: (change) => setValues((now) => ({ ...now, ...change(now) })),
  };
}
