// The delivery log in a real browser: find a rejected message, read in plain words why and what to do, take the search along as a file.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { beforeEach, test } from 'node:test';
import { expectSoon } from './support/expect.mjs';
import { portal, stack, usePortal, useStack, view } from './support/scene.mjs';
import { eventually } from './support/stack.mjs';

const FRIDA = 'frida@demo.example';
const SUBJECT = 'Your parcel is waiting, Größe XL';

// What the rendered Rspamd sends for a message it has seen.
function eventMail(event) {
  const body = Buffer.from(JSON.stringify({ v: 1, t: Date.now() / 1000, ip: '203.0.113.77', ptr: 'mx7.cheap-track.example', helo: 'mx7.cheap-track.example', user: '', size: 4096, limits: { reject: 15, 'add header': 6, greylist: 4 }, set_by: '', held: [], symbols: [], smtp_msg: '', ...event })).toString('base64');
  return Buffer.from(`From: filter@node.internal\r\nTo: log@node.internal\r\nSubject: event\r\nMIME-Version: 1.0\r\nContent-Type: application/json\r\nContent-Transfer-Encoding: base64\r\n\r\n${body.replace(/(.{76})/g, '$1\r\n')}\r\n`);
}

useStack({
  messages: 30,
  prepare: async (stack) => {
    const rejected = { qid: '4YbK7n2Qz1', mid: 'a91c.88@mx7.cheap-track.example', from: 'noreply@parcel-service.example', rcpt: [FRIDA], subject: SUBJECT, header_from: 'Parcel <noreply@parcel-service.example>', action: 'reject', score: 26.8, smtp_msg: '550 5.7.1 Refused as spam', symbols: [{ name: 'R_SPF_FAIL', score: 4, options: ['-all'], description: 'SPF' }] };
    await stack.deliver(eventMail(rejected), { sender: 'filter@node.internal', recipients: ['log@node.internal'], clientIp: '127.0.0.1' });
    await eventually('the log knows of it', async () => (await (await stack.api(`/v1/messages?q=${encodeURIComponent('status:rejected')}`)).json()).total === 1);
  },
});
usePortal(FRIDA);
beforeEach(() => portal.open('/log'));

test('frida finds a rejected message and reads in plain words why, and what she can do', async () => {
  await portal.search('status:rejected');
  await expectSoon('one row is left', async () => (await portal.rows().count()) === 1);
  await portal.click(portal.row(new RegExp(SUBJECT)));
  await portal.role('heading', SUBJECT).first().waitFor({ state: 'attached' });
  await expectSoon('it says what happened', () => portal.role('heading', 'What happened').count());
  const said = await view.page.locator('#overlay').innerText();
  assert.match(said, /It was refused, so it is not kept\./);
  assert.match(said, /Not sent by a server of that domain \(SPF\)\..*allow the address\./);
  const answer = await portal.role('group', 'Rejected').first().getAttribute('aria-description');
  assert.match(answer, /550 5\.7\.1 Refused as spam 5\.7\.1: the rules of the server do not allow it/);
  await portal.click(portal.role('button', 'Allow the address').first());
  await expectSoon('the small form opens with the sender', async () => (await portal.role('textbox', 'Sender').first().inputValue()) === 'noreply@parcel-service.example');
});

test('a search is exported and the file says the same', async () => {
  await portal.search('status:rejected');
  await expectSoon('one row is left', async () => (await portal.rows().count()) === 1);
  await portal.click(portal.role('button', 'Export').first());
  await portal.role('status', /1 message matches/).first().waitFor({ state: 'attached' });
  const download = view.page.waitForEvent('download');
  await portal.click(portal.role('button', 'Export').last());
  const file = await download;
  assert.match(file.suggestedFilename(), /^pratique-log-\d{4}-\d\d-\d\d\.csv$/);
  const text = await readFile(await file.path(), 'utf8');
  const lines = text.trimEnd().split('\r\n');
  assert.equal(lines.length, 2, 'a heading and one message');
  assert.ok(lines[1].includes(SUBJECT));
  assert.ok(lines[1].includes(FRIDA));
});
