// The main job, end to end, on real parts: a person sees held mail, understands it, and lets it in.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expectSoon } from './support/expect.mjs';
import { plainMail, withoutFilterHeaders } from './support/mails.mjs';
import { portal, stack, usePortal, useStack, view } from './support/scene.mjs';
import { eventually, sha256 } from './support/stack.mjs';

const FRIDA = 'frida@demo.example';
const SUBJECT = 'Quote for the mooring lines';
let sent;

useStack({
  messages: 60,
  undoWindowSecs: 8,
  prepare: async (stack) => {
    sent = await stack.deliver(plainMail({ subject: SUBJECT, text: 'Forty metres of 24 mm line.\n.\n..two dots\nStraße, 京都, مرسى\n' }));
    await stack.deliver(plainMail({ subject: 'An offer to remove', from: 'Replica Quay <info@replica-quay.example>' }));
    await stack.deliver(plainMail({ subject: 'A sail called Lugger', text: 'The word to find is marlinspike.\n' }));
  },
});
usePortal();

test('frida signs in, opens, reads and releases a message with the keyboard alone, and it is in her INBOX with identical bytes', async () => {
  const { page } = view;
  await portal.open();
  await portal.signInByKeyboard(FRIDA, stack.passwords[FRIDA]);
  // Down the list to the message, as far as it takes.
  await expectSoon('the row is in the list', () => portal.row(new RegExp(SUBJECT)).count());
  await portal.focusListByKeyboard();
  for (let step = 0; step < 90 && !(await portal.currentRow()).name.includes(SUBJECT); ++step) {
    const { position } = await portal.currentRow();
    await page.keyboard.press('j');
    await expectSoon('j goes on', async () => (await portal.currentRow()).position !== position, { withinMs: 20_000, everyMs: 15 });
  }
  assert.match((await portal.currentRow()).name, new RegExp(SUBJECT), 'j goes down to the message');
  await page.keyboard.press('Enter');
  await portal.role('heading', SUBJECT).first().waitFor({ state: 'attached' });
  await expectSoon('the text is shown', async () => (await portal.bodyText()).includes('Forty metres of 24 mm line.'));
  assert.match(await portal.bodyText(), /Straße, 京都, مرسى/);
  assert.match(page.url(), /\/quarantine\/[^/?]+/, 'an open message has its URL');

  await page.keyboard.press('r');
  await portal.role('status', /1 message released/).first().waitFor({ state: 'attached' });
  const expected = sha256(withoutFilterHeaders(sent));
  const arrived = await eventually('the released message in the INBOX', async () => (await stack.mailbox(FRIDA)).find((raw) => raw.includes(SUBJECT)), { withinMs: 30_000 });
  assert.equal(sha256(withoutFilterHeaders(arrived)), expected, 'the bytes are those that were sent');
  assert.ok(arrived.equals(sent) || arrived.equals(withoutFilterHeaders(sent)), 'nothing but the filter’s own headers was taken off');
  assert.deepEqual(view.faults.filter((fault) => !/^404 GET .*\/html$/.test(fault)), [], 'a text message has no HTML form, and nothing else went wrong');
});

test('a removed message is back in the list after Undo', async () => {
  await portal.open();
  await portal.signIn(FRIDA, stack.passwords[FRIDA]);
  await portal.openMessage(/An offer to remove/);
  await portal.click(portal.role('button', 'Remove').first());
  await portal.role('status', /1 message removed/).first().waitFor({ state: 'attached' });
  await expectSoon('it has left the list', async () => (await portal.rows().filter({ hasText: 'An offer to remove' }).count()) + (await portal.list.getByRole('option', { name: /An offer to remove/, includeHidden: true }).count()) === 0);
  await portal.click(portal.role('button', 'Undo').first());
  await expectSoon('it is back', () => portal.row(/An offer to remove/).count());
  const page = await (await stack.api(`/v1/messages?q=${encodeURIComponent('subject:"An offer to remove" status:quarantined')}`)).json();
  assert.equal(page.total, 1, 'the node holds it again');
});

test('search finds by words of the text and by fields, and the address keeps it', async () => {
  await portal.open();
  await portal.signIn(FRIDA, stack.passwords[FRIDA]);
  await portal.search('marlinspike');
  await expectSoon('one row is left', async () => (await portal.rows().count()) === 1 && (await portal.row(/A sail called Lugger/).count()) === 1);
  assert.match(view.page.url(), /q=marlinspike/);
  await portal.search('from:replica-quay.example subject:offer');
  await expectSoon('the other row', async () => (await portal.row(/An offer to remove/).count()) === 1 && (await portal.row(/A sail called Lugger/).count()) === 0);
  await portal.search('nosuchwordanywhere');
  await portal.role('group', /Nothing matches “nosuchwordanywhere”/).first().waitFor({ state: 'attached' });
});

test('a page of the list travels compressed, and only to who can read that', async () => {
  const plain = await stack.api('/v1/messages?limit=100', { headers: { 'accept-encoding': 'identity' } });
  const small = await stack.api('/v1/messages?limit=100', { headers: { 'accept-encoding': 'gzip' } });
  assert.equal(plain.headers.get('content-encoding'), null);
  assert.equal(small.headers.get('content-encoding'), 'gzip');
  assert.ok(Number(small.headers.get('content-length')) * 3 < Number(plain.headers.get('content-length')));
  assert.deepEqual(await small.json(), await plain.json());
});

test('the browser’s back and forward go through list, search and message', async () => {
  const { page } = view;
  await portal.open();
  await portal.signIn(FRIDA, stack.passwords[FRIDA]);
  await portal.search('marlinspike');
  await expectSoon('one row is left', async () => (await portal.rows().count()) === 1);
  await portal.openMessage(/A sail called Lugger/);
  await expectSoon('the address names the message', () => /\/quarantine\/[^/?]+.*q=marlinspike/.test(page.url()));
  const open = page.url();
  await page.goBack();
  await expectSoon('back at the search', async () => !/\/quarantine\/[^/?]+/.test(new URL(page.url()).pathname) && page.url().includes('marlinspike'));
  await page.goBack();
  await expectSoon('back at the whole list', async () => !page.url().includes('marlinspike') && (await portal.rows().count()) > 3);
  await page.goForward();
  await page.goForward();
  await expectSoon('forward at the message', () => page.url() === open);
  await portal.role('heading', 'A sail called Lugger').first().waitFor({ state: 'attached' });
  await page.reload();
  await portal.role('heading', 'A sail called Lugger').first().waitFor({ state: 'attached' });
});

test('a domain user sees the whole domain, frida her own mail only', async () => {
  await portal.open();
  await portal.signIn('demo.example', stack.passwords['demo.example']);
  const all = await (await stack.api('/v1/messages', { login: 'demo.example' })).json();
  const hers = await (await stack.api('/v1/messages')).json();
  assert.ok(all.total > hers.total && hers.total > 0);
  assert.ok(hers.items.every(({ recipient }) => recipient === FRIDA));
  const other = all.items.find(({ recipient }) => recipient !== FRIDA);
  assert.equal((await stack.api(`/v1/messages/${other.id}`)).status, 404, 'outside the scope means not there');
  assert.equal((await stack.api(`/v1/messages/${other.id}/raw`)).status, 404);
});

test('new mail arrives in the open list without a reload', async () => {
  await portal.open();
  await portal.signIn(FRIDA, stack.passwords[FRIDA]);
  const subject = 'Just came in while you looked';
  await stack.deliver(plainMail({ subject }));
  await expectSoon('it is announced or listed', async () => (await portal.row(new RegExp(subject)).count()) > 0 || (await portal.role('button', /^\d+ new$/).count()) > 0);
  if ((await portal.row(new RegExp(subject)).count()) === 0) await portal.click(portal.role('button', /^\d+ new$/).first());
  await expectSoon('it is in the list', () => portal.row(new RegExp(subject)).count());
});
