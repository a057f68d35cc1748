// Many at once, on real parts: all that match, the way back, the history of one's own actions, saved searches.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expectSoon } from './support/expect.mjs';
import { portal, usePortal, useStack, view } from './support/scene.mjs';

const FRIDA = 'frida@demo.example';

useStack({ messages: 240, undoWindowSecs: 8 });
usePortal(FRIDA);

test('all that match are selected, two rows left out, the rest removed, and all of it brought back', async () => {
  const held = await portal.total();
  assert.ok(held > 20, `a list of ${held} is long enough`);
  await portal.focusListByKeyboard();
  await portal.press('*');
  await portal.role('heading', `${held} messages selected`).waitFor({ state: 'attached' });
  // Before the node has counted what is selected, an action on all of it asks first.
  const counted = portal.page.waitForResponse((reply) => /\/v1\/selection\?.*except=[^&,]+(,|%2C)[^&,]+/.test(reply.url()));
  await portal.press('j', 'x', 'j', 'x');
  await (await counted).finished();
  await portal.role('heading', `${held - 2} messages selected`).waitFor({ state: 'attached' });
  await expectSoon('the bar says how many are left out', () => portal.page.getByText('All that match, except 2').count());
  await portal.page.waitForTimeout(300);  // the answer is in; the next frame takes it
  await portal.press('d');
  await portal.role('status', new RegExp(`${held - 2} messages removed`)).first().waitFor({ state: 'attached' });
  await expectSoon('the two are left', async () => (await portal.total()) === 2);
  await portal.press('z');
  await expectSoon('all are back', async () => (await portal.total()) === held);
});

test('the history has it after a reload, and takes it back from there', async () => {
  const held = await portal.total();
  await portal.focusListByKeyboard();
  await portal.press('j', 'd');
  await portal.role('status', '1 message removed').first().waitFor({ state: 'attached' });
  await expectSoon('it has left the list', async () => (await portal.total()) === held - 1);
  await portal.page.reload();
  await portal.listReady();
  await portal.click(portal.role('link', 'Your actions').or(portal.role('button', 'Your actions')).first());
  await portal.role('group', '1 message removed').first().waitFor({ state: 'attached' });
  await portal.click(portal.role('button', 'Undo: 1 message removed').first());
  await portal.role('group', '1 message is back in the list').first().waitFor({ state: 'attached' });
  await portal.press('Escape');
  await expectSoon('it is back', async () => (await portal.total()) === held);
});

test('a search is suggested, saved, found again after a reload, and deleted', async () => {
  await portal.focusSearch();
  await portal.page.keyboard.type('ki');
  await portal.role('option', 'kind:').waitFor({ state: 'attached' });
  await portal.press('ArrowDown', 'Enter');
  await expectSoon('the operator is in the field', async () => (await portal.page.evaluate(() => document.activeElement.value)) === 'kind:');
  await portal.page.keyboard.type('news');
  await portal.click(portal.role('option', 'kind:newsletter'));
  await expectSoon('it is searched for', () => /q=kind%3Anewsletter/.test(portal.page.url()));
  await portal.click(portal.role('button', 'Save this search'));
  await portal.role('dialog', 'Save this search').waitFor({ state: 'attached' });
  await portal.page.keyboard.press('ControlOrMeta+a');
  await portal.page.keyboard.type('Letters');
  await portal.press('Enter');
  await portal.role('link', 'Letters').waitFor({ state: 'attached' });
  await portal.open('/');
  await portal.listReady();
  await portal.click(portal.role('link', 'Letters'));
  await expectSoon('it is searched for again', () => /q=kind%3Anewsletter/.test(portal.page.url()));
  await portal.click(portal.role('button', 'More for Letters'));
  await portal.click(portal.role('menuitem', 'Delete'));
  await expectSoon('it is gone', async () => (await portal.role('link', 'Letters').count()) === 0);
  assert.deepEqual(view.faults, []);
});
