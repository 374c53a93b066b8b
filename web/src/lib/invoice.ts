// What a subscription costs (contract H.3).
import { addDays, type Day } from './dates';

const TAX = 0.11;
const TAX_HIGH = 0.125;
/** Above this price, in rupiah, the higher tax. */
const HIGH_FROM = 2_000_000;

export const taxOf = (price: number): number => (price > HIGH_FROM ? TAX_HIGH : TAX);
export const toPay = (price: number, tax: number): number => Math.round(price * (1 + tax));

/** The last day of a subscription of so many days: the first one counts. */
export const lastDay = (start: Day, days: number): Day => addDays(start, days - 1);
