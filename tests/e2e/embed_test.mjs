// The portal in a hosting panel's page, on another site, in a browser that blocks third-party cookies and storage: signed in by ticket, used,
// renewed, left; and not shown where it may not be.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { launchWithProfile } from './support/browser.mjs';
import { expectSoon } from './support/expect.mjs';
import { plainMail } from './support/mails.mjs';
import { Portal } from './support/portal.mjs';
import { eventually, startStack } from './support/stack.mjs';

const FRIDA = 'frida@demo.example';
const PASSWORD = 'calm-harbour-27';
const BLOCK_THIRD_PARTIES = { profile: { block_third_party_cookies: true, cookie_controls_mode: 1 } };
let stack;
let panel;   // a server of another site: what a hosting panel is
let other;   // the same, of an origin that may not frame the portal
let profile;
let context;
let tickets = 0;

// Asks the node for a ticket as the panel's server does: the browser never sees the panel's password.
async function ticketFor(login) {
  const session = await (await fetch(`${stack.url}/v1/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ login: 'panel', password: PASSWORD }) })).json();
  const answer = await fetch(`${stack.url}/v1/authtickets`, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${session.token}` }, body: JSON.stringify({ login, identifier: 'customer-7' }) });
  assert.equal(answer.status, 201);
  tickets += 1;
  return (await answer.json()).ticket;
}

function servePanel() {
  const page = () => `<!doctype html><html lang="de"><title>Panel</title><style>body{margin:0}</style><h1>Panel</h1><div id="mail"></div>
<script src="${stack.url}/embed.js"></script><script>
window.told = [];
window.mounted = Pratique.mount(document.getElementById('mail'), { url: '${stack.url}', theme: 'dark', locale: 'de', height: 640, silenceMs: 6000,
  getTicket: () => fetch('/ticket', { method: 'POST' }).then((answer) => answer.text()), on: (type, detail) => told.push({ type, ...detail }) });
</script>`;
  return new Promise((resolve) => {
    const server = createServer(async (request, response) => {
      if (request.url === '/ticket') return response.end(await ticketFor(FRIDA));
      return response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page());
    });
    server.listen(0, '127.0.0.1', () => resolve(server));
  });
}
// `localhost` and 127.0.0.1 are different sites.
const urlOf = (server) => `http://localhost:${server.address().port}`;

before(async () => {
  const ports = await servePanelPorts();
  stack = await startStack({ undoWindowSecs: 1, embedOrigins: `http://localhost:${ports.panel}` });
  await stack.ask({ do: 'add_user', login: 'panel', role: 'admin', password: PASSWORD, reach: ['--domain', 'demo.example'] });
  for (const subject of ['First for the panel', 'Second for the panel', 'Third for the panel']) await stack.deliver(plainMail({ subject }));
  profile = mkdtempSync(join(tmpdir(), 'pratique-profile-'));
  mkdirSync(join(profile, 'Default'));
  writeFileSync(join(profile, 'Default', 'Preferences'), JSON.stringify(BLOCK_THIRD_PARTIES));
  context = await launchWithProfile(profile, { width: 980, height: 760 });
});
after(async () => {
  await context?.close();
  await stack?.stop();
  panel?.close();
  other?.close();
  if (profile) rmSync(profile, { recursive: true, force: true });
});

// The panels stand before the node, whose configuration names the origin of one of them.
async function servePanelPorts() {
  [panel, other] = [await servePanel(), await servePanel()];
  return { panel: panel.address().port };
}

async function openPanel(server) {
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await page.goto(urlOf(server));
  return page;
}
const told = (page, type) => page.evaluate((wanted) => window.told.filter((one) => one.type === wanted), type);

async function portalIn(page) {
  const frame = await expectSoon('the portal is in the frame', async () => page.frames().find((one) => one.url().startsWith(stack.url)));
  // What Portal asks of a page, of the frame; the mouse and the keys are the page's.
  const view = new Proxy(frame, { get: (target, name) => (name === 'mouse' || name === 'keyboard' ? page[name] : typeof target[name] === 'function' ? target[name].bind(target) : target[name]) });
  const portal = new Portal(view, stack.url);
  await portal.list.waitFor({ state: 'attached' });
  return portal;
}

test('signed in by ticket without cookie or storage: list, message, release, deep link, the panel’s language and theme', async () => {
  const page = await openPanel(panel);
  const started = Date.now();
  const portal = await portalIn(page);
  await expectSoon('the first rows are there', async () => (await portal.rows().count()) === 3);
  console.log(`    mount to first rows: ${Date.now() - started} ms; embed.js ${readFileSync(fileURLToPath(new URL('../../build/portal/embed.js', import.meta.url))).length} bytes`);
  const kept = await portal.page.evaluate(() => {
    const tried = (what) => { try { return what().length; } catch { return 'refused'; } };
    return [tried(() => sessionStorage), tried(() => localStorage), document.cookie, document.documentElement.lang, document.documentElement.dataset.theme];
  });
  assert.deepEqual(kept, ['refused', 'refused', '', 'de', 'dark']);
  assert.equal((await context.cookies()).length, 0);
  await expectSoon('the panel hears that it is ready, and how much is held', async () => (await told(page, 'ready')).length === 1 && (await told(page, 'count')).at(-1)?.held === 3);
  await portal.openMessage(/First for the panel/);
  await expectSoon('the text of the message is shown', async () => /\S/.test(await portal.bodyText()));
  await page.keyboard.press('r');
  await eventually('the released message is in the INBOX', async () => (await stack.mailbox(FRIDA)).some((raw) => raw.includes('First for the panel')), { withinMs: 30_000 });
  await expectSoon('the panel hears of it', async () => (await told(page, 'count')).at(-1)?.held === 2);
  await page.evaluate(() => window.mounted.go('/log?q=status:released'));
  await expectSoon('the log shows the one', async () => (await portal.rows().count()) === 1 && (await told(page, 'navigate')).at(-1)?.path.startsWith('/log'));
  assert.equal(new URL(page.url()).search, '', 'the panel’s own address is as it was');
  await page.close();
});

test('a session that ends is renewed by the panel, and the reader notices nothing', async () => {
  const page = await openPanel(panel);
  const portal = await portalIn(page);
  await expectSoon('the first rows are there', async () => (await portal.rows().count()) === 2);
  const before = tickets;
  await stack.ask({ do: 'end_sessions' });
  await portal.openMessage(/Second for the panel/);
  await expectSoon('the text of the message is shown', async () => /\S/.test(await portal.bodyText()));
  assert.ok(tickets > before, 'the panel was asked for a ticket');
  assert.deepEqual(await portal.page.evaluate(() => [...document.querySelectorAll(':is([role=dialog], [role=alertdialog]):not([hidden])')].map((one) => one.getAttribute('aria-label') ?? one.outerHTML.slice(0, 200))), []);
  await page.close();
});

test('a frame that is too small takes no click', async () => {
  const page = await openPanel(panel);
  const portal = await portalIn(page);
  await expectSoon('the first rows are there', async () => (await portal.rows().count()) === 2);
  const held = async () => (await (await stack.api('/v1/messages?q=status:held')).json()).total;
  await portal.openMessage(/Second for the panel/);
  await page.evaluate(() => { window.mounted.element.style.height = '120px'; });
  await expectSoon('it says so', () => portal.page.evaluate(() => document.querySelector('.frame-guard')?.hidden === false));
  await page.keyboard.press('r');
  await page.waitForTimeout(1500);
  assert.equal(await held(), 2, 'nothing was released');
  await page.close();
});

test('a page that may not frame the portal shows nothing of it, and offers a tab of its own', async () => {
  const page = await openPanel(other);
  const link = page.getByRole('link', { name: 'In einem neuen Tab öffnen' });
  await link.waitFor();
  assert.deepEqual((await told(page, 'blocked')).length, 1);
  const opened = context.waitForEvent('page');
  await link.click();
  const tab = await opened;
  await tab.waitForURL(/^http:\/\/127\.0\.0\.1:\d+\/(?!.*authticket)/);
  const portal = new Portal(tab, stack.url);
  await portal.listReady();
  assert.doesNotMatch(tab.url(), /authticket/, 'the ticket has left the address');
  await tab.goBack().catch(() => null);
  assert.doesNotMatch(tab.url(), /authticket/, 'and the history');
  assert.doesNotMatch((await stack.ask({ do: 'node_log' })).text, /authticket=[0-9a-f]{8}/, 'and no log has it');
  await page.close();
});
