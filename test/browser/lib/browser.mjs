// Debian's Chromium under playwright-core: one browser with a fresh profile, one context per test.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';

// The first is Chromium alone: the others also draw the tabs and bars of a window that nobody sees,
// with pages of their own, which takes as long again.
const EXECUTABLES = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/lib/chromium/chromium',
  '/usr/bin/google-chrome',
];

const ARGS = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const DESKTOP = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };

function executable() {
  const chosen = process.env.CHROMIUM ?? EXECUTABLES.find((file) => fs.existsSync(file));
  if (!chosen) {
    throw new Error('no Chromium found: apt-get install chromium-headless-shell, or set CHROMIUM');
  }
  return chosen;
}

export async function openBrowser() {
  // Crash reports and caches go to a directory of this run, never to the user's home.
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'simpul-browser-'));
  const browser = await chromium.launch({
    executablePath: executable(),
    args: ARGS,
    env: { ...process.env, HOME: home, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home },
  });
  const close = async () => {
    await browser.close();
    fs.rmSync(home, { recursive: true, force: true, maxRetries: 3 });
  };
  return { browser, close };
}

/** Everything the page complained about, and what the test has declared to be expected. */
export class Complaints {
  #found = [];
  #expected = [];

  /** Console lines that a test provokes on purpose, such as the browser's note on a 500. */
  expect(pattern) {
    this.#expected.push(pattern);
  }

  add(text) {
    this.#found.push(text);
  }

  list() {
    return this.#found.filter((text) => !this.#expected.some((pattern) => pattern.test(text)));
  }
}

const WATCH_VIOLATIONS = () => {
  document.addEventListener('securitypolicyviolation', (event) => {
    console.error(`CSP violation: ${event.effectiveDirective} ${event.blockedURI}`);
  });
};

/**
 * A page of its own. `scheme` is the system's light or dark; `lang` and `theme` are the choices a
 * reader has stored earlier.
 */
export async function openPage(browser, options = {}) {
  const { viewport = DESKTOP, scheme = 'light', lang, theme, axe = false } = options;
  const context = await browser.newContext({
    viewport,
    colorScheme: scheme,
    locale: 'id-ID',
    timezoneId: options.timezone ?? 'Asia/Jakarta',
    reducedMotion: 'reduce',
    acceptDownloads: true,
    hasTouch: viewport.width < 760,
    // Injecting axe needs a script the policy forbids; such pages never count as proof of CSP.
    bypassCSP: axe,
  });
  const complaints = new Complaints();
  await context.addInitScript(WATCH_VIOLATIONS);
  await context.addInitScript(
    ([storedLang, storedTheme, splash]) => {
      // The greeting of the first visit stands in nobody's way but its own test's.
      // A page without an origin has no storage, and nothing to greet.
      if (window.origin === 'null') return;
      if (!splash && !localStorage.getItem('simpul.splash')) {
        localStorage.setItem('simpul.splash', 'seen');
      }
      if (storedLang && !localStorage.getItem('simpul.lang')) {
        localStorage.setItem('simpul.lang', storedLang);
      }
      if (storedTheme && !localStorage.getItem('simpul.theme')) {
        localStorage.setItem('simpul.theme', storedTheme);
      }
    },
    [lang, theme, options.splash === true],
  );
  const page = await context.newPage();
  page.setDefaultTimeout(options.timeout ?? 15_000);
  page.on('console', (message) => {
    if (message.type() !== 'error' && message.type() !== 'warning') return;
    const { url } = message.location();
    complaints.add(`${message.type()}: ${message.text()}${url ? ` (${url})` : ''}`);
  });
  page.on('pageerror', (error) => complaints.add(`exception: ${error.message}`));
  return { page, context, complaints };
}
