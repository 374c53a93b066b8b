// What must hold on every page: no complaint, no sideways scrolling, no cut text, no axe finding.
import fs from 'node:fs';
import { createRequire } from 'node:module';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export function assert(condition, message) {
  if (!condition) throw new Error(message);
}

export function equal(actual, expected, what) {
  const [got, want] = [JSON.stringify(actual), JSON.stringify(expected)];
  assert(got === want, `${what}: got ${got}, wanted ${want}`);
}

const PATIENCE_MS = 5000;
const LOOK_EVERY_MS = 50;

/**
 * What the page shows follows what was done a moment later: looks until `read` gives `expected`,
 * and says what it gave last when it never does.
 */
export async function settles(read, expected, what) {
  const want = JSON.stringify(expected);
  const patienceEnds = Date.now() + PATIENCE_MS;
  let got;
  do {
    got = JSON.stringify(await read());
    if (got === want) return;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  } while (Date.now() < patienceEnds);
  throw new Error(`${what}: got ${got}, wanted ${want}`);
}

/** The same for a condition. */
export const holds = (condition, what) =>
  settles(async () => Boolean(await condition()), true, what);

/** Needs a page opened with `axe: true`. */
export async function checkAxe(page, where) {
  await page.evaluate(fs.readFileSync(AXE, 'utf8'));
  const found = await page.evaluate(async (tags) => {
    const result = await globalThis.axe.run(document, {
      // A letter's preview is a document without an origin: axe cannot talk to it.
      iframes: !document.querySelector('iframe[sandbox]'),
      runOnly: { type: 'tag', values: tags },
    });
    return result.violations.map(
      (v) =>
        `${v.id}: ${v.nodes
          .map((node) => node.target.join(' '))
          .slice(0, 3)
          .join(' | ')}`,
    );
  }, RULES);
  assert(!found.length, `axe on ${where}:\n    ${found.join('\n    ')}`);
}

/** Runs in the page: what is wider than the window, and whose text does not fit its box. */
function layoutProblems() {
  const problems = [];
  const wide = document.documentElement.scrollWidth - window.innerWidth;
  if (wide > 0) problems.push(`the page is ${wide}px wider than the window`);
  for (const body of document.querySelectorAll(
    'dialog[open] .dialog-body, .popover:popover-open',
  )) {
    const over = body.scrollWidth - body.clientWidth;
    if (over > 1) problems.push(`a dialog is ${over}px wider than its frame`);
  }
  const seen = (element) => {
    const style = getComputedStyle(element);
    return element.checkVisibility() && style.clipPath === 'none';
  };
  const name = (element) =>
    `<${element.tagName.toLowerCase()} class="${element.getAttribute('class') ?? ''}"> "${element.textContent.trim().slice(0, 40)}"`;
  const hasText = (element) =>
    [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
  const shortened = (element) => {
    const style = getComputedStyle(element);
    const clips = style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none';
    return clips || (element.parentElement !== null && shortened(element.parentElement));
  };
  for (const element of document.body.querySelectorAll('*')) {
    if (!hasText(element) || !seen(element) || element.closest('.unseen, svg, noscript')) continue;
    const style = getComputedStyle(element);
    const cuts = style.overflowX !== 'visible' || style.overflowY !== 'visible';
    const scrolls = /auto|scroll/.test(style.overflowX + style.overflowY);
    const ellipsis = shortened(element);
    if (cuts && !scrolls && !ellipsis && element.scrollWidth > element.clientWidth + 1) {
      problems.push(`cut text: ${name(element)}`);
    }
    const range = document.createRange();
    range.selectNodeContents(element);
    const box = range.getBoundingClientRect();
    const scroller = element.closest('.scroll, .posts, .menu, dialog, .popover');
    if (
      !cuts &&
      !scroller &&
      !ellipsis &&
      box.width &&
      (box.right > window.innerWidth + 1 || box.left < -1)
    ) {
      problems.push(`text outside the window: ${name(element)}`);
    }
    const button = element.closest('button, .btn');
    if (button && !ellipsis && button.clientWidth && !element.closest('[popover]')) {
      const outer = button.getBoundingClientRect();
      if (box.right > outer.right + 1 || box.left < outer.left - 1) {
        problems.push(`text wider than its button: ${name(button)}`);
      }
    }
  }
  return problems.slice(0, 8);
}

export async function checkLayout(page, where) {
  const problems = await page.evaluate(layoutProblems);
  assert(!problems.length, `layout of ${where}:\n    ${problems.join('\n    ')}`);
}

export function checkQuiet(complaints, where) {
  const list = complaints.list();
  assert(!list.length, `the console of ${where} says:\n    ${list.slice(0, 6).join('\n    ')}`);
}
