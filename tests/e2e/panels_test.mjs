// The examples of docs/panels, as they are written there: each page shows the portal, signed in.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { launch, openPage } from './support/browser.mjs';
import { expectSoon } from './support/expect.mjs';
import { plainMail } from './support/mails.mjs';
import { startStack } from './support/stack.mjs';

const PANELS = fileURLToPath(new URL('../../docs/panels/', import.meta.url));
const PASSWORD = 'calm-harbour-27';
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
  await stack.ask({ do: 'add_user', login: 'panel', role: 'admin', password: PASSWORD, reach: ['--domain', 'demo.example'] });
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
