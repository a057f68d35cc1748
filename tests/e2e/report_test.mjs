// Reporting spam on real parts: files dropped by a real drag, read by the node, sent, taken back, and still there after a reload; once by keyboard.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launch, openPage } from './support/browser.mjs';
import { expectSoon } from './support/expect.mjs';
import { plainMail } from './support/mails.mjs';
import { Portal } from './support/portal.mjs';
import { startStack } from './support/stack.mjs';

const FRIDA = 'frida@demo.example';
const folder = mkdtempSync(join(tmpdir(), 'pratique-report-'));
let stack;
let browser;
let view;
let portal;

// Held by the node, and as a file as the mailbox would have it.
async function heldAsFile(name, subject) {
  const text = plainMail({ subject }).replace('by mx.demo.example', 'by localhost');  // as the node calls itself here
  const raw = Buffer.from(text.replaceAll('\n', '\r\n'));
  const [, queueId] = /with ESMTPS id (\w+)/.exec(text);
  await stack.ask({ do: 'deliver', raw: raw.toString('base64'), sender: 'someone@far-shore.example', recipients: [FRIDA], queue_id: queueId });
  return file(name, raw);
}
function file(name, content) {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}
const foreign = (subject) => `Received: from a.example by mx.elsewhere.example with ESMTP id 9ZZZ; Sun, 22 Nov 2026 11:00:01 +0000\r\nFrom: Far <far@shore.example>\r\nSubject: ${subject}\r\nDate: Sun, 22 Nov 2026 11:00:00 +0000\r\n\r\nBuy sails.\r\n`;

before(async () => {
  stack = await startStack({ undoWindowSecs: 1 });
  browser = await launch();
  view = await openPage(browser);
  portal = new Portal(view.page, stack.url);
  await heldAsFile('first.eml', 'Your mailbox is full');
  await portal.open();
  await portal.signIn(FRIDA, stack.passwords[FRIDA]);
});
after(async () => {
  await browser?.close();
  await stack?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const mine = async () => (await (await stack.api('/v1/reports?limit=50')).json()).items;
const card = (name) => portal.role('group', name).first();
const cardIsThere = (name) => card(name).waitFor({ state: 'attached' });
// What the hand does: the browser's own drag, so that an event nobody takes would open the file instead of the portal.
async function drag(type, files, at = { x: 640, y: 300 }) {
  await view.devtools.send('Input.dispatchDragEvent', { type, ...at, data: { items: [], files, dragOperationsMask: 1 } });
}
async function drop(files, at) {
  for (const type of ['dragEnter', 'dragOver', 'drop']) await drag(type, files, at);
}
async function openReports() {
  await portal.press('g', 'r');
  await portal.role('main', 'Report spam').waitFor({ state: 'attached' });
}

test('files dropped elsewhere are refused, and the portal stays', async () => {
  const before = view.page.url();
  await drop([join(folder, 'first.eml')]);
  await view.page.waitForTimeout(400);
  assert.equal(view.page.url(), before);
  await portal.role('link', 'Quarantine').first().waitFor({ state: 'attached' });
});

test('what is dropped is read before it is sent, and says what came of it', async () => {
  await openReports();
  const files = [join(folder, 'first.eml'), file('foreign.eml', foreign('Sails, cheap')), file('archive.pst', '!BDN nothing that is read here')];
  await drag('dragEnter', files);
  await drag('dragOver', files);
  await cardIsThere('Drop 3 messages');
  await drag('drop', files);
  await cardIsThere('Your mailbox is full: Not sent yet');
  await cardIsThere('Sails, cheap: Not sent yet');
  await cardIsThere('archive.pst: Not read');
  await portal.page.getByText('It did not come through this filter').first().waitFor({ state: 'attached' });
  assert.deepEqual(await mine(), [], 'nothing is sent yet');
  await portal.click(portal.role('button', 'Report 2 as spam'));
  await cardIsThere('Sails, cheap: Not ours');
  await expectSoon('the button is gone', async () => (await portal.role('button', /^Report \d+ as/).count()) === 0);
  const reported = await mine();
  assert.deepEqual(reported.map((report) => [report.subject, report.kind, report.via, report.trace]).sort(), [
    ['Sails, cheap', 'spam', 'portal', 'not_ours'],
    ['Your mailbox is full', 'spam', 'portal', 'ours'],
  ]);
  await portal.page.getByText('This filter held it on').first().waitFor({ state: 'attached' });
});

test('Show the log entry leads to the very row', async () => {
  await portal.click(portal.role('button', 'Show the log entry').first());
  await expectSoon('the log has it open', () => /\/log\/[^/?]+/.test(view.page.url()));
  await portal.role('heading', 'Your mailbox is full').first().waitFor({ state: 'attached' });
  await view.page.goBack();
  await cardIsThere('Sails, cheap: Not ours');
});

test('a pasted source goes the same way', async () => {
  await portal.click(portal.role('button', 'paste the source'));
  await portal.role('dialog', 'Paste the source').waitFor({ state: 'attached' });
  await expectSoon('the field has the focus', () => view.page.evaluate(() => document.activeElement?.localName === 'textarea'));
  await view.page.keyboard.insertText(foreign('Pasted sails').replaceAll('\r\n', '\n'));
  await portal.press('Control+Enter');
  await cardIsThere('Pasted sails: Not sent yet');
  await portal.click(portal.role('radio', 'It is phishing'));
  await portal.click(portal.role('button', 'Report 1 as phishing'));
  await cardIsThere('Pasted sails: Not ours');
  assert.equal((await mine()).find((report) => report.subject === 'Pasted sails').kind, 'phish');
});

test('one’s own reports are there after a reload, each with what came of it', async () => {
  await portal.click(portal.role('button', 'My reports'));
  await expectSoon('it has an address', () => view.page.url().endsWith('/report/history'));
  await portal.open('/report/history');
  await portal.role('main', 'My reports').waitFor({ state: 'attached' });
  await cardIsThere('Pasted sails: Not ours');
  await cardIsThere('Sails, cheap: Not ours');
  await portal.press('Escape');
  await portal.role('main', 'Report spam').waitFor({ state: 'attached' });
  await portal.role('group', 'Reported').waitFor({ state: 'attached' });
});

test('by keyboard alone: choose, send, take back', async () => {
  const path = await heldAsFile('second.eml', 'Your prize is waiting');
  const active = () => view.page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
  const tabTo = async (wanted) => {
    for (let step = 0; step < 60 && !wanted.test(await active()); ++step) await portal.press('Tab');
    assert.match(await active(), wanted);
  };
  await tabTo(/^choose files$/);
  const [chooser] = await Promise.all([view.page.waitForEvent('filechooser'), portal.press('Enter')]);
  await chooser.setFiles([path]);
  await cardIsThere('Your prize is waiting: Not sent yet');
  await tabTo(/^Report 1 as/);
  await portal.press('Enter');
  await expectSoon('the node has it', async () => (await mine()).some((report) => report.subject === 'Your prize is waiting'));
  await expectSoon('the card says so', async () => (await portal.role('group', /^Your prize is waiting: (?!Not sent|Sending|Waiting to be)/).count()) > 0);
  const report = (await mine()).find((one) => one.subject === 'Your prize is waiting');
  if (!report.may_undo) return;
  await tabTo(/^Take the report back$/);
  await portal.press('Enter');
  await cardIsThere('Your prize is waiting: Taken back');
  assert.ok((await mine()).find((one) => one.subject === 'Your prize is waiting').undone_at);
});

test('the way to the bookmarklet is a real link that opens beside the portal', async () => {
  const link = portal.role('link', 'Set it up');
  const [page] = await Promise.all([view.context.waitForEvent('page'), portal.click(link)]);
  await page.waitForLoadState('domcontentloaded');
  assert.match(page.url(), /\/r\/install\/$/);
  await page.close();
  assert.deepEqual(view.faults.filter((fault) => !fault.startsWith('another page opened')), []);
});
