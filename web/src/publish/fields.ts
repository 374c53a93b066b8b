// Which of the composer's fields shows what the server says of an input.
import { mediumOf } from './shapes';

const SHOWN = new Set([
  'caption',
  'first_comment',
  'targets',
  'media',
  'link',
  'location_id',
  'collaborators',
  'user_tags',
  'cover_url',
  'thumb_offset_ms',
  'options',
  'publish_at',
  'time_zone',
  'queue',
  'repeat',
]);

/** `targets[1].caption` → caption, `repeat.until` → repeat; null: it has no field there. */
export function placeOf(field: string): string | null {
  if (mediumOf(field) !== null) return field;
  const [first = '', own] = field.replace(/\[\d+\]/, '').split('.');
  if (first === 'targets' && own && SHOWN.has(own)) return own;
  return SHOWN.has(first) ? first : null;
}
