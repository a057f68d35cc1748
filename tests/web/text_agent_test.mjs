// Text entry in a real browser: the mirror's input over the focused field, with a small application behind it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { overlayPageForEach } from './support/page.mjs';

// The application: takes set-value in one frame, shows the new value in the next, as views do. `filter` is what it makes of new text.
const SCRIPT = `
import { createMirror } from './a11y_mirror.js';
import { createTextAgent } from './text_agent.js';
import { createKeyboard } from './keyboard.js';
const app = window.app = { value: '', filter: (text) => text, heard: [], keys: [], frames: 0 };
const mirror = createMirror({ root: document.getElementById('overlay'), deliver: { focus() {}, click() {} } });
const agent = createTextAgent({ mirror, deliver: { setValue(id, text) { app.heard.push(text); app.waiting = text; frame(); } } });
createKeyboard({ document, window, caretAtStart: agent.caretAtStart, placeOf: ({ target }) => (agent.isEditing(target) ? (target.localName === 'textarea' ? 'lines' : 'field') : 'page'), deliver: (event, down) => { if (down) app.keys.push(event.key); } });
const field = (value) => ({ id: 'f', rect: [20, 20, 300, 24], kind: app.kind ?? 'search', name: 'Search', value, placeholder: 'Find', fontSize: 14, rgba: 0x121A26FF });
function draw() {
  const shown = app.value;
  if (app.waiting !== undefined) { app.value = app.filter(app.waiting); app.waiting = undefined; }
  mirror.publish({ nodes: [{ id: 'f', role: app.lines ? 'textbox' : 'searchbox', lines: app.lines, name: 'Search', value: shown, rect: [10, 10, 320, 40], focusable: true }, { id: 'b', role: 'button', name: 'Next', rect: [10, 90, 50, 20], focusable: true }], moved: [], order: ['f', '0', 'b', '0'], focus: app.focus ?? 'f' });
  agent.publish((app.focus ?? 'f') === 'f' ? field(shown) : null);
  agent.frameDrawn();
  app.frames++;
}
function frame() { if (!app.byHand) requestAnimationFrame(() => { draw(); requestAnimationFrame(draw); }); }
app.drawOnce = draw;
app.draw = () => new Promise((done) => requestAnimationFrame(() => { draw(); requestAnimationFrame(() => { draw(); requestAnimationFrame(() => { draw(); done(); }); }); }));
await app.draw();
window.made = true;`;

const view = overlayPageForEach(SCRIPT);

const app = (expression) => view.page.evaluate(expression);
const settle = () => view.page.evaluate(() => window.app.draw());
const shown = () => app(() => document.activeElement.value);

test('the field that the application focused takes what is typed, letter by letter', async () => {
  await view.page.keyboard.type('harbour');
  await settle();
  assert.equal(await app(() => window.app.value), 'harbour');
  assert.equal(await shown(), 'harbour');
  assert.equal((await app(() => window.app.heard)).at(-1), 'harbour');
});

test('fast typing never loses a letter to an older value of the application', async () => {
  await view.page.keyboard.type('the quick brown fox jumps over the lazy dog', { delay: 3 });
  await settle();
  assert.equal(await shown(), 'the quick brown fox jumps over the lazy dog');
});

test('what is typed before the field’s first frame stays, in every frame', async () => {
  await app(() => { window.app.focus = 'b'; return window.app.draw(); });
  const values = await app(async () => {
    const input = document.querySelector('input[role=searchbox]');
    input.focus();
    input.value = 'sta';  // as keys do it
    window.app.focus = 'f';
    window.app.byHand = true;
    const seen = [];
    for (let frame = 0; frame < 5; ++frame) {
      await new Promise((done) => requestAnimationFrame(done));
      window.app.drawOnce();
      seen.push(input.value);
    }
    return seen;
  });
  assert.deepEqual(values, ['sta', 'sta', 'sta', 'sta', 'sta']);
  assert.equal(await app(() => window.app.value), 'sta');
});

test('what the application makes of the text shows up: a finished chip leaves the field', async () => {
  await app(() => { window.app.filter = (text) => (text.endsWith(' ') ? '' : text); });
  await view.page.keyboard.type('from:anna ');
  await settle();
  assert.equal(await shown(), '');
});

test('a value that the application refuses is put back', async () => {
  await app(() => { window.app.filter = () => 'fixed'; });
  await view.page.keyboard.type('x');
  await settle();
  assert.equal(await shown(), 'fixed');
});

test('the caret stays where it is when the application changes other things', async () => {
  await view.page.keyboard.type('abcd');
  await view.page.keyboard.press('ArrowLeft');
  await view.page.keyboard.press('ArrowLeft');
  await view.page.keyboard.type('X');
  await settle();
  assert.equal(await shown(), 'abXcd');
  assert.equal(await app(() => document.activeElement.selectionStart), 3);
});

test('a composition (Japanese, dead keys) is delivered whole, and Enter inside it is not the application’s', async () => {
  const devtools = await view.context.newCDPSession(view.page);
  await devtools.send('Input.imeSetComposition', { text: 'みな', selectionStart: 2, selectionEnd: 2 });
  await settle();
  assert.deepEqual(await app(() => window.app.heard), [], 'nothing before it is finished');
  assert.equal(await shown(), 'みな', 'the unfinished text is not overwritten');
  await devtools.send('Input.insertText', { text: '港' });
  await settle();
  assert.deepEqual(await app(() => window.app.heard), ['港']);
});

test('pasting goes through the browser', async () => {
  await app(() => { document.execCommand('insertText', false, 'مرحبا 👋🏽'); });
  await settle();
  assert.equal(await app(() => window.app.value), 'مرحبا 👋🏽');
});

test('Enter, Escape and up and down are the application’s; letters, caret keys and Tab are not', async () => {
  await view.page.keyboard.type('ab');
  for (const key of ['ArrowLeft', 'ArrowDown', 'ArrowUp', 'Enter', 'Escape', 'Home', 'Control+a']) await view.page.keyboard.press(key);
  assert.deepEqual(await app(() => window.app.keys), ['ArrowDown', 'ArrowUp', 'Enter', 'Escape']);
  await view.page.keyboard.press('Tab');
  assert.equal(await app(() => document.activeElement.getAttribute('aria-label')), 'Next');
});

test('Backspace is the application’s only at the start of the field, to take back a chip', async () => {
  await view.page.keyboard.type('a');
  await view.page.keyboard.press('Backspace');
  assert.deepEqual(await app(() => window.app.keys), []);
  await view.page.keyboard.press('Backspace');
  assert.deepEqual(await app(() => window.app.keys), ['Backspace']);
});

test('outside a field letters are commands, and a key still down when the window loses the focus is let go', async () => {
  await app(() => { window.app.focus = 'b'; return window.app.draw(); });
  await view.page.keyboard.press('r');
  await view.page.keyboard.press('Control+k');
  await view.page.keyboard.press('F5').catch(() => {});
  assert.deepEqual((await app(() => window.app?.keys ?? [])).filter((key) => key === 'F5'), [], 'F5 is the browser’s');
});

test('the input lies where the text is drawn, in its size and colour, and takes the pointer', async () => {
  const input = view.page.locator('input.editing');
  assert.deepEqual(await input.boundingBox(), { x: 20, y: 20, width: 300, height: 24 });
  assert.deepEqual(await input.evaluate((element) => { const style = getComputedStyle(element); return [style.fontSize, style.color, style.pointerEvents]; }), ['14px', 'rgb(18, 26, 38)', 'auto']);
});

test('a password field is one for the browser, too', async () => {
  await app(() => { window.app.kind = 'password'; window.app.focus = 'b'; return window.app.draw(); });
  await app(() => { window.app.focus = 'f'; return window.app.draw(); });
  assert.deepEqual(await view.page.locator('input.editing').evaluate((element) => [element.type, element.autocomplete]), ['password', 'current-password']);
});

test('a field of several lines keeps line breaks; Enter is its own', async () => {
  await app(() => { window.app.kind = 'lines'; window.app.lines = true; return window.app.draw(); });
  await view.page.keyboard.type('From: a');
  await view.page.keyboard.press('Enter');
  await view.page.keyboard.type('Subject: b');
  await settle();
  assert.equal(await app(() => window.app.value), 'From: a\nSubject: b');
  assert.equal(await app(() => document.activeElement.localName), 'textarea');
  assert.ok(!(await app(() => window.app.keys)).includes('Enter'));
});
