// Short messages that come and go. Errors stay until they are closed.
import { createStore } from './store';

export interface Toast {
  key: number;
  tone: 'good' | 'bad';
  title: string;
  text: string;
}

const SHOWN_MS = 6000;

export const toasts = createStore<Toast[]>([]);
let nextKey = 1;

export function dismiss(key: number): void {
  toasts.set(toasts.get().filter((toast) => toast.key !== key));
}

export function toast(tone: Toast['tone'], title: string, text = ''): void {
  const key = nextKey++;
  toasts.set([...toasts.get().slice(-3), { key, tone, title, text }]);
  if (tone === 'good') setTimeout(() => dismiss(key), SHOWN_MS);
}
