// The portal in a hosting panel's page in Debian's Firefox, which keeps all cookies and all storage from third parties. On a screen of its own
// (Xvfb): without one, Firefox has no WebGL.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { after, before, test } from 'node:test';
import puppeteer from 'puppeteer-core';
import { plainMail } from './support/mails.mjs';
import { addPanelAccount, startPanel } from './support/panel.mjs';
import { eventually, startStack } from './support/stack.mjs';

const FRIDA = 'frida@demo.example';
const COOKIES_OF_NO_THIRD_PARTY = 1;  // network.cookie.cookieBehavior
let screen;
let browser;
let stack;
let panel;
let other;

// Xvfb says which number it took.
async function startScreen() {
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const number = await new Promise((resolve, reject) => {
    server.stdio[3].once('data', (bytes) => resolve(String(bytes).trim()));
    server.once('error', reject);
  });
  return { name: `:${number}`, close: () => server.kill() };
}

before(async () => {
  [panel, other] = await Promise.all([1, 2].map(() => startPanel({ node: () => stack, login: FRIDA })));
  stack = await startStack({ undoWindowSecs: 1, embedOrigins: panel.origin });
  await addPanelAccount(stack);
  for (const subject of ['First for the panel', 'Second for the panel']) await stack.deliver(plainMail({ subject }));
  screen = await startScreen();
  browser = await puppeteer.launch({
    browser: 'firefox', executablePath: process.env.PRATIQUE_FIREFOX ?? '/usr/bin/firefox-esr', headless: false, defaultViewport: null, protocolTimeout: 120_000,
    env: { ...process.env, DISPLAY: screen.name, LIBGL_ALWAYS_SOFTWARE: '1' },
    extraPrefsFirefox: { 'intl.accept_languages': 'en-GB', 'network.cookie.cookieBehavior': COOKIES_OF_NO_THIRD_PARTY, 'webgl.force-enabled': true },
  });
});
after(async () => {
  await browser?.close();
  screen?.close();
  await stack?.stop();
  panel?.close();
  other?.close();
});

async function openPanel(server) {
  const page = await browser.newPage();
  await page.goto(server.origin);
  return page;
}
const portalIn = (page) => eventually('the portal is in the frame', () => page.frames().find((one) => one.url().startsWith(stack.url)), { withinMs: 60_000 });
const told = (page, type) => page.evaluate((wanted) => window.told.filter((one) => one.type === wanted), type);
const rows = (frame) => frame.evaluate(() => [...document.querySelectorAll('[role=option]')].map((one) => one.getAttribute('aria-label')));

// The middle of what the canvas shows for a mirrored element, in the page's coordinates: the frame begins at its left edge.
async function click(page, frame, words) {
  const at = await frame.evaluate((wanted) => {
    const found = [...document.querySelectorAll('[role=option], [role=tab], [role=button]')].find((one) => one.getAttribute('aria-label')?.includes(wanted))?.getBoundingClientRect();
    return found && [found.left + found.width / 2, found.top + found.height / 2];
  }, words);
  const top = await page.evaluate(() => document.querySelector('iframe').getBoundingClientRect().top);
  await page.mouse.click(at[0], at[1] + top);
}

test('Firefox: signed in by ticket without cookie or storage: list, message, release, deep link, the panel’s language and theme, renewal, sign-out', async () => {
  const page = await openPanel(panel);
  const started = Date.now();
  const frame = await portalIn(page);
  await eventually('both rows are there', async () => (await rows(frame)).length === 2, { withinMs: 60_000 });
  console.log(`    mount to first rows: ${Date.now() - started} ms`);
  assert.deepEqual(await frame.evaluate(() => {
    const tried = (what) => { try { return what() === null ? 'refused' : what().length; } catch { return 'refused'; } };
    return [tried(() => localStorage), document.cookie, document.documentElement.lang, document.documentElement.dataset.theme];
  }), ['refused', '', 'de', 'dark']);
  const before = panel.tickets();
  await stack.ask({ do: 'end_sessions' });
  await click(page, frame, 'First for the panel');
  await eventually('the text of the message is shown', () => frame.evaluate(() => /\S/.test(document.querySelector('iframe.message-frame:not([hidden])')?.contentDocument?.body?.innerText ?? '')), { withinMs: 20_000 });
  assert.ok(panel.tickets() > before, 'the session that ended was renewed by the panel');
  await page.keyboard.press('r');
  await eventually('the released message is in the INBOX', async () => (await stack.mailbox(FRIDA)).some((raw) => raw.includes('First for the panel')), { withinMs: 30_000 });
  await eventually('the panel hears how many are left', async () => (await told(page, 'count')).at(-1)?.held === 1, { withinMs: 10_000 });
  await page.evaluate(() => window.mounted.go('/log?q=status:released'));
  await eventually('the log shows the one', async () => (await rows(frame)).length === 1 && (await told(page, 'navigate')).at(-1)?.path.startsWith('/log'), { withinMs: 10_000 });
  await page.evaluate(() => window.mounted.look({ theme: 'light', locale: 'en' }));
  await eventually('theme and language follow the panel', () => frame.evaluate(() => document.documentElement.lang === 'en' && document.documentElement.dataset.theme === 'light'), { withinMs: 10_000 });
  await page.close();
});

test('Firefox: a page that may not frame the portal shows nothing of it', async () => {
  const page = await openPanel(other);
  await eventually('a link is offered instead', () => page.evaluate(() => document.querySelector('#mail a')?.textContent === 'In einem neuen Tab öffnen'), { withinMs: 20_000 });
  assert.equal((await told(page, 'blocked')).length, 1);
  assert.equal(await page.evaluate(() => document.querySelector('iframe')), null);
  await page.close();
});
