// A session that ends and a node that goes away leave the reader where they were.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expectSoon } from './support/expect.mjs';
import { plainMail } from './support/mails.mjs';
import { openPortal, portal, stack, usePortal, useStack, view } from './support/scene.mjs';
import { eventually } from './support/stack.mjs';

const FRIDA = 'frida@demo.example';

useStack({
  messages: 40,
  prepare: async (stack) => {
    await stack.deliver(plainMail({ subject: 'The one kept open' }));
    await stack.deliver(plainMail({ subject: 'The one released after the restart' }));
  },
});
usePortal(FRIDA);

test('an expired session asks for the password over the kept screen and goes on where it was', async () => {
  const { page } = view;
  await portal.openMessage(/The one kept open/);
  await portal.role('heading', 'The one kept open').first().waitFor({ state: 'attached' });
  const before = page.url();
  const { ended } = await stack.ask({ do: 'end_sessions' });
  assert.ok(ended >= 1);
  // Whichever notices first, this click's request or the event stream: under the dialog the click does nothing.
  await portal.click(portal.role('tab', 'Headers').first());
  const dialog = portal.role('dialog', 'Your session has ended').or(portal.role('alertdialog', 'Your session has ended')).first();
  await dialog.waitFor({ state: 'attached' });
  assert.ok((await portal.rows().count()) > 0, 'the list stays behind the dialog');
  const secret = portal.role('textbox', 'Password').first();
  await portal.click(secret);
  await expectSoon('the caret is in the password field', () => secret.evaluate((element) => element === document.activeElement));
  await page.keyboard.type(stack.passwords[FRIDA]);
  await page.keyboard.press('Enter');
  await expectSoon('the dialog is gone', async () => (await dialog.count()) === 0);
  await expectSoon('the message is still open', async () => page.url().startsWith(before.split('?')[0].replace(/\/(message|headers)$/, '')));
  await portal.role('heading', 'The one kept open').first().waitFor({ state: 'attached' });
  if (!/\/headers/.test(page.url())) await portal.click(portal.role('tab', 'Headers').first());
  await portal.role('group', 'X-Rspamd-Queue-Id').first().waitFor({ state: 'attached' });
});

test('a wrong password is refused in words, and the right one then lets in', async () => {
  const { view: other, portal: entry } = await openPortal();
  try {
    await entry.open();
    await other.page.getByLabel('E-mail or user name').fill(FRIDA);
    await other.page.getByLabel('Password', { exact: true }).fill('not the password');
    await other.page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await other.page.getByRole('alert').filter({ hasText: /password/i }).first().waitFor();
    await entry.signIn(FRIDA, stack.passwords[FRIDA]);
  } finally {
    await other.context.close();
  }
});

test('the node is restarted in the middle: the list stays, work goes on, a release is carried out', async () => {
  await portal.openMessage(/The one released after the restart/);
  await stack.ask({ do: 'kill_node' });
  await portal.click(portal.role('button', 'Refresh').first());
  await expectSoon('the list is still there', async () => (await portal.rows().count()) > 0);
  await stack.ask({ do: 'start_node' });
  await expectSoon('the list answers again', async () => {
    await portal.click(portal.role('button', 'Refresh').first());
    return (await view.page.getByText('The list could not be loaded').count()) === 0;
  }, { withinMs: 30_000, everyMs: 1000 });
  await portal.click(portal.row(/The one released after the restart/));
  await portal.click(portal.role('button', 'Release').first());
  await eventually('the released message in the INBOX', async () => (await stack.mailbox(FRIDA)).some((raw) => raw.includes('The one released after the restart')), { withinMs: 30_000 });
  const subject = 'After the restart, live again';
  await stack.deliver(plainMail({ subject }));
  await expectSoon('live mail comes again', async () => (await portal.row(new RegExp(subject)).count()) > 0 || (await portal.role('button', /^\d+ new$/).count()) > 0, { withinMs: 40_000 });
});

test('signing out takes the session away', async () => {
  const { page } = view;
  const token = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
  await portal.click(portal.role('button', /^Account/).first());
  await portal.click(portal.role('menuitem', 'Sign out').or(portal.role('button', 'Sign out')).first());
  await page.getByLabel('Password', { exact: true }).waitFor();
  const after = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
  const tokenPattern = /[A-Za-z0-9_-]{43}/;
  if (tokenPattern.test(token)) assert.doesNotMatch(after, tokenPattern, 'no token stays behind');
});
