// Two people and one message, on real parts: a domain's administrator and a reader see their own rows of what came to several,
// and the reader asks for what he may not release himself.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expectSoon } from './support/expect.mjs';
import { plainMail } from './support/mails.mjs';
import { openPortal, stack, useStack } from './support/scene.mjs';

const FRIDA = 'frida@demo.example';
const BOB = 'bob@demo.example';
const DOMAIN = 'demo.example';
const PHISH = 'PHISHING(6.00)[bank.example->evil.example];\n\tDMARC_POLICY_REJECT(3.00)[bank.example, reject];\n\tSPOOF_DISPLAY_NAME(4.00)[]';

useStack({ undoWindowSecs: 1 });

// recipient → status, as the domain sees it.
async function rows(subject) {
  const { items } = await (await stack.api(`/v1/messages?q=${encodeURIComponent(`subject:"${subject}"`)}`, { login: DOMAIN })).json();
  return Object.fromEntries(items.map((item) => [item.recipient, item.status]));
}
const rowOf = async (subject, recipient) => {
  const { items } = await (await stack.api(`/v1/messages?q=${encodeURIComponent(`subject:"${subject}"`)}`, { login: DOMAIN })).json();
  return items.find((item) => item.recipient === recipient);
};

test('neither’s action touches the other’s row of a message that both have', async () => {
  await stack.deliver(plainMail({ subject: 'To both of you' }), { recipients: [FRIDA, BOB] });
  const admin = await openPortal(DOMAIN);
  const reader = await openPortal(FRIDA);
  assert.equal(await reader.portal.rows().count(), 1, 'the reader sees her own row alone');
  assert.equal(await admin.portal.rows().count(), 2);

  await reader.portal.openMessage(/To both of you/);
  await reader.portal.press('d');
  await expectSoon('hers is removed', async () => (await rows('To both of you'))[FRIDA] === 'removed');
  assert.deepEqual(await rows('To both of you'), { [FRIDA]: 'removed', [BOB]: 'quarantined' });
  await expectSoon('the other’s list has the other row left', async () => (await admin.portal.rows().count()) === 1);

  await admin.portal.openMessage(/To both of you/);
  await admin.portal.press('r');
  await expectSoon('his is released', async () => (await rows('To both of you'))[BOB] === 'released');
  assert.equal((await rows('To both of you'))[FRIDA], 'removed');
  assert.equal((await stack.mailbox(BOB)).length, 1);
  assert.equal((await stack.mailbox(FRIDA)).length, 0);
  await reader.view.context.close();
  await admin.view.context.close();
});

test('a foreign row is not there, whatever is asked of it', async () => {
  const foreign = await rowOf('To both of you', BOB);
  for (const path of ['', '/text', '/html', '/raw', '/headers', '/parts', '/parts/0']) {
    assert.equal((await stack.api(`/v1/messages/${foreign.id}${path}`)).status, 404, `GET …${path}`);
  }
  const act = await stack.api('/v1/actions', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ action: 'remove', ids: [foreign.id] }) });
  assert.equal(act.status, 404);
  assert.equal((await rows('To both of you'))[BOB], 'released');
});

test('a reader asks for what he may not release, the administrator lets it in, and both see it', async () => {
  await stack.deliver(plainMail({ subject: 'Is this my bank', score: 14, symbols: PHISH }));
  await stack.deliver(plainMail({ subject: 'This one neither', score: 15, symbols: PHISH }));
  const reader = await openPortal(FRIDA);
  const answered = await stack.api('/v1/actions', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ action: 'release', ids: [(await rowOf('Is this my bank', FRIDA)).id] }) });
  const job = await answered.json();
  assert.deepEqual([job.state, job.items[0].state], ['done', 'failed'], 'the node itself refuses, not only the button');
  for (const [subject, note] of [['Is this my bank', 'I wait for it'], ['This one neither', 'Maybe']]) {
    await reader.portal.openMessage(new RegExp(subject));
    await reader.portal.role('heading', subject).waitFor({ state: 'attached' });
    await reader.portal.click(reader.portal.role('button', 'Ask to release').first());
    const dialog = reader.portal.role('dialog', 'Ask to release');
    await dialog.waitFor({ state: 'attached' });
    await reader.portal.typeInto('Why you want it', note);
    await reader.portal.click(dialog.getByRole('button', { name: 'Ask to release', exact: true, includeHidden: true }));
    await reader.portal.role('status', /Release of 1 message asked for/).first().waitFor({ state: 'attached' });
    await expectSoon('the dialog has closed', async () => (await dialog.count()) === 0);
  }

  const admin = await openPortal(DOMAIN);
  await admin.portal.click(admin.portal.role('link', /Release requests/));
  const options = admin.portal.role('listbox', 'Release requests').getByRole('option', { includeHidden: true });
  await expectSoon('both wait for an answer, with their notes', async () => {
    const said = await options.evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-description') ?? '').join('\n'));
    return /I wait for it/.test(said) && /Maybe/.test(said);
  });
  const requests = await (await stack.api('/v1/requests?state=open', { login: DOMAIN })).json();
  assert.equal(requests.items.length, 2);
  const answer = async (button, dialogName, subject) => {
    const names = await options.evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-label')));
    await admin.portal.click(admin.portal.role('button', button).nth(names.findIndex((name) => name.includes(subject))));
    const dialog = admin.portal.role('dialog', dialogName).or(admin.portal.role('alertdialog', dialogName));
    await dialog.waitFor({ state: 'attached' });
    await admin.portal.click(dialog.getByRole('button', { name: button, exact: true, includeHidden: true }));
    await expectSoon('the dialog has closed', async () => (await dialog.count()) === 0);
  };
  await answer('Approve', 'Release this message?', 'Is this my bank');
  await expectSoon('it is released', async () => (await rows('Is this my bank'))[FRIDA] === 'released');
  await answer('Deny', 'Deny the request?', 'This one neither');
  await expectSoon('nobody waits any more', async () => (await (await stack.api('/v1/requests?state=open', { login: DOMAIN })).json()).items.length === 0);
  assert.equal((await rows('This one neither'))[FRIDA], 'quarantined');
  assert.equal((await stack.mailbox(FRIDA)).length, 1);

  await reader.portal.click(reader.portal.role('link', /Release requests/));
  await expectSoon('the reader sees both answers', async () => {
    await reader.portal.activate(reader.portal.role('tab', 'All').or(reader.portal.role('radio', 'All')).first());
    const text = await reader.portal.page.evaluate(() => [...document.querySelectorAll('[aria-label]')].map((element) => element.getAttribute('aria-label')).join('\n'));
    return /Is this my bank/.test(text) && /This one neither/.test(text);
  });
  assert.deepEqual([...reader.view.faults, ...admin.view.faults], []);
});
