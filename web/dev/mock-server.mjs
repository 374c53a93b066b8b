// A stand-in for the server: serves dist/ under the real content policy and answers the contract
// from made-up data. For working on the page, and for browser tests of states that the real
// server can hardly be brought into. Run by hand: `npm run mock`, log in with any address and the
// password "rahasia".
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createState, findAnswer } from './mock-routes.mjs';

const DIST = path.join(path.dirname(fileURLToPath(import.meta.url)), '../dist');

export const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob: https:",
  "media-src 'self' blob: https:",
  "font-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

function files() {
  const rows = JSON.parse(fs.readFileSync(path.join(DIST, 'manifest.json'), 'utf8'));
  return new Map(rows.map((row) => [row.url, row]));
}

function serveFile(row, response) {
  response.writeHead(200, {
    'Content-Type': row.mime,
    'Cache-Control': row.immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
    'Content-Security-Policy': POLICY,
    'X-Content-Type-Options': 'nosniff',
  });
  response.end(fs.readFileSync(path.join(DIST, row.file)));
}

async function formOf(bytes, type) {
  const reply = new Response(bytes, { headers: { 'Content-Type': type } });
  return Object.fromEntries(await reply.formData());
}

async function bodyOf(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  const type = request.headers['content-type'] ?? '';
  if (type.startsWith('multipart/form-data')) return { form: await formOf(bytes, type) };
  // Files, and plans in CSV, come as they are.
  if (bytes.length && !type.startsWith('application/json')) return { body: bytes };
  return { body: bytes.length ? JSON.parse(bytes.toString('utf8')) : {} };
}

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

function send(response, answer) {
  const { status = 200, body = null, headers = {} } = answer;
  const raw = (typeof body === 'string' || Buffer.isBuffer(body)) && headers['Content-Type'];
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
  response.end(status === 204 ? undefined : raw ? body : JSON.stringify(body));
}

/** Starts on `port` (0: any). `state` may be changed by the caller at any time. */
export async function startMock({ port = 0 } = {}) {
  const state = createState();
  const table = files();
  const server = http.createServer(async (request, response) => {
    const url = new URL(request.url, 'http://mock');
    const file = request.method === 'GET' ? table.get(url.pathname) : undefined;
    if (file) return serveFile(file, response);
    const call = {
      method: request.method,
      path: url.pathname.replace(/\/$/, ''),
      query: url.searchParams,
      headers: request.headers,
      ...(await bodyOf(request)),
      origin: `http://${request.headers.host}`,
    };
    state.calls.push(`${call.method} ${call.path}`);
    const answer = findAnswer(state, call);
    await sleep(answer.delayMs ?? state.delayMs);
    await answer.until;
    return send(response, answer);
  });
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  const close = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  const reset = () => Object.assign(state, createState());
  return { url: `http://127.0.0.1:${server.address().port}`, state, reset, close };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { url } = await startMock({ port: Number(process.env.PORT ?? 0) });
  console.log(`mock server on ${url}`);
}
