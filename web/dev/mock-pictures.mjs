// Pictures for the mock: plates on a table, drawn, so that pages have something to show.
const TABLES = [
  ['#f4a261', '#7a2e12', '#fff4e6', '#c8553d'],
  ['#a7c957', '#31572c', '#f8fbef', '#e9c46a'],
  ['#264653', '#0b1a20', '#eef6f7', '#e76f51'],
  ['#e9c46a', '#8a5a12', '#fffaf0', '#6a994e'],
  ['#cdb4db', '#5b3a70', '#fbf6ff', '#ff8fab'],
  ['#90caf9', '#12477a', '#f3f9ff', '#ffb703'],
];

const SIZES = {
  square: [1080, 1080],
  upright: [1080, 1350],
  tall: [1080, 1920],
  wide: [1200, 628],
};

/** `seed` picks the table, `shape` one of SIZES. */
export function picture(seed, shape = 'upright') {
  const [light, dark, plate, food] = TABLES[seed % TABLES.length];
  const [width, height] = SIZES[shape] ?? SIZES.upright;
  const [x, y, r] = [width / 2, height * 0.54, Math.min(width, height) * 0.36];
  const bits = Array.from({ length: 9 }, (_, i) => {
    const angle = (i * 40 * Math.PI) / 180 + seed;
    const far = r * (0.18 + ((i * 37) % 45) / 100);
    const [cx, cy] = [x + Math.cos(angle) * far, y + Math.sin(angle) * far];
    return `<ellipse cx="${cx}" cy="${cy}" rx="${r * 0.17}" ry="${r * 0.11}" fill="${i % 3 ? food : light}" transform="rotate(${i * 33} ${cx} ${cy})" opacity="0.92"/>`;
  }).join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><defs><linearGradient id="t" x1="0" y1="0" x2="1" y2="1"><stop stop-color="${light}"/><stop offset="1" stop-color="${dark}"/></linearGradient><radialGradient id="p"><stop offset="0.6" stop-color="${plate}"/><stop offset="1" stop-color="#0003"/></radialGradient></defs><rect width="100%" height="100%" fill="url(#t)"/><circle cx="${x + r * 0.06}" cy="${y + r * 0.1}" r="${r * 1.04}" fill="#0004"/><circle cx="${x}" cy="${y}" r="${r}" fill="url(#p)"/><circle cx="${x}" cy="${y}" r="${r * 0.72}" fill="${plate}"/>${bits}</svg>`;
}
