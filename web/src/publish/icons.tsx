// Line icons that only publishing uses, fetched with it: the paths of lucide (ISC licence).
import { Strokes } from '../ui/icon';

const PATHS = {
  more: ['M5 12h.01', 'M12 12h.01', 'M19 12h.01'],
  like: [
    'M7 10v12',
    'M15 5.900 14 10h5.800a2 2 0 0 1 2 2.600l-2.300 8A2 2 0 0 1 17.500 22H4a2 2 0 0 1-2-2v-8a2 2 0 0 1 2-2h2.800a2 2 0 0 0 1.800-1.100L12 2a3.100 3.100 0 0 1 3 3.900Z',
  ],
  forward: ['m15 17 5-5-5-5', 'M4 18v-2a4 4 0 0 1 4-4h12'],
  upload: ['M12 3v12', 'm17 8-5-5-5 5', 'M21 15v4a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-4'],
  repeat: [
    'm17 2 4 4-4 4',
    'M3 11v-1a4 4 0 0 1 4-4h14',
    'm7 22-4-4 4-4',
    'M21 13v1a4 4 0 0 1-4 4H3',
  ],
  text: ['M4 6h16', 'M4 12h16', 'M4 18h10'],
  music: [
    'M9 18V5l12-2v13',
    'M6 15a3 3 0 1 0 0 6 3 3 0 0 0 0-6',
    'M18 13a3 3 0 1 0 0 6 3 3 0 0 0 0-6',
  ],
  webhook: [
    'M18 17h-6c-1.100 0-2 .900-2.500 1.900A4 4 0 1 1 2 17c0-.700.200-1.400.600-2',
    'm6 17 3.100-5.800c.500-.900.100-2.100-.600-2.900a4 4 0 1 1 6.900-4.200',
    'm12 6 3.100 5.700c.500.900 1.700 1.300 2.900 1.300a4 4 0 1 1-2.700 7',
  ],
} satisfies Record<string, string[]>;

type MarkName = keyof typeof PATHS;

export const Mark = ({ name, size }: { name: MarkName; size?: number }) => (
  <Strokes paths={PATHS[name]} size={size} width={name === 'more' ? 2.6 : 1.8} />
);
