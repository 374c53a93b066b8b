// From longitude and latitude to the maps' own coordinates; the constants belong to the files.

export type Place = [x: number, y: number];

const RADIANS = Math.PI / 180;
/** The world map is turned so that it is cut in the Pacific. */
const TURNED = 11;

export interface WorldScale {
  k: number;
  tx: number;
  ty: number;
}

/** Natural Earth I, as a polynomial of the latitude. */
export function onWorld(lng: number, lat: number, { k, tx, ty }: WorldScale): Place {
  const turned = ((((lng - TURNED + 180) % 360) + 360) % 360) - 180;
  const x = turned * RADIANS;
  const y = lat * RADIANS;
  const y2 = y * y;
  const y4 = y2 * y2;
  const across = 0.8707 - 0.131979 * y2 + y4 * (-0.013791 + y4 * (0.003971 * y2 - 0.001529 * y4));
  const along = 1.007226 + y2 * (0.015085 + y4 * (-0.044475 + 0.028874 * y2 - 0.005916 * y4));
  return [tx + k * x * across, ty - k * y * along];
}

const WEST = 94.8;
const EAST = 141.2;
const NORTH = 6.4;
const SOUTH = -11.2;
export const INDONESIA_WIDTH = 2000;
export const INDONESIA_HEIGHT = 758.6;

export const onIndonesia = (lng: number, lat: number): Place => [
  ((lng - WEST) / (EAST - WEST)) * INDONESIA_WIDTH,
  ((NORTH - lat) / (NORTH - SOUTH)) * INDONESIA_HEIGHT,
];

export const inIndonesia = (lng: number, lat: number): boolean =>
  lng >= WEST && lng <= EAST && lat <= NORTH && lat >= SOUTH;
