// Line icons: the paths of lucide (ISC licence), only those in use.

const PATHS = {
  alert: [
    'M12 9v4',
    'M12 17h.01',
    'M10.3 3.9 1.8 18a2 2 0 0 0 1.7 3h17a2 2 0 0 0 1.7-3L13.7 3.9a2 2 0 0 0-3.4 0Z',
  ],
  arrowDown: ['M7 7l10 10', 'M17 8v9H8'],
  arrowUp: ['M7 17 17 7', 'M8 7h9v9'],
  bell: ['M6 8a6 6 0 0 1 12 0c0 7 3 9 3 9H3s3-2 3-9', 'M10.3 21a1.9 1.9 0 0 0 3.4 0'],
  bookmark: ['m19 21-7-4-7 4V5a2 2 0 0 1 2-2h10a2 2 0 0 1 2 2Z'],
  calendar: [
    'M8 2v4',
    'M16 2v4',
    'M3 10h18',
    'M5 4h14a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2Z',
  ],
  chart: ['M3 3v16a2 2 0 0 0 2 2h16', 'm7 15 4-5 4 3 5-7'],
  check: ['M20 6 9 17l-5-5'],
  chevronDown: ['m6 9 6 6 6-6'],
  chevronLeft: ['m15 18-6-6 6-6'],
  chevronRight: ['m9 18 6-6-6-6'],
  chevrons: ['m7 15 5 5 5-5', 'm7 9 5-5 5 5'],
  clock: ['M12 22a10 10 0 1 0 0-20 10 10 0 0 0 0 20Z', 'M12 6v6l4 2'],
  close: ['M18 6 6 18', 'm6 6 12 12'],
  copy: [
    'M10 8h10a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H10a2 2 0 0 1-2-2V10a2 2 0 0 1 2-2Z',
    'M4 16a2 2 0 0 1-2-2V4a2 2 0 0 1 2-2h10a2 2 0 0 1 2 2',
  ],
  download: ['M12 15V3', 'M21 15v4a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-4', 'm7 10 5 5 5-5'],
  external: [
    'M15 3h6v6',
    'M10 14 21 3',
    'M18 13v6a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2h6',
  ],
  eye: [
    'M2.1 12.3a1 1 0 0 1 0-.7 10.7 10.7 0 0 1 19.8 0 1 1 0 0 1 0 .7 10.7 10.7 0 0 1-19.8 0',
    'M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6',
  ],
  eyeOff: [
    'M10.7 5.100a10.7 10.7 0 0 1 11.2 6.6 1 1 0 0 1 0 .7 10.7 10.7 0 0 1-1.4 2.5',
    'M14.1 14.200a3 3 0 0 1-4.2-4.2',
    'M17.5 17.500a10.8 10.8 0 0 1-15.4-5.2 1 1 0 0 1 0-.7 10.8 10.8 0 0 1 4.4-5.1',
    'm2 2 20 20',
  ],
  facebook: ['M18 2h-3a5 5 0 0 0-5 5v3H7v4h3v8h4v-8h3l1-4h-4V7a1 1 0 0 1 1-1h3Z'],
  file: [
    'M15 2H6a2 2 0 0 0-2 2v16a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2V7Z',
    'M14 2v5h6',
    'M8 13h2',
    'M14 13h2',
    'M8 17h2',
    'M14 17h2',
  ],
  grid: ['M3 3h7v9H3Z', 'M14 3h7v5h-7Z', 'M14 12h7v9h-7Z', 'M3 16h7v5H3Z'],
  globe: [
    'M12 22a10 10 0 1 0 0-20 10 10 0 0 0 0 20Z',
    'M2 12h20',
    'M12 2a15 15 0 0 1 0 20 15 15 0 0 1 0-20',
  ],
  hash: ['M4 9h16', 'M4 15h16', 'M10 3 8 21', 'm16 3-2 18'],
  heart: [
    'M2 9.500a5.5 5.5 0 0 1 9.6-3.7.6.6 0 0 0 .8 0A5.5 5.5 0 0 1 22 9.500c0 2.3-1.5 4-3 5.500l-5.5 5.300a2 2 0 0 1-3 0L5 15c-1.5-1.5-3-3.2-3-5.5',
  ],
  help: [
    'M12 22a10 10 0 1 0 0-20 10 10 0 0 0 0 20Z',
    'M9.1 9a3 3 0 0 1 5.8 1c0 2-3 3-3 3',
    'M12 17h.01',
  ],
  image: [
    'M5 3h14a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2Z',
    'M9 7a2 2 0 1 0 0 4 2 2 0 0 0 0-4',
    'm21 15-3.1-3.100a2 2 0 0 0-2.8 0L6 21',
  ],
  info: ['M12 22a10 10 0 1 0 0-20 10 10 0 0 0 0 20Z', 'M12 16v-4', 'M12 8h.01'],
  instagram: [
    'M7 2h10a5 5 0 0 1 5 5v10a5 5 0 0 1-5 5H7a5 5 0 0 1-5-5V7a5 5 0 0 1 5-5Z',
    'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8',
    'M17.5 6.500h.01',
  ],
  layers: [
    'M9 9h10a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H9a2 2 0 0 1-2-2v-8a2 2 0 0 1 2-2Z',
    'M17 5V5a2 2 0 0 0-2-2H5a2 2 0 0 0-2 2v8a2 2 0 0 0 2 2',
  ],
  link: ['M9 17H7A5 5 0 0 1 7 7h2', 'M15 7h2a5 5 0 1 1 0 10h-2', 'M8 12h8'],
  lock: [
    'M5 11h14a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-7a2 2 0 0 1 2-2Z',
    'M7 11V7a5 5 0 0 1 10 0v4',
  ],
  logout: ['M9 21H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2h4', 'm16 17 5-5-5-5', 'M21 12H9'],
  mail: [
    'M4 4h16a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2Z',
    'm22 7-9 5.7a2 2 0 0 1-2 0L2 7',
  ],
  message: [
    'M3 16.300a2 2 0 0 1 .1 1.200l-1.1 3.300a1 1 0 0 0 1.3 1.200l3.4-1a2 2 0 0 1 1.1.1 10 10 0 1 0-4.8-4.8',
  ],
  minus: ['M5 12h14'],
  pencil: [
    'M21.2 6.800a1 1 0 0 0-4-4L3.800 16.200a2 2 0 0 0-.5.800l-1.300 4.400a.5.5 0 0 0 .6.600l4.400-1.300a2 2 0 0 0 .8-.5Z',
    'm15 5 4 4',
  ],
  plus: ['M5 12h14', 'M12 5v14'],
  receipt: [
    'M4 2v20l3-2 2.500 2 2.500-2 2.500 2 2.500-2 3 2V2l-3 2-2.500-2L12 4 9.500 2 7 4Z',
    'M12 8v8',
    'M8.500 12h7',
  ],
  refresh: [
    'M3 12a9 9 0 0 1 15.4-6.400L21 8',
    'M21 3v5h-5',
    'M21 12a9 9 0 0 1-15.4 6.400L3 16',
    'M3 21v-5h5',
  ],
  search: ['M11 3a8 8 0 1 0 0 16 8 8 0 0 0 0-16', 'm21 21-4.3-4.3'],
  settings: [
    'M20 7h-9',
    'M14 17H5',
    'M17 14a3 3 0 1 0 0 6 3 3 0 0 0 0-6',
    'M7 4a3 3 0 1 0 0 6 3 3 0 0 0 0-6',
  ],
  share: ['M22 2 11 13', 'm22 2-7 20-4-9-9-4Z'],
  shield: [
    'M20 13c0 5-3.5 7.5-7.7 8.900a1 1 0 0 1-.6 0C7.500 20.500 4 18 4 13V6a1 1 0 0 1 1-1c2 0 4.500-1.200 6.200-2.700a1.200 1.200 0 0 1 1.600 0C14.500 3.800 17 5 19 5a1 1 0 0 1 1 1Z',
    'm9 12 2 2 4-4',
  ],
  sparkles: [
    'M9.900 15.500A2 2 0 0 0 8.500 14.100l-6.100-1.600a.500.500 0 0 1 0-1L8.500 9.900A2 2 0 0 0 9.900 8.500l1.600-6.100a.500.500 0 0 1 1 0l1.600 6.100a2 2 0 0 0 1.400 1.400l6.100 1.600a.500.500 0 0 1 0 1l-6.100 1.600a2 2 0 0 0-1.400 1.400l-1.600 6.100a.500.500 0 0 1-1 0Z',
  ],
  table: [
    'M12 3v18',
    'M3 9h18',
    'M3 15h18',
    'M5 3h14a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2Z',
  ],
  ticket: [
    'M2 9a3 3 0 0 1 0 6v2a2 2 0 0 0 2 2h16a2 2 0 0 0 2-2v-2a3 3 0 0 1 0-6V7a2 2 0 0 0-2-2H4a2 2 0 0 0-2 2Z',
    'M13 5v2',
    'M13 17v2',
    'M13 11v2',
  ],
  trash: [
    'M3 6h18',
    'M19 6v14a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2V6',
    'M8 6V4a2 2 0 0 1 2-2h4a2 2 0 0 1 2 2v2',
  ],
  unlink: ['M9 17H7A5 5 0 0 1 7 7', 'M15 7h2a5 5 0 0 1 4 8', 'M8 12h4', 'm2 2 20 20'],
  user: ['M19 21v-2a4 4 0 0 0-4-4H9a4 4 0 0 0-4 4v2', 'M12 3a4 4 0 1 0 0 8 4 4 0 0 0 0-8'],
  users: [
    'M16 21v-2a4 4 0 0 0-4-4H6a4 4 0 0 0-4 4v2',
    'M9 3a4 4 0 1 0 0 8 4 4 0 0 0 0-8',
    'M22 21v-2a4 4 0 0 0-3-3.9',
    'M16 3.100a4 4 0 0 1 0 7.8',
  ],
  zoomIn: ['M11 3a8 8 0 1 0 0 16 8 8 0 0 0 0-16', 'm21 21-4.3-4.3', 'M11 8v6', 'M8 11h6'],
  zoomOut: ['M11 3a8 8 0 1 0 0 16 8 8 0 0 0 0-16', 'm21 21-4.3-4.3', 'M8 11h6'],
  video: ['M6 4l14 8-14 8Z'],
} satisfies Record<string, string[]>;

export type IconName = keyof typeof PATHS;

export const Icon = ({ name, size }: { name: IconName; size?: number }) => (
  <Strokes paths={PATHS[name]} size={size} />
);

interface StrokesProps {
  paths: readonly string[];
  size?: number | undefined;
  width?: number;
}

/** Draws the lines of an icon, of this table or another. */
export function Strokes({ paths, size = 17, width = 1.8 }: StrokesProps) {
  return (
    <svg
      class="icon"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width={width}
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      {paths.map((d) => (
        <path key={d} d={d} />
      ))}
    </svg>
  );
}

/** The mark: lines that meet in a knot. */
export function Logo({ size = 26 }: { size?: number }) {
  return (
    <svg class="logo" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <rect width="24" height="24" rx="7" class="logo-ground" />
      <path d="M4.8 6.6C9.6 6.6 8.4 12 12 12s2.4-5.4 7.2-5.4" class="logo-line" />
      <path d="M4.8 17.4C9.6 17.4 8.4 12 12 12s2.4 5.4 7.2 5.4" class="logo-line" />
      <circle cx="12" cy="12" r="2.7" class="logo-knot" />
    </svg>
  );
}
