// Counting a text as the server and Meta count it, and what the rules of GET /api/posts/rules say
// about it. Counters run while the reader types, so nothing here asks anybody.
import type { PostTextRule } from '../api/types';

export type Measure = PostTextRule['measure'];
export type TextPlace = PostTextRule['place'];

// A sign that follows a letter, a digit or `&` begins no hashtag; letters, digits, `_` and emoji
// make one. What differs only in case is the same one.
const HASHTAG =
  /(?<![\p{L}\p{N}\p{M}_&])[#＃]([\p{L}\p{N}\p{M}_\p{Extended_Pictographic}\u{fe0f}\u{200d}]+)/gu;
const MENTION = /(?<![\p{L}\p{N}_])@(?=[a-zA-Z0-9_])/gu;

export const characters = (text: string): number => [...text].length;

export const hashtagsOf = (text: string): string[] => [
  ...new Set([...text.matchAll(HASHTAG)].map((found) => found[1]!.normalize('NFC').toLowerCase())),
];

export const mentions = (text: string): number => [...text.matchAll(MENTION)].length;

export const countOf = (measure: Measure, text: string): number =>
  measure === 'characters'
    ? characters(text)
    : measure === 'hashtags'
      ? hashtagsOf(text).length
      : mentions(text);

export interface Counter {
  measure: Measure;
  count: number;
  /** More is refused; null: no such rule. */
  max: number | null;
  /** More is unwise. */
  advised: number | null;
  level: 'fine' | 'unwise' | 'refused';
  /** Who says so. */
  source: string;
}

/** The counters of a text at a place, in the order of the rules; measures without a rule have none. */
export function countersOf(
  rules: readonly PostTextRule[],
  place: TextPlace,
  text: string,
): Counter[] {
  const here = rules.filter((rule) => rule.place === place);
  const measures = [...new Set(here.map((rule) => rule.measure))];
  return measures.map((measure) => {
    const count = countOf(measure, text);
    const strict = here.find((rule) => rule.measure === measure && rule.refuses);
    const mild = here.find((rule) => rule.measure === measure && !rule.refuses);
    const refused = strict !== undefined && count > strict.max;
    const unwise = mild !== undefined && count > mild.max;
    return {
      measure,
      count,
      max: strict?.max ?? null,
      advised: mild?.max ?? null,
      level: refused ? 'refused' : unwise ? 'unwise' : 'fine',
      source: (refused ? strict : unwise ? mild : (strict ?? mild))?.source ?? '',
    };
  });
}
