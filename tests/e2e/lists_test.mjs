// Allow and block, on real parts: from a row with its mail, kept at the door afterwards; the list itself; files in and out.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { expectSoon } from './support/expect.mjs';
import { plainMail } from './support/mails.mjs';
import { portal, stack, useOnePortal, useStack, view } from './support/scene.mjs';

const FRIDA = 'frida@demo.example';
const BARGAINS = 'Bargain Quay <news@bargain-quay.example>';
const ROPES = 'Rope Walk <orders@rope-walk.example>';
// An entry lets in only what is really the sender's.
const PROVEN = 'DMARC_POLICY_ALLOW(-0.50)[rope-walk.example,reject];\n\tR_DKIM_ALLOW(-0.20)[rope-walk.example:s=key1];\n\tR_SPF_ALLOW(-0.20)[+ip4:192.0.2.25];\n\tBAYES_SPAM(8.00)[99.00%]';

useStack({
  undoWindowSecs: 1,
  prepare: async (stack) => {
    await stack.deliver(plainMail({ subject: 'Bargain one', from: BARGAINS }));
    await stack.deliver(plainMail({ subject: 'Bargain two', from: BARGAINS }));
    await stack.deliver(plainMail({ subject: 'Your rope is cut', from: ROPES }));
    await stack.deliver(plainMail({ subject: 'Somebody else' }));
  },
});
useOnePortal(FRIDA);

const held = async () => (await (await stack.api('/v1/messages?q=status:held')).json()).items.map((item) => item.subject).sort();
const entries = async (kind) => (await (await stack.api(`/v1/lists/${kind}`)).json()).items;
const dialogGone = (name) => expectSoon(`the dialog ${name} has closed`, async () => (await portal.role('dialog', name).count()) === 0);

async function openBlocked() {
  await portal.press('g', 'a');
  await portal.click(portal.role('tab', /^Blocked/));
}

test('a sender is blocked from the row with all his held mail, and his next mail is removed at the door', async () => {
  await portal.click(portal.row('Bargain Quay, Bargain one'));
  await portal.role('tab', 'Message').first().waitFor({ state: 'attached' });
  await portal.press('b');
  await portal.role('dialog', 'Block this sender').waitFor({ state: 'attached' });
  await portal.role('checkbox', 'Remove these 2 as well').waitFor({ state: 'attached' });
  await portal.click(portal.role('dialog', 'Block this sender').getByRole('button', { name: 'Block', exact: true, includeHidden: true }));
  await dialogGone('Block this sender');
  await expectSoon('both are out of the list', async () => (await held()).join() === 'Somebody else,Your rope is cut');
  await stack.deliver(plainMail({ subject: 'Bargain three', from: BARGAINS }));
  assert.deepEqual(await held(), ['Somebody else', 'Your rope is cut']);
  const [entry] = await entries('block');
  assert.deepEqual([entry.pattern, entry.applies_to, entry.hits], ['news@bargain-quay.example', FRIDA, 1]);
  await openBlocked();
  await portal.role('option', /news@bargain-quay\.example/).waitFor({ state: 'attached' });
});

test('a sender is allowed while his mail is released, and his next mail goes straight to the mailbox', async () => {
  await portal.press('g', 'q');
  await portal.listReady();
  await portal.openMessage('Rope Walk, Your rope is cut');
  await portal.role('heading', 'Your rope is cut').waitFor({ state: 'attached' });
  await portal.press('Shift+R');
  await portal.role('status', /1 message released, sender always allowed/).first().waitFor({ state: 'attached' });
  const subjects = async () => (await stack.mailbox(FRIDA)).map((raw) => /^Subject: (.*)\r$/m.exec(raw.toString())[1]).sort();
  await expectSoon('the held one is in the mailbox', async () => (await subjects()).join() === 'Your rope is cut');
  await stack.deliver(plainMail({ subject: 'The rope is on its way', from: ROPES, symbols: PROVEN }));
  await expectSoon('the next one is there, too', async () => (await subjects()).join() === 'The rope is on its way,Your rope is cut');
  assert.deepEqual(await held(), ['Somebody else']);
});

test('an entry is written, paused, deleted, and back after Undo', async () => {
  await openBlocked();
  await portal.click(portal.role('button', 'Add').first());
  const form = portal.role('region', 'Block this sender').first();
  await form.waitFor({ state: 'attached' });
  await portal.typeInto('Sender', 'ann@far-shore.example');
  await portal.click(portal.role('radio', 'Whole domain'));
  await portal.typeInto('Note', '=HYPERLINK("x")');
  await portal.click(form.getByRole('button', { name: 'Block', exact: true, includeHidden: true }));
  const row = portal.role('option', /far-shore\.example/);
  await row.waitFor({ state: 'attached' });
  await expectSoon('the node has it', async () => (await entries('block')).some((entry) => entry.pattern === 'far-shore.example' && entry.note === '=HYPERLINK("x")'));
  await expectSoon('the form is put away', async () => (await form.count()) === 0);

  await portal.click(row, { at: 0.02 });  // its box
  await portal.click(portal.role('button', 'Pause'));
  await expectSoon('it is paused', async () => (await entries('block')).find((entry) => entry.pattern === 'far-shore.example')?.paused === true);
  await expectSoon('what was done ends the selection', async () => (await portal.role('button', 'Delete').count()) === 0);
  await portal.click(row, { at: 0.02 });
  await portal.click(portal.role('button', 'Delete'));
  await expectSoon('it is gone', async () => (await entries('block')).every((entry) => entry.pattern !== 'far-shore.example'));
  await row.waitFor({ state: 'detached' });
  await portal.click(portal.role('button', 'Undo').first());
  await expectSoon('it is back', async () => (await entries('block')).some((entry) => entry.pattern === 'far-shore.example'));
});

test('the list goes out as a file whose formulas are defused, and comes in again', async () => {
  await openBlocked();
  await portal.click(portal.role('button', 'Import, export'));
  const download = portal.page.waitForEvent('download');
  await portal.click(portal.role('menuitem', 'Export as CSV'));
  const path = await (await download).path();
  const text = readFileSync(path, 'utf8');
  assert.match(text, /news@bargain-quay\.example/);
  assert.match(text, /'=HYPERLINK/);
  const chooser = portal.page.waitForEvent('filechooser');
  await portal.click(portal.role('button', 'Import, export'));
  await portal.click(portal.role('menuitem', 'Add entries from a file'));
  const added = `${text.trimEnd()}\r\n${text.trimEnd().split('\r\n').at(-1).replaceAll(/far-shore\.example|news@bargain-quay\.example/g, 'low-tide.example')}\r\n`;
  await (await chooser).setFiles({ name: 'more.csv', mimeType: 'text/csv', buffer: Buffer.from(added) });
  await portal.role('status', /imported/).first().waitFor({ state: 'attached' });
  const patterns = (await entries('block')).map((entry) => entry.pattern).sort();
  assert.deepEqual(patterns, ['far-shore.example', 'low-tide.example', 'news@bargain-quay.example']);
  assert.equal((await entries('block')).find((entry) => entry.pattern === 'far-shore.example').note, '=HYPERLINK("x")', 'what was defused for the file comes back as it was');
  await dialogGone('Block this sender');
  assert.deepEqual(view.faults, []);
});
