// How well a colour can be read on white paper (WCAG 2.2, relative luminance and contrast ratio).

/** The standard's least ratio for text of ordinary size. */
export const READABLE = 4.5;

export const isColour = (text: string): boolean => /^#[0-9a-f]{6}$/i.test(text);

function channel(byte: number): number {
  const share = byte / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) =>
    channel(Number.parseInt(colour.slice(at, at + 2), 16)),
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** From 1 (white) to 21 (black). */
export const contrastOnWhite = (colour: string): number => 1.05 / (luminance(colour) + 0.05);
