// Browser tests of the web app: `node run.mjs` against the built-in mock server,
// `node run.mjs --base-url URL --email E --password P [--graphsim URL]` against a running server.
// One line per test; the last line counts. Pictures go to var/screenshots.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { openBrowser, openPage } from './lib/browser.mjs';
import { checkQuiet } from './lib/checks.mjs';

const ROOT = path.join(path.dirname(fileURLToPath(import.meta.url)), '../..');

const USAGE = `usage: node run.mjs [options]
  --base-url URL    a running simpul; without it the mock server of web/dev is used
  --email E         login (with --base-url)
  --password P
  --graphsim URL    the simulator, to check that its dialog is the one that opens
  --only TEXT       only tests whose name contains TEXT
  --shots DIR       where pictures go (default var/screenshots)
  --lanes N         tests at a time against the mock (default 2)`;

function parseArguments(list) {
  const known = ['base-url', 'email', 'password', 'graphsim', 'only', 'shots', 'lanes'];
  const options = {};
  for (let i = 0; i < list.length; i += 2) {
    const name = list[i].replace(/^--/, '');
    if (!known.includes(name) || list[i + 1] === undefined) {
      console.error(USAGE);
      process.exit(2);
    }
    options[name] = list[i + 1];
  }
  return options;
}

const MOCK_SUITES = [
  'login',
  'accounts',
  'social',
  'dashboard',
  'exports',
  'reports',
  'top',
  'rivals',
  'followers',
  'people',
  'posts',
  'keyboard',
  'look',
];
const REAL_SUITES = ['journey'];

/** Loads the suites; each exports a list of `[name, body]`. */
async function collect(names, only) {
  const tests = [];
  for (const name of names) {
    const { default: list } = await import(`./suites/${name}.mjs`);
    for (const [title, body] of list) tests.push({ name: `${name}: ${title}`, body });
  }
  return only ? tests.filter((test) => test.name.includes(only)) : tests;
}

/** Opens pages for one test, and sees at its end that none of them complained. */
class Session {
  #opened = [];

  constructor(browser, shots) {
    this.browser = browser;
    this.shots = shots;
  }

  async open(options) {
    const opened = await openPage(this.browser, options);
    this.#opened.push(opened);
    return opened;
  }

  async shot(page, name, options = {}) {
    // A frame or two, so that what has just changed is painted.
    await page.waitForTimeout(120);
    await page.screenshot({ path: path.join(this.shots, `${name}.png`), ...options });
  }

  async end(failed, name) {
    try {
      if (failed) await this.#keepFailure(name);
      else this.#opened.forEach(({ complaints }) => checkQuiet(complaints, 'the page'));
    } finally {
      await Promise.all(this.#opened.map(({ context }) => context.close()));
    }
  }

  async #keepFailure(name) {
    const last = this.#opened.at(-1);
    if (!last) return;
    const file = `failed-${name.replace(/[^a-z0-9]+/gi, '-')}`;
    await this.shot(last.page, file).catch(() => {});
    last.complaints.list().forEach((line) => console.log(`    console: ${line}`));
  }
}

async function runTest({ name, body }, browser, shots, target) {
  const session = new Session(browser, shots);
  const started = Date.now();
  let error = null;
  try {
    await body({ session, ...target });
  } catch (thrown) {
    error = thrown;
  }
  try {
    await session.end(error !== null, name);
  } catch (thrown) {
    error ??= thrown;
  }
  const took = `${((Date.now() - started) / 1000).toFixed(1)} s`;
  console.log(`${error ? 'FAIL' : 'ok  '} ${name} (${took})`);
  if (error)
    console.log(
      `    ${String(error.message ?? error)
        .split('\n')
        .join('\n    ')}`,
    );
  return error === null;
}

/** Where tests run: each lane has its own server to play with; a real one is not shared. */
async function openLanes(options) {
  if (options['base-url']) {
    const { email, password, graphsim } = options;
    const url = options['base-url'].replace(/\/$/, '');
    return [{ target: { real: { url, email, password, graphsim } }, close: async () => {} }];
  }
  const { startMock } = await import('../../web/dev/mock-server.mjs');
  const count = Number(options.lanes ?? 2);
  const mocks = await Promise.all(Array.from({ length: count }, () => startMock()));
  return mocks.map((mock) => ({ target: { mock }, close: mock.close }));
}

/** Takes tests from the common queue until it is empty; returns how many passed. */
async function runLane(queue, { target }, browser, shots) {
  let passed = 0;
  for (let test = queue.shift(); test; test = queue.shift()) {
    target.mock?.reset();
    if (await runTest(test, browser, shots, target)) passed += 1;
  }
  return passed;
}

const options = parseArguments(process.argv.slice(2));
const shots = options.shots ?? path.join(ROOT, 'var/screenshots');
fs.mkdirSync(shots, { recursive: true });
const tests = await collect(options['base-url'] ? REAL_SUITES : MOCK_SUITES, options.only);
const lanes = await openLanes(options);
const { browser, close } = await openBrowser();
let passed = 0;
try {
  const queue = [...tests];
  const counts = await Promise.all(lanes.map((lane) => runLane(queue, lane, browser, shots)));
  passed = counts.reduce((sum, count) => sum + count, 0);
} finally {
  await close();
  await Promise.all(lanes.map((lane) => lane.close()));
}
console.log(`${passed} passed, ${tests.length - passed} failed`);
process.exitCode = passed === tests.length && tests.length > 0 ? 0 : 1;
