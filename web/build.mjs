// The whole build: bundle, split per route, hash, write index.html, precompress, list the result.
// Runs on node 18 and later; needs nothing but esbuild and node's own zlib.
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';

const here = path.dirname(fileURLToPath(import.meta.url));
const dist = path.join(here, 'dist');
const assets = path.join(dist, 'assets');

const MIME = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

// Already compressed formats gain nothing from gzip or brotli.
const COMPRESSIBLE = new Set(['.html', '.js', '.css', '.json', '.svg', '.txt']);

const bundle = () =>
  esbuild.build({
    absWorkingDir: here,
    entryPoints: {
      app: 'src/main.tsx',
      style: 'src/styles/app.css',
      // Of pages that few first visits see; app/style.ts fetches it with them.
      publish: 'src/styles/publish/index.css',
    },
    outdir: 'dist/assets',
    bundle: true,
    splitting: true,
    format: 'esm',
    minify: true,
    target: ['chrome123', 'firefox121', 'safari17.5'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    entryNames: '[name]-[hash]',
    chunkNames: 'c-[hash]',
    assetNames: '[name]-[hash]',
    loader: { '.woff2': 'file' },
    legalComments: 'none',
    metafile: true,
  });

/** The emitted file of one kind: entry points by source, the font by suffix. */
function outputs(metafile) {
  const found = {};
  for (const [file, info] of Object.entries(metafile.outputs)) {
    const name = path.basename(file);
    if (info.entryPoint === 'src/main.tsx') found.script = name;
    if (info.entryPoint === 'src/styles/app.css') found.style = name;
    if (info.entryPoint === 'src/styles/publish/index.css') found.publish = name;
    if (name.endsWith('.woff2')) found.font = name;
    if (info.entryPoint === 'src/main.tsx') {
      found.preload = info.imports
        .filter((i) => i.kind === 'import-statement')
        .map((i) => path.basename(i.path));
    }
  }
  return found;
}

function writeIndex({ script, style, publish, font, preload }) {
  const page = fs
    .readFileSync(path.join(here, 'public/index.html'), 'utf8')
    .replaceAll('{{script}}', `assets/${script}`)
    .replaceAll('{{style}}', `assets/${style}`)
    .replaceAll('{{publish}}', `assets/${publish}`)
    .replaceAll('{{font}}', `assets/${font}`)
    .replace(
      '{{preload}}',
      preload.map((name) => `<link rel="modulepreload" href="assets/${name}" />`).join('\n    '),
    );
  fs.writeFileSync(path.join(dist, 'index.html'), page);
}

function copyPublic() {
  for (const name of fs.readdirSync(path.join(here, 'public'))) {
    if (name !== 'index.html')
      fs.copyFileSync(path.join(here, 'public', name), path.join(dist, name));
  }
}

function walk(dir) {
  return fs
    .readdirSync(dir, { withFileTypes: true })
    .flatMap((entry) =>
      entry.isDirectory() ? walk(path.join(dir, entry.name)) : [path.join(dir, entry.name)],
    )
    .sort();
}

function precompress(file) {
  const plain = fs.readFileSync(file);
  const brotli = {
    [zlib.constants.BROTLI_PARAM_QUALITY]: zlib.constants.BROTLI_MAX_QUALITY,
    [zlib.constants.BROTLI_PARAM_SIZE_HINT]: plain.length,
  };
  fs.writeFileSync(`${file}.gz`, zlib.gzipSync(plain, { level: 9 }));
  fs.writeFileSync(`${file}.br`, zlib.brotliCompressSync(plain, { params: brotli }));
}

/** One row per file the server serves; `encodings` names the precompressed neighbours. */
function manifestRow(file) {
  const ext = path.extname(file);
  const mime = MIME[ext];
  if (!mime) throw new Error(`no media type for ${file}: add it to MIME in build.mjs`);
  const relative = path.relative(dist, file).split(path.sep).join('/');
  return {
    url: relative === 'index.html' ? '/' : `/${relative}`,
    file: relative,
    mime,
    immutable: relative.startsWith('assets/'),
    encodings: COMPRESSIBLE.has(ext) ? ['br', 'gz'] : [],
  };
}

const kib = (bytes) => `${(bytes / 1024).toFixed(1)} KiB`.padStart(11);

function report(rows) {
  for (const { file, encodings } of rows) {
    const full = path.join(dist, file);
    const gz = encodings.length ? kib(fs.statSync(`${full}.gz`).size) : ''.padStart(11);
    console.log(`${file.padEnd(48)}${kib(fs.statSync(full).size)}${gz}`);
  }
}

const started = Date.now();
fs.rmSync(dist, { recursive: true, force: true });
fs.mkdirSync(assets, { recursive: true });
const { metafile } = await bundle();
const emitted = outputs(metafile);
writeIndex(emitted);
copyPublic();
const rows = walk(dist).map(manifestRow);
for (const row of rows) if (row.encodings.length) precompress(path.join(dist, row.file));
fs.writeFileSync(path.join(dist, 'manifest.json'), `${JSON.stringify(rows, null, 2)}\n`);
report(rows);
const first = [emitted.script, ...emitted.preload].map((name) => path.join(assets, `${name}.gz`));
const firstLoad = first.reduce((sum, file) => sum + fs.statSync(file).size, 0);
console.log(`first load: ${kib(firstLoad).trim()} of script, gzipped; ${Date.now() - started} ms`);
