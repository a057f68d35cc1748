// The examples of docs/panels, as they are written there: each page shows the portal, signed in.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { launch, openPage } from './support/browser.mjs';
import { expectSoon } from './support/expect.mjs';
import { plainMail } from './support/mails.mjs';
import { PANEL_PASSWORD as PASSWORD, addPanelAccount } from './support/panel.mjs';
import { startStack } from './support/stack.mjs';

const PANELS = fileURLToPath(new URL('../../docs/panels/', import.meta.url));
let stack;
let browser;
let ports;

const freePort = () => new Promise((resolve) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    server.close(() => resolve(port));
  });
});

before(async () => {
  ports = [await freePort(), await freePort()];
  stack = await startStack({ embedOrigins: ports.map((port) => `http://localhost:${port}`).join(' ') });
  await addPanelAccount(stack);
  await stack.deliver(plainMail({ subject: 'Seen in the panel' }));
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await stack?.stop();
});

async function shows(port, command, args) {
  const panel = spawn(command, args, { env: { ...process.env, PRATIQUE_URL: stack.url, PRATIQUE_ADMIN: 'panel', PRATIQUE_PASSWORD: PASSWORD }, stdio: 'ignore' });
  try {
    await expectSoon('the panel answers', async () => (await fetch(`http://localhost:${port}/`)).ok);
    const foreign = await fetch(`http://localhost:${port}/pratique-ticket`, { method: 'POST', headers: { 'sec-fetch-site': 'cross-site' } });
    assert.equal(foreign.status, 403);
    const { page, context } = await openPage(browser, { width: 980, height: 760 });
    await page.goto(`http://localhost:${port}/`);
    const frame = await expectSoon('the portal is in the page', async () => page.frames().find((one) => one.url().startsWith(stack.url)));
    await frame.getByRole('option', { name: /Seen in the panel/, includeHidden: true }).first().waitFor({ state: 'attached' });
    await context.close();
  } finally {
    panel.kill();
  }
}

test('the plain Node page', () => shows(ports[0], process.execPath, [`${PANELS}node/server.mjs`, String(ports[0])]));

test('the plain PHP page', () => shows(ports[1], 'php', ['-S', `127.0.0.1:${ports[1]}`, `${PANELS}php/index.php`]));

// Where each recipe wants the two files of docs/panels/php.
const LIBRARIES = { cpanel: '.', plesk: 'plib/library', directadmin: 'lib', whmcs: 'lib' };

// What the page prints for this customer; no panel is here, so its own classes are stand-ins.
function run(panel, method, domain) {
  const folder = mkdtempSync(join(tmpdir(), 'pratique-panel-'));
  try {
    cpSync(join(PANELS, panel), folder, { recursive: true });
    const library = join(folder, LIBRARIES[panel]);
    mkdirSync(library, { recursive: true });
    for (const name of ['pratique.php', 'embed.php']) cpSync(join(PANELS, 'php', name), join(library, name));
    if (panel === 'cpanel') {
      const page = join(folder, 'index.live.php');
      writeFileSync(page, readFileSync(page, 'utf8').replace(/^require_once '.usr.*$/m, ''));
    }
    return execFileSync('php', ['-d', 'error_reporting=E_ALL', fileURLToPath(new URL('panels/stand_in.php', import.meta.url)), panel, folder, method],
      { env: { ...process.env, PRATIQUE_URL: stack.url, PRATIQUE_ADMIN: 'panel', PRATIQUE_PASSWORD: PASSWORD, DOMAIN: domain }, encoding: 'utf8' });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

for (const panel of Object.keys(LIBRARIES)) {
  test(`${panel}: the page mounts the portal, its ticket signs in to the customer’s domain, and there is none for another’s`, async () => {
    const html = run(panel, 'GET', 'demo.example');
    assert.match(html, new RegExp(`data-pratique="${stack.url}" data-ticket-url="[^"]+"`));
    assert.doesNotMatch(html, new RegExp(PASSWORD));
    const [ticket] = /[0-9a-f]{40}/.exec(run(panel, 'POST', 'demo.example')) ?? [];
    const session = await fetch(`${stack.url}/v1/session/ticket`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ ticket }) });
    assert.equal(session.status, 201);
    assert.deepEqual((await session.json()).me.domains, ['demo.example']);
    assert.doesNotMatch(run(panel, 'POST', 'foreign.example'), /[0-9a-f]{40}/);
  });
}
