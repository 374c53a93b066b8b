import { dayAt, type Day } from '../lib/dates';
import { now } from '../lib/clock';

/** Today in Jakarta, by the server's clock. */
export const today = (): Day => dayAt(now());
