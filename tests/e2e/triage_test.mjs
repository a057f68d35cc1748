// Triage without the mouse, on real parts: the palette, keys of one's own, settings that stay, the reasons, waves.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expectSoon } from './support/expect.mjs';
import { plainMail } from './support/mails.mjs';
import { portal, stack, usePortal, useStack, view } from './support/scene.mjs';

const FRIDA = 'frida@demo.example';
const LOTTERY = 'Golden Ferry Lottery <win@golden-ferry.example>';
const lotteryText = (n) => `Dear winner, your ferry ticket number ${1000 + n} was drawn in the great harbour lottery of this year. Send us your name, your address and the number\nof your account, and we transfer the whole sum at once. Do not tell anybody before the money has arrived. The offer ends on Friday evening.\n`;

useStack({
  undoWindowSecs: 2,
  prepare: async (stack) => {
    await stack.deliver(plainMail({ subject: 'A lamp for the pier', from: 'Lamp Works <sales@lamp-works.example>' }));
    await stack.deliver(plainMail({ subject: 'A bell for the buoy', from: 'Bell Works <sales@bell-works.example>' }));
    for (let n = 0; n < 3; ++n) await stack.deliver(plainMail({ subject: `Your ticket ${1000 + n} was drawn`, from: LOTTERY, text: lotteryText(n), score: 14 }));
    await stack.deliver(
      plainMail({ subject: 'Confirm your account', from: '"service@demo.example" <x@mail.d\u0435mo.example>', score: 12.5, symbols: 'DMARC_POLICY_REJECT(3.00)[demo.example, reject];\n\tR_SPF_FAIL(2.00)[-all];\n\tBAYES_SPAM(5.10)[99.00%];\n\tR_DKIM_NA(0.00)[]' }),
      { sender: 'bounce@vps9.cheap-host.example' },
    );
  },
});
usePortal(FRIDA);

const me = async () => (await stack.api('/v1/me')).json();
// Types the words, waits until the command is the chosen one, and carries it out.
async function palette(words, command) {
  await portal.press('Control+k');
  await portal.role('dialog', 'Command palette').waitFor({ state: 'attached' });
  await portal.typeInto('What do you want to do', words);
  await expectSoon(`“${command}” is chosen`, async () => (await portal.role('option', command).first().getAttribute('aria-selected')) === 'true');
  await portal.press('Enter');
  await expectSoon('the palette has closed', async () => (await portal.role('dialog', 'Command palette').count()) === 0);
}

test('the palette changes a setting, goes to a view, and acts on the row that has the keyboard', async () => {
  await palette('dark', 'Theme: Dark');
  await expectSoon('the node keeps it', async () => (await me()).settings.theme === 'dark');
  await palette('theme: as the', 'Theme: As the system');
  await expectSoon('and takes it back', async () => (await me()).settings.theme !== 'dark');

  const held = await portal.total();
  await portal.focusListByKeyboard();
  await portal.press('j');
  const { name } = await expectSoon('a row has the keyboard', async () => { const row = await portal.currentRow(); return row.name && row; });
  await palette('remove', 'Remove');
  await expectSoon('the row has left', async () => (await portal.total()) === held - 1 && (await portal.row(name).count()) === 0);
  await portal.press('z');
  await expectSoon('and is back', async () => (await portal.total()) === held);

  await palette('allow and bl', 'Allow and block');
  await portal.role('main', 'Allow and block').waitFor({ state: 'attached' });
});

test('a key of one’s own replaces the old one, and stays after a reload', async () => {
  await portal.press('g', 's');
  await portal.role('main', 'Settings').waitFor({ state: 'attached' });
  const change = portal.role('button', 'Change: Remove');
  await portal.activate(change);
  await portal.role('status', 'Press the new key').waitFor({ state: 'attached' });
  await portal.press('y');
  await expectSoon('the node keeps it', async () => JSON.stringify((await me()).settings).includes('remove'));
  await portal.open('/');
  await portal.listReady();
  const held = await portal.total();
  await portal.focusListByKeyboard();
  await portal.press('j', 'd');
  await portal.page.waitForTimeout(600);
  assert.equal(await portal.total(), held, 'the old key does nothing');
  await portal.press('y');
  await expectSoon('the new one removes', async () => (await portal.total()) === held - 1);
  await portal.press('z');
  await expectSoon('it is back', async () => (await portal.total()) === held);
  await portal.press('g', 's');
  await portal.role('main', 'Settings').waitFor({ state: 'attached' });
  await portal.activate(portal.role('button', 'Reset all keys'));
  await expectSoon('all keys are as they were', async () => !JSON.stringify((await me()).settings.keys ?? '').includes('remove'));
});

test('settings act at once and stay: what follows an action', async () => {
  await portal.press('g', 's');
  await portal.activate(portal.role('radio', 'Back to the list'));
  await expectSoon('the node keeps it', async () => (await me()).settings.after_action === 'list');
  await portal.open('/');
  await portal.listReady();
  await portal.openMessage('Lamp Works, A lamp for the pier');
  await portal.press('d');
  await expectSoon('the list stands alone', () => !/\/quarantine\/m/.test(portal.page.url()) && new URL(portal.page.url()).pathname === '/quarantine');
  await portal.press('z');
  await portal.press('g', 's');
  await portal.activate(portal.role('radio', 'Next message'));
  await expectSoon('the node keeps that, too', async () => ['next', ''].includes((await me()).settings.after_action ?? ''));
});

test('why held: the sentence, the score, what counted, the sign-in of the sender, and the warnings', async () => {
  await portal.openMessage(/Confirm your account/);
  await portal.press('2');
  const panel = portal.role('tabpanel', 'Why held');
  await panel.waitFor({ state: 'attached' });
  await portal.role('progressbar', 'Score 12.5 of limit 6.0').first().waitFor({ state: 'attached' });
  for (const cell of ['SPF: failed', 'DKIM: not used', 'DMARC: failed']) await portal.role('group', cell).first().waitFor({ state: 'attached' });
  const names = await panel.evaluate((element) => [...element.querySelectorAll('[role=group],[role=row]')].map((node) => node.getAttribute('aria-label')));
  assert.ok(names.some((name) => /^Sender differs/.test(name)), names.join('\n'));
  assert.ok(names.some((name) => /^The sender imitates another domain\./.test(name)), `the Cyrillic letter is called out:\n${names.join('\n')}`);
  assert.match(portal.page.url(), /\/why$/);
});

test('near copies are one wave: told from the row, folded to one, and removed together', async () => {
  const held = await portal.total();
  const wave = portal.role('button', 'Select all 3 alike').first();
  await wave.waitFor({ state: 'attached' });
  await portal.click(portal.role('button', 'Group alike mail'));
  await expectSoon('one row stands for three', async () => (await portal.total()) === held - 2);
  await portal.click(portal.role('button', 'Show alike mail one by one'));
  await expectSoon('all are shown again', async () => (await portal.total()) === held);
  await portal.click(portal.row(/Your ticket 100\d was drawn/));
  await portal.role('tab', 'Message').first().waitFor({ state: 'attached' });
  // Before the node has counted what is selected, an action on all of it asks first.
  const counted = portal.page.waitForResponse((reply) => reply.url().includes('/v1/selection?'));
  await portal.press('Shift+X');
  await portal.role('heading', '3 messages selected').waitFor({ state: 'attached' });
  await (await counted).finished();
  await portal.page.waitForTimeout(300);  // the answer is in; the next frame takes it
  assert.equal(await portal.total(), 3, 'the list shows the wave alone');
  await portal.press('d');
  await portal.role('group', /^Nothing matches/).first().waitFor({ state: 'attached' });
  await portal.press('z');
  await expectSoon('the three are back', async () => (await portal.total()) === 3);
  await portal.click(portal.role('button', 'Clear the search').first());
  await expectSoon('beside all the others', async () => (await portal.total()) === held);
  assert.deepEqual(view.faults, []);
});
