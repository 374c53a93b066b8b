// A note to ourselves, left before the browser goes to Facebook: whoever comes back is renewing a
// connection, not making one.
import { recall, remember } from './storage';

const FLAG = 'reauthorizing';

/** A login at Facebook that took longer than this was given up. */
const FLAG_LIFE_MS = 15 * 60_000;

export const startReauthorization = (): void => remember(FLAG, String(Date.now()));
export const endReauthorization = (): void => remember(FLAG, '');
export const isReauthorizing = (): boolean => Date.now() - Number(recall(FLAG)) < FLAG_LIFE_MS;
