// The portal in a hosting panel's page, on another site, in a browser that blocks third-party cookies and storage: signed in by ticket, used,
// renewed, left; and not shown where it may not be.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import axe from 'axe-core';
import { launchWithProfile } from './support/browser.mjs';
import { expectSoon } from './support/expect.mjs';
import { plainMail } from './support/mails.mjs';
import { addPanelAccount, startPanel } from './support/panel.mjs';
import { Portal } from './support/portal.mjs';
import { eventually, startStack } from './support/stack.mjs';

const FRIDA = 'frida@demo.example';
const BLOCK_THIRD_PARTIES = { profile: { block_third_party_cookies: true, cookie_controls_mode: 1 } };
let stack;
let panel;
let other;   // the same, of an origin that may not frame the portal
let profile;
let context;

before(async () => {
  [panel, other] = await Promise.all([1, 2].map(() => startPanel({ node: () => stack, login: FRIDA })));
  stack = await startStack({ undoWindowSecs: 1, embedOrigins: panel.origin });
  await addPanelAccount(stack);
  for (const subject of ['First for the panel', 'Second for the panel', 'Third for the panel']) await stack.deliver(plainMail({ subject }));
  profile = mkdtempSync(join(tmpdir(), 'pratique-profile-'));
  mkdirSync(join(profile, 'Default'));
  writeFileSync(join(profile, 'Default', 'Preferences'), JSON.stringify(BLOCK_THIRD_PARTIES));
  context = await launchWithProfile(profile, { width: 980, height: 640 });
});
after(async () => {
  await context?.close();
  await stack?.stop();
  panel?.close();
  other?.close();
  if (profile) rmSync(profile, { recursive: true, force: true });
});

async function openPanel(server, { width = 980, height = 640 } = {}) {
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await page.setViewportSize({ width, height });
  await page.goto(server.origin);
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
  const before = panel.tickets();
  await stack.ask({ do: 'end_sessions' });
  await portal.openMessage(/Second for the panel/);
  await expectSoon('the text of the message is shown', async () => /\S/.test(await portal.bodyText()));
  assert.ok(panel.tickets() > before, 'the panel was asked for a ticket');
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

for (const [width, height] of [[980, 640], [390, 700]]) {
  test(`${width} by ${height}: the strip leads to every place, and axe finds nothing in the mirror`, async () => {
    const page = await openPanel(panel, { width, height });
    const portal = await portalIn(page);
    await expectSoon('the first rows are there', async () => (await portal.rows().count()) >= 1);
    assert.equal(await portal.page.getByRole('button', { name: /^Konto/, includeHidden: true }).count(), 0, 'the account is the panel’s');
    for (const [tab, path] of [[/^(Zustellprotokoll|Protokoll)/, '/log'], [/^(Spam melden|Melden)/, '/report'], [/^(Erlauben und sperren|Listen)/, '/lists'], [/^(Quarantäne|Mail)/, '/quarantine']]) {
      await portal.click(portal.role('tab', tab));
      await expectSoon(`${path} is shown`, async () => new URL(portal.page.url()).pathname === path);
      await portal.page.waitForTimeout(400);  // what is drawn late has a name, too
      assert.deepEqual(await violations(portal.page), [], path);
    }
    await portal.openMessage(/Second for the panel/);
    await expectSoon('the text of the message is shown', async () => /\S/.test(await portal.bodyText()));
    await page.mouse.move(width - 4, height - 4);  // a row under the pointer shows buttons that keys do not need
    await portal.page.waitForTimeout(200);
    assert.deepEqual(await violations(portal.page), [], 'a message');
    await page.close();
  });
}

// In the frame alone: the page around it is the panel's. Colours are on the canvas, where axe sees none; tests/ui_harness looks at those.
async function violations(frame) {
  await frame.evaluate(axe.source);
  const found = await frame.evaluate(() => globalThis.axe.run(document, { iframes: false, rules: { 'color-contrast': { enabled: false } } }));
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
}
