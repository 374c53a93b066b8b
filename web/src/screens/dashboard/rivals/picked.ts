// Which competitors stand in the columns, account by account, for as long as the page is open: the
// tab keeps them when one comes back to it, and a report begins with them.
import { createStore } from '../../../app/store';

type Picked = (string | undefined)[];

export const pickedRivals = createStore<Record<string, Picked>>({});

const NONE: Picked = [];

export const pickedOf = (all: Record<string, Picked>, accountId: string): Picked =>
  all[accountId] ?? NONE;

export function pickRivals(accountId: string, picked: Picked): void {
  pickedRivals.set({ ...pickedRivals.get(), [accountId]: picked });
}
