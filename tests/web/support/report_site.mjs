// The report window as tools/pack_report.py packs it, on a site with the node's headers and a small stand-in for its API; and a webmail's site beside it.
// The stand-in keeps what it was sent, so that a test can compare hashes; the real node is asked in tests/e2e.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PACKER = fileURLToPath(new URL('../../../tools/pack_report.py', import.meta.url));
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8' };
const CSP = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-ancestors 'none'; form-action 'self'; base-uri 'none'";
export const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

async function listen(serve) {
  const server = createServer(serve).unref();  // a test that failed leaves it open
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${server.address().port}`, close: () => new Promise((resolve) => { server.closeAllConnections(); server.close(resolve); }) };
}

async function bodyOf(request) {
  const pieces = [];
  for await (const piece of request) pieces.push(piece);
  return Buffer.concat(pieces);
}

const ME = { id: 'u1', login: 'frida@example.org', role: 'email', addresses: ['frida@example.org'], domains: [] };
export const READ = { name: '', problem: '', header_from: { name: 'Deals of the day', address: 'offers@deals-mail.example' }, subject: 'Win a weekend', snippet: 'Congratulations! Your address was drawn.',
  date: '2026-11-22T18:04:00.000Z', message_id: 'm1@deals-mail.example', size: 22000, trace: 'ours', alike: 0 };

function answerOf(api, { method, path, query, body }) {
  const read = (more) => ({ ...READ, size: body.length, sha256: sha256(body), ...more });
  const report = (more) => ({ ...read(api.read), id: `r${api.reported.length}`, kind: query.get('kind'), via: query.get('via'), reported_at: '2026-11-22T19:00:00.000Z', reported_by: ME.login,
    outcome: 'learned', entry_paused: false, may_undo: true, ...more });
  if (method === 'POST' && path === '/v1/session') return JSON.parse(body).password === 'secret' ? [201, { token: 'token', expires_at: '2126-01-01T00:00:00Z', me: ME }] : [401, { code: 'unauthenticated', message: 'x' }];
  if (api.refuse) return api.refuse({ method, path }) ?? [404, {}];
  if (path === '/v1/me') return [200, ME];
  if (path === '/v1/reports/preview') {
    api.previewed.push(sha256(body));
    return [200, { items: [read(api.read)] }];
  }
  if (path === '/v1/reports' && method === 'POST') {
    api.reported.push({ sha256: sha256(body), kind: query.get('kind'), via: query.get('via') });
    return [200, { items: [{ report: report(api.report) }] }];
  }
  if (/^\/v1\/reports\/\w+\/undo$/.test(path)) return [200, report({ undone_at: '2026-11-22T19:00:01.000Z', may_undo: false })];
  if (path === '/v1/lists/block/preview') return [200, { held_matching: 0, held_releasable: 0, sample: [], warnings: api.warnings }];
  if (path === '/v1/lists/block') return [201, { id: 'e1', kind: 'block', ...JSON.parse(body) }];
  if (path.startsWith('/v1/lists/')) return [200, {}];
  if (path === '/v1/actions') return [202, { id: 'j1', action: 'train_spam', state: 'running', total: 3 }];
  return [404, { code: 'not_found', message: 'There is nothing at this address' }];
}

export async function startReportSite() {
  const folder = mkdtempSync(join(tmpdir(), 'pratique-report-'));
  execFileSync('python3', [PACKER, folder]);
  const api = {};
  api.reset = () => Object.assign(api, { previewed: [], reported: [], calls: [], read: {}, report: {}, warnings: [], refuse: null });
  api.reset();
  const site = await listen(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url, 'http://node');
    if (pathname.startsWith('/v1/')) {
      const body = await bodyOf(request);
      api.calls.push({ what: `${request.method} ${pathname}`, body, authorization: request.headers.authorization });
      const [status, json] = answerOf(api, { method: request.method, path: pathname, query: searchParams, body });
      response.writeHead(status, { 'content-type': 'application/json' });
      return response.end(JSON.stringify(json));
    }
    const name = pathname.endsWith('/') ? `${pathname}index.html` : pathname;
    const content = await readFile(join(folder, name)).catch(() => null);
    if (content === null) return response.writeHead(404).end();
    response.writeHead(200, { 'content-type': TYPES[extname(name)], 'content-security-policy': CSP, 'cross-origin-opener-policy': 'unsafe-none', 'referrer-policy': 'no-referrer' });
    response.end(content);
  });
  return { ...site, folder, api, close: async () => { await site.close(); rmSync(folder, { recursive: true, force: true }); } };
}

// `pages`: path (with its query, where it matters) -> { html | bytes, type, headers, when(request, body) } ; `asked` is what the page asked for.
export async function startWebmail(pages) {
  const asked = [];
  const site = await listen(async (request, response) => {
    const body = await bodyOf(request);
    asked.push({ url: request.url, headers: request.headers, body });
    const found = pages[request.url] ?? pages[request.url.split('?')[0]];
    const given = typeof found === 'function' ? found(request) : found;
    if (!given) return response.writeHead(404).end();
    response.writeHead(given.status ?? 200, { 'content-type': given.type ?? (given.html === undefined ? 'message/rfc822' : 'text/html; charset=utf-8'), ...given.headers });
    response.end(given.html ?? given.bytes);
  });
  return { ...site, asked };
}

// The address in the button, as a reader of this language drags it.
export async function bookmarkletOf(page, site) {
  await page.goto(`${site.url}/r/install/`);
  await page.waitForFunction(() => document.getElementById('button').href.startsWith('javascript:'));
  // As it was put together: the link's own href has blanks and quotes escaped by the browser.
  return page.inputValue('#address');
}

// Signed in on every page of this site in this browser context.
export const signIn = (context, site) => context.addInitScript((origin) => {
  if (location.origin === origin) localStorage.setItem('pratique.session', JSON.stringify({ token: 'token', expires_at: '2126-01-01T00:00:00Z' }));
}, site.url);

// As a bookmark is run: by the browser, beside the page's policy (a javascript: navigation of the page itself obeys it).
// The session stays: detached while the script still runs, it takes the page's process with it (Chromium 150).
export async function clickBookmark(page, url) {
  if (!sessions.has(page)) sessions.set(page, await page.context().newCDPSession(page));
  await sessions.get(page).send('Page.navigate', { url, transitionType: 'auto_bookmark' });
}
const sessions = new WeakMap();
