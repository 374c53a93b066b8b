// Unit tests: bundle every src/**/*.test.ts with esbuild, then run them with node's own runner.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');

function testFiles(dir) {
  return fs.readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const full = path.join(dir, entry.name);
    if (entry.isDirectory()) return testFiles(full);
    return entry.name.endsWith('.test.ts') ? [full] : [];
  });
}

const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'simpul-unit-'));
process.on('exit', () => fs.rmSync(outdir, { recursive: true, force: true }));

await esbuild.build({
  entryPoints: testFiles(path.join(root, 'src')),
  outdir,
  outbase: path.join(root, 'src'),
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node18',
  outExtension: { '.js': '.mjs' },
  sourcemap: 'inline',
  logLevel: 'warning',
});

function bundles(dir) {
  return fs.readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const full = path.join(dir, entry.name);
    if (entry.isDirectory()) return bundles(full);
    return entry.name.endsWith('.test.mjs') ? [full] : [];
  });
}

// A zone far from Jakarta: a date helper that leans on the machine's zone fails here.
const run = spawnSync(process.execPath, ['--enable-source-maps', '--test', ...bundles(outdir)], {
  stdio: 'inherit',
  env: { ...process.env, TZ: 'America/New_York' },
});
process.exitCode = run.status ?? 1;
