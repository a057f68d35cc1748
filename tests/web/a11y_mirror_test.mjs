// The accessibility mirror in a real browser: roles and names, focus both ways, and the difference protocol of web/a11y_mirror.cpp.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { overlayPageForEach } from './support/page.mjs';

const SCRIPT = `
import { createMirror } from './a11y_mirror.js';
window.heard = [];
window.mirror = createMirror({ root: document.getElementById('overlay'), deliver: { focus: (id) => heard.push(['focus', id]), click: (id) => heard.push(['click', id]) } });
window.made = true;`;

const view = overlayPageForEach(SCRIPT);

const node = (id, role, name, more = {}) => ({ id, role, name, rect: [0, 0, 100, 30], ...more });
const publish = (message) => view.page.evaluate((sent) => window.mirror.publish(sent), { nodes: [], moved: [], focus: '0', ...message });
const heard = () => view.page.evaluate(() => window.heard.splice(0));
const focused = () => view.page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
const order = () => view.page.evaluate(() => [...document.querySelectorAll('.mirror [aria-label]')].map((element) => element.getAttribute('aria-label')));

const BAR = [node('1', 'toolbar', 'Actions'), node('2', 'button', 'Release', { focusable: true, shortcut: 'R' }), node('3', 'button', 'Remove', { focusable: true })];
const BAR_ORDER = ['1', '0', '2', '1', '3', '1'];

test('widgets are found by role and name, inside their group, at their place', async () => {
  await publish({ nodes: [BAR[0], { ...BAR[1], rect: [40, 60, 90, 32] }, BAR[2]], order: BAR_ORDER });
  const button = view.page.getByRole('toolbar', { name: 'Actions' }).getByRole('button', { name: 'Release' });
  assert.deepEqual(await button.boundingBox(), { x: 40, y: 60, width: 90, height: 32 });
  assert.equal(await button.getAttribute('aria-keyshortcuts'), 'R');
});

test('states are said as ARIA says them, and unsaid again', async () => {
  await publish({ nodes: [node('1', 'checkbox', 'Select', { toggled: 'mixed', expanded: false, focusable: true }), node('2', 'option', 'Row', { selected: true, setSize: 1284, position: 7 }), node('3', 'button', 'Pause', { toggled: 'true', disabled: true, focusable: true })], order: ['1', '0', '2', '0', '3', '0'] });
  const attributes = (label) => view.page.evaluate((name) => Object.fromEntries([...document.querySelector(`[aria-label="${name}"]`).attributes].map((a) => [a.name, a.value])), label);
  let box = await attributes('Select');
  assert.deepEqual([box['aria-checked'], box['aria-expanded'], box.tabindex], ['mixed', 'false', '0']);
  const row = await attributes('Row');
  assert.deepEqual([row['aria-selected'], row['aria-setsize'], row['aria-posinset']], ['true', '1284', '7']);
  const button = await attributes('Pause');
  assert.deepEqual([button['aria-pressed'], button['aria-disabled'], button.tabindex], ['true', 'true', '-1']);
  await publish({ nodes: [node('1', 'checkbox', 'Select', { toggled: 'false' })] });
  box = await attributes('Select');
  assert.deepEqual([box['aria-checked'], box['aria-expanded'], box.tabindex], ['false', undefined, undefined]);
});

test('a name from hostile mail is text and nothing else', async () => {
  await publish({ nodes: [node('1', 'option', '<img src=x onerror="window.pwned=1">"\'&'), node('2', 'text', '<b onclick=x>bold</b>')], order: ['1', '0', '2', '0'] });
  assert.equal(await view.page.locator('.mirror img, .mirror b').count(), 0);
  assert.equal(await view.page.getByText('<b onclick=x>bold</b>').count(), 1);
});

test('Tab walks through the mirror, and the application hears of it', async () => {
  await publish({ nodes: BAR, order: BAR_ORDER });
  await view.page.keyboard.press('Tab');
  await view.page.keyboard.press('Tab');
  assert.deepEqual(await heard(), [['focus', '2'], ['focus', '3']]);
});

test('the application’s focus moves the browser’s, and is not echoed', async () => {
  await publish({ nodes: BAR, order: BAR_ORDER, focus: '3' });
  assert.equal(await focused(), 'Remove');
  assert.deepEqual(await heard(), []);
});

test('a reader who tabs on is not pulled back by a frame drawn before the application knew', async () => {
  await publish({ nodes: BAR, order: BAR_ORDER, focus: '2' });
  await view.page.keyboard.press('Tab');
  await publish({ nodes: [node('2', 'button', 'Release now', { focusable: true })], focus: '2' });
  assert.equal(await focused(), 'Remove');
  await publish({ focus: '3' });
  assert.equal(await focused(), 'Remove');
});

test('the focused row keeps the focus while rows before and behind it come, go and change places', async () => {
  const list = node('1', 'listbox', 'Held messages', { focusable: true });
  const rows = ['a', 'b', 'c', 'd', 'e'].map((name) => node(`1${name}`, 'option', name, { focusTarget: true }));
  const places = (ids) => ['1', '0', ...ids.flatMap((id) => [`1${id}`, '1'])];
  await publish({ nodes: [list, ...rows], order: places(['a', 'b', 'c', 'd', 'e']), focus: '1c' });
  assert.equal(await focused(), 'c');
  for (const ids of [['e', 'c', 'a'], ['c', 'e', 'd'], ['a', 'b', 'd', 'c'], ['b', 'c', 'a']]) {
    await publish({ nodes: rows.filter(({ name }) => ids.includes(name)), order: places(ids), focus: '1c' });
    assert.equal(await focused(), 'c', `after ${ids}`);
    assert.deepEqual(await order(), ['Held messages', ...ids]);
  }
  assert.deepEqual(await heard(), []);
});

test('nodes that are gone leave the page, with what was in them', async () => {
  await publish({ nodes: BAR, order: BAR_ORDER });
  await publish({ order: ['3', '0'] });
  assert.deepEqual(await order(), ['Remove']);
});

test('a screen reader’s click reaches the application; the mouse goes through to the canvas', async () => {
  await publish({ nodes: BAR, order: BAR_ORDER });
  await view.page.evaluate(() => { document.getElementById('canvas').addEventListener('click', () => window.heard.push('canvas')); });
  await view.page.getByRole('button', { name: 'Release' }).dispatchEvent('click');
  await view.page.mouse.click(10, 10);
  assert.deepEqual(await heard(), [['click', '2'], 'canvas']);
});

test('while a dialog is open, everything beside it is inert', async () => {
  const dialog = [node('8', 'alertdialog', 'Release 2 messages?'), node('9', 'button', 'Cancel', { focusable: true })];
  await publish({ nodes: [...BAR, ...dialog], order: [...BAR_ORDER, '8', '0', '9', '8'], focus: '9' });
  await view.page.keyboard.press('Tab');
  assert.notEqual(await focused(), 'Release');
  assert.equal(await view.page.locator('[aria-label="Actions"]').evaluate((element) => element.inert), true);
  await publish({ order: BAR_ORDER, focus: '2' });
  assert.equal(await focused(), 'Release');
});

test('a status is announced once when it comes and when it changes', async () => {
  const spoken = () => view.page.evaluate(() => document.querySelector('.announcer[aria-live=polite]').textContent);
  await publish({ nodes: [node('1', 'status', '1 message released')], order: ['1', '0'] });
  assert.equal(await spoken(), '1 message released');
  await view.page.evaluate(() => { document.querySelector('.announcer[aria-live=polite]').textContent = ''; });
  await publish({ moved: ['1', 5, 5, 10, 10] });
  assert.equal(await spoken(), '');
  await publish({ nodes: [node('1', 'status', 'Undone')] });
  assert.equal(await spoken(), 'Undone');
});

test('what a row holds is read after its name, since a row has no value in ARIA', async () => {
  await publish({ nodes: [node('7', 'row', 'Return-Path', { value: '<a@b.example>', description: 'counted' })], order: ['7', '0'] });
  assert.equal(await view.page.locator('[aria-label="Return-Path"]').getAttribute('aria-description'), '<a@b.example>; counted');
});

test('a link out of the application is the browser’s own: it takes the pointer, opens beside the portal, and is not ours to click', async () => {
  await publish({ nodes: [node('1', 'link', 'Set it up', { href: 'frame.html', focusable: true, rect: [40, 60, 90, 32] }), node('2', 'link', 'Quarantine', { focusable: true })], order: ['1', '0', '2', '0'] });
  const link = view.page.getByRole('link', { name: 'Set it up' });
  assert.deepEqual(await link.evaluate((element) => [element.localName, element.getAttribute('href'), element.target, element.rel, getComputedStyle(element).pointerEvents]), ['a', 'frame.html', '_blank', 'noopener', 'auto']);
  const [opened] = await Promise.all([view.context.waitForEvent('page'), view.page.mouse.click(85, 76)]);
  assert.match(opened.url(), /\/frame\.html$/);
  assert.deepEqual((await heard()).filter(([kind]) => kind === 'click'), []);
  assert.equal(await view.page.getByRole('link', { name: 'Quarantine' }).evaluate((element) => element.localName), 'div');
});

test('a text box of several lines is one for the browser, too', async () => {
  await publish({ nodes: [node('1', 'textbox', 'Source', { lines: true, value: 'a\nb', focusable: true })], order: ['1', '0'] });
  const area = view.page.getByRole('textbox', { name: 'Source' });
  assert.deepEqual(await area.evaluate((element) => [element.localName, element.getAttribute('aria-multiline'), element.value]), ['textarea', 'true', 'a\nb']);
});
