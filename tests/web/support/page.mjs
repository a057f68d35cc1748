// Serves web/ as it is in the source tree to headless Chromium, under the CSP that the node sends. A test says what the page's first script
// is and what the API answers.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';
import { after, afterEach, before, beforeEach } from 'node:test';
import { fileURLToPath } from 'node:url';

const WEB = fileURLToPath(new URL('../../../web/', import.meta.url));
const { chromium } = createRequire(join(WEB, 'package.json'))('playwright-core');
const FLAGS = ['--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage'];
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.json': 'application/json', '.mjs': 'text/javascript', '.wasm': 'application/wasm' };
const PAGE_CSP = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'self'";
const FRAME_CSP = "default-src 'none'; style-src 'unsafe-inline'; img-src data: blob:; form-action 'none'; base-uri 'none'; sandbox allow-same-origin";

export function launch() {
  return chromium.launch({ executablePath: process.env.PRATIQUE_CHROMIUM ?? '/usr/bin/chromium', args: FLAGS });
}

// `script` replaces boot.js; `html` replaces index.html; `files` adds others by name; `api(request, body)` answers /v1/… as { status, headers, json }.
export async function servePage({ script, html, files = {}, api = () => ({ status: 404, json: {} }) }) {
  const asked = [];
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://page');
    asked.push(pathname);
    if (pathname.startsWith('/v1/')) {
      let body = '';
      for await (const piece of request) body += piece;
      const answer = api({ method: request.method, path: pathname }, body && JSON.parse(body));
      response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
      return response.end(JSON.stringify(answer.json ?? {}));
    }
    const name = pathname === '/' ? 'index.html' : pathname === '/frame-images.html' ? 'frame.html' : pathname.slice(1);
    const given = { 'index.html': html, 'boot.js': script, ...files }[name];
    const content = given ?? await readFile(join(WEB, name)).catch(() => null);
    if (content === null) return response.writeHead(404).end();
    response.writeHead(200, { 'content-type': TYPES[extname(name)], 'content-security-policy': name === 'frame.html' ? FRAME_CSP : PAGE_CSP });
    response.end(content);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${server.address().port}/`, asked, close: () => server.close() };
}

// A page in a fresh profile; `faults` collects script errors and CSP violations.
export async function openPage(browser, url, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB', ...options });
  const page = await context.newPage();
  const faults = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => { if (message.type() === 'error' && !/status of (4|5)\d\d|404|ERR_/.test(message.text())) faults.push(message.text()); });
  page.setDefaultTimeout(30_000);
  await page.goto(url);
  return { page, context, faults };
}

// The page of overlays, new for each test of a file: gives what openPage gave, and checks that no test left a fault behind.
export function overlayPageForEach(script, { faultless = true } = {}) {
  const view = {};
  let browser;
  before(async () => {
    browser = await launch();
    view.served = await servePage({ script, html: overlayHtml });
  });
  after(async () => {
    await browser?.close();
    view.served?.close();
  });
  beforeEach(async () => {
    Object.assign(view, await openPage(browser, view.served.url));
    await view.page.waitForFunction(() => window.made);
  });
  afterEach(async () => {
    if (faultless) assert.deepEqual(view.faults, []);
    await view.context.close();
  });
  return view;
}

// A page of overlays only: `setup` is module source that may use `root`, and leaves what tests call in `window.made`.
export const overlayHtml = '<!doctype html><html lang="en"><head><link rel="stylesheet" href="page.css"><script type="module" src="boot.js"></script></head><body><canvas id="canvas"></canvas><div id="overlay"></div></body></html>';
