// Which part of a map is seen.
import type { Place } from './project';

/** In the map's own coordinates. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Each step halves what is seen; at the last, cities 25 km apart have marks of their own. */
export const CLOSEST = 16;

const within = (from: number, length: number, low: number, room: number) =>
  Math.min(Math.max(from, low), low + room - length);

/** The part of the map around a place, `times` as close as the whole, and none of what is beside it. */
export function closeUp(whole: Box, [x, y]: Place, times: number): Box {
  const width = whole.width / times;
  const height = whole.height / times;
  return {
    x: within(x - width / 2, width, whole.x, whole.width),
    y: within(y - height / 2, height, whole.y, whole.height),
    width,
    height,
  };
}

export const middleOf = (box: Box): Place => [box.x + box.width / 2, box.y + box.height / 2];
