// Real messages, from the folder that PRATIQUE_MAIL_CORPUS names, as a reader meets them: listed by their subjects, opened without harm.
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { expectSoon } from './support/expect.mjs';
import { portal, stack, usePortal, useStack, view } from './support/scene.mjs';

const CORPUS = process.env.PRATIQUE_MAIL_CORPUS ?? '';
const SHOTS = fileURLToPath(new URL('../../build/shots/', import.meta.url));
const SPOT_CHECKS = 30;
const OPENED = 25;
const FRIDA = 'frida@demo.example';

async function deliverAll(stack) {
  for (const name of readdirSync(CORPUS).filter((file) => file.endsWith('.eml')).sort()) {
    const text = readFileSync(join(CORPUS, name)).toString('latin1').replaceAll('\r\n', '\n').replaceAll('\n', '\r\n');
    await stack.deliver(Buffer.from(text.endsWith('\r\n') ? text : `${text}\r\n`, 'latin1'));
  }
}
if (CORPUS) {
  useStack({ prepare: deliverAll });
  usePortal(FRIDA);
}

const spread = (items, count) => items.filter((_, at) => Math.floor((at * count) / items.length) !== Math.floor(((at - 1) * count) / items.length));
// Names in the mirror are one line; bidi isolates and doubled blanks do not count.
const plain = (text) => text.replaceAll(/[\u200e\u200f\u2066-\u2069]/g, '').replaceAll(/\s+/g, ' ').trim();

async function namesOfAllRows() {
  const names = new Map();
  const box = await portal.list.boundingBox();
  await portal.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  for (let still = 0, known = -1; still < 40; still = names.size === known ? still + 1 : 0) {
    known = names.size;
    const seen = await portal.page.evaluate(() => [...document.querySelectorAll('[role=option][aria-posinset]')].map((row) => [row.getAttribute('aria-posinset'), row.getAttribute('aria-label')]));
    for (const [position, name] of seen) if (name && name !== 'Loading') names.set(position, plain(name));
    await portal.page.mouse.wheel(0, 300);
    await portal.page.waitForTimeout(40);
  }
  return [...names.values()];
}

test('real messages are listed by their subjects in every charset', { skip: !CORPUS && 'PRATIQUE_MAIL_CORPUS names no folder' }, async () => {
  const held = [];
  for (let cursor = ''; cursor !== null;) {
    const page = await (await stack.api(`/v1/messages?limit=200${cursor && `&cursor=${encodeURIComponent(cursor)}`}`)).json();
    held.push(...page.items);
    cursor = page.next ?? null;
  }
  mkdirSync(SHOTS, { recursive: true });
  await view.page.screenshot({ path: join(SHOTS, 'corpus-list.png') });
  const names = await namesOfAllRows();
  assert.ok(names.length >= held.length, `${names.length} of ${held.length} rows were seen`);
  const foreign = [...new Map(held.filter(({ subject }) => /[^\x00-\x7f]/.test(subject)).map((item) => [item.subject, item])).values()];
  const checked = spread(foreign, SPOT_CHECKS);
  console.log(`${checked.length} subjects: ${checked.map(({ subject }) => subject.slice(0, 40)).join(' | ')}`);
  for (const { subject } of checked) assert.ok(names.some((name) => name.includes(plain(subject))), `a row is named “${subject}”`);
  assert.deepEqual(view.faults, []);
});

test('real messages open one after the other, and nothing but the node is asked', { skip: !CORPUS && 'PRATIQUE_MAIL_CORPUS names no folder' }, async () => {
  const page = await (await stack.api('/v1/messages?limit=500')).json();
  for (const { id, subject } of spread(page.items, OPENED)) {
    await portal.open(`/quarantine/${id}/message`);
    await portal.role('tab', 'Message').first().waitFor({ state: 'attached' });
    await expectSoon(`“${subject}” is shown`, async () => (await portal.frame.evaluate((frame) => !frame.hidden)) || (await portal.role('group', /This message has no text/).count()) > 0);
  }
  assert.deepEqual(view.requests.map(({ url }) => url).filter((url) => !url.startsWith(stack.url) && !/^(data|blob|about):/.test(url)), []);
  assert.deepEqual(view.faults.filter((fault) => !/sandbox|Content Security Policy/i.test(fault)), []);
});
