// Shared steps of the journey through a running server.
import { assert } from './checks.mjs';

export const HOME = '/apps/cekbrand';
export const MANAGE = `${HOME}/callback`;

export const hashOf = (page) => new URL(page.url()).hash.slice(1);

/** Logs in by the API, so that only the tests about login pay for the page. */
export async function enter({ session, real }, route = HOME, options = {}) {
  const opened = await session.open({ timeout: 20_000, ...options });
  // The simulator's pages have no icon; ours name theirs.
  opened.complaints.expect(/favicon\.ico/);
  const { email, password } = real;
  const reply = await opened.context.request.post(`${real.url}/auth/login/`, {
    data: { email, password },
  });
  assert(reply.ok(), `login: ${reply.status()} ${await reply.text()}`);
  await opened.page.goto(`${real.url}/#${route}`);
  return opened;
}

async function call(context, real, method, path) {
  const cookies = await context.cookies(real.url);
  const csrf = cookies.find((cookie) => cookie.name === 'csrftoken')?.value ?? '';
  return context.request.fetch(real.url + path, {
    method,
    headers: { 'X-CSRFToken': csrf, 'Content-Type': 'application/json' },
  });
}

/** Leaves the user without any connection, whatever an earlier run left behind. */
export async function disconnectAll(context, real) {
  const list = async (path) => (await call(context, real, 'GET', path)).json();
  for (const account of await list('/cekbrand/accounts')) {
    await call(context, real, 'DELETE', `/cekbrand/accounts/${account.id}`);
  }
  for (const social of await list('/user/socialaccounts?provider=facebook')) {
    await call(context, real, 'DELETE', `/user/socialaccounts/${social.id}?provider=facebook`);
  }
  await disconnectMeta(context, real);
}

export const disconnectMeta = (context, real) =>
  call(context, real, 'POST', '/api/meta/disconnect');

/** The login dialog of the simulator: who, which permissions, allow or cancel. */
export async function answerDialog(page, { graphsim }, persona, answer = 'allow') {
  await page.waitForSelector(`[data-persona=${persona}]`);
  if (graphsim) {
    assert(page.url().startsWith(graphsim), `the dialog is at ${page.url()}, not at ${graphsim}`);
  }
  await page.click(`[data-persona=${persona}]`);
  await page.click(`button[value=${answer}]`);
}

/** Lets the simulator answer a few calls late, so that progress lasts long enough to be seen. */
export async function slowDown({ graphsim }) {
  if (!graphsim) return;
  const fault = { path: '/*/media', times: 3, delay_ms: 1500 };
  const reply = await fetch(`${graphsim}/_sim/faults`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(fault),
  });
  assert(reply.ok, `simulator: ${reply.status} ${await reply.text()}`);
}
