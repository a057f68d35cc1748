// Files dropped onto the page, picked or pasted, in a real browser: they stay with the page, and never take it away.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { overlayPageForEach } from './support/page.mjs';

const SCRIPT = `
import { createGivenFiles } from './given_files.js';
const app = window.app = { heard: [] };
const files = app.files = createGivenFiles({ deliver: {
  over: (listener, count) => app.heard.push(['over', listener, count]),
  given: (listener, id, size, name, isLast) => app.heard.push(['given', listener, id, size, name, isLast]),
} });
files.watch(document);
const data = (...list) => { const transfer = new DataTransfer(); for (const [name, text] of list) transfer.items.add(new File([text], name)); return transfer; };
// What the browser does with a drag: true when the page takes the event.
app.drag = (kind, list, more = {}) => {
  const dataTransfer = Array.isArray(list) ? data(...list) : list;
  const event = new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer, ...more });
  (more.target ?? document.body).dispatchEvent(event);
  return event.defaultPrevented;
};
app.paste = (text, target = document.body) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', text);
  const event = new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData });
  target.dispatchEvent(event);
  return event.defaultPrevented;
};
window.made = true;`;

const view = overlayPageForEach(SCRIPT);
const app = (call) => view.page.evaluate(call);

test('files are counted while they are held over the page, and given by number when they are dropped', async () => {
  const heard = await app(() => {
    const { app } = window;
    const three = [['a.eml', 'abc'], ['größe.msg', 'de'], ['c.eml', '']];
    app.files.listen(7);
    app.drag('dragenter', three);
    app.drag('dragover', three);
    app.drag('drop', three);
    return app.heard;
  });
  assert.deepEqual(heard, [['over', 7, 3], ['over', 7, -1], ['given', 7, 1, 3, 'a.eml', false], ['given', 7, 2, 2, 'größe.msg', false], ['given', 7, 3, 0, 'c.eml', true]]);
  assert.equal(await app(() => window.app.files.get(2).text()), 'de');
  assert.equal(await app(() => { window.app.files.forget(2); return window.app.files.get(2) === undefined; }), true);
});

test('where nobody wants files they are refused, and the page stays', async () => {
  const taken = await app(() => [window.app.drag('dragover', [['a.eml', 'x']]), window.app.drag('drop', [['a.eml', 'x']])]);
  assert.deepEqual(taken, [true, true], 'the browser would open the file instead of the portal');
  assert.deepEqual(await app(() => window.app.heard), []);
});

test('text that is dragged is none of our business', async () => {
  const taken = await app(() => {
    const transfer = new DataTransfer();
    transfer.setData('text/plain', 'word');
    window.app.files.listen(7);
    return [window.app.drag('dragover', transfer), window.app.drag('drop', transfer)];
  });
  assert.deepEqual(taken, [false, false]);
});

test('files that leave the window are held over it no longer, even if the browser does not say so', async () => {
  await app(() => { window.app.files.listen(7); window.app.drag('dragover', [['a.eml', 'x']]); window.app.drag('dragleave', [], { relatedTarget: null }); });
  assert.deepEqual((await app(() => window.app.heard)).map((event) => event[2]), [1, -1]);
  await app(() => { window.app.drag('dragover', [['a.eml', 'x']]); });
  await view.page.waitForTimeout(1500);
  assert.deepEqual((await app(() => window.app.heard)).map((event) => event[2]), [1, -1, 1, -1]);
});

test('a source that is pasted beside a field becomes a file; other text does not', async () => {
  const taken = await app(() => {
    const { app } = window;
    app.files.listen(7);
    const area = document.body.appendChild(document.createElement('textarea'));
    return [app.paste('From: a@example.net\nSubject: x\n\nBuy'), app.paste('just some words'), app.paste('From: a@example.net\n', area), app.paste(`From: a@example.net\n\n${'x'.repeat(300000)}`, area)];
  });
  assert.deepEqual(taken, [true, false, false, true], 'a field keeps what it can hold');
  assert.deepEqual((await app(() => window.app.heard)).map(([kind, , , size]) => [kind, size]), [['given', 35], ['given', 300021]]);
});

test('several files are picked at once', async () => {
  await app(() => window.app.files.listen(7));
  const [chooser] = await Promise.all([view.page.waitForEvent('filechooser'), app(() => window.app.files.choose('.eml'))]);
  assert.equal(chooser.isMultiple(), true);
  await chooser.setFiles([{ name: 'a.eml', mimeType: 'message/rfc822', buffer: Buffer.from('ab') }, { name: 'b.eml', mimeType: 'message/rfc822', buffer: Buffer.from('c') }]);
  await view.page.waitForFunction(() => window.app.heard.length === 2);
  assert.deepEqual((await app(() => window.app.heard)).map((event) => event.slice(3)), [[2, 'a.eml', false], [1, 'b.eml', true]]);
});

test('a file that the application made is kept like the others', async () => {
  assert.equal(await app(async () => { const id = window.app.files.keep('', new TextEncoder().encode('größe')); return window.app.files.get(id).text(); }), 'größe');
});
