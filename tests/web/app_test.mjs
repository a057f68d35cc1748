// Starting the module, and what a reader sees when it fails: never a dead canvas. The module here is a stand-in that does as it is told.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, openPage, servePage } from './support/page.mjs';

// boot.js's part is played by the kept session; `plan` in the address says how the module behaves.
const SCRIPT = `
import { openPortal } from './app.js';
openPortal();`;
const MODULE = `
const plan = new URLSearchParams(location.search).get('plan');
export default async function createPratique(module) {
  const made = { HEAPU8: new Uint8Array(1024), _malloc: () => 8, _free() {}, _pratique_heap_used: () => 7,
    _pratique_on_look() {}, _pratique_on_network() {}, _pratique_on_canvas_resized() {}, _pratique_on_fonts_changed() {},
    _pratique_on_key() { if (plan === 'trap-later') throw new WebAssembly.RuntimeError('unreachable executed'); window.keys = (window.keys ?? 0) + 1; },
    _pratique_on_frame() { module.host.stats.report(2.5); },
    _main() {
      if (plan === 'trap') throw new WebAssembly.RuntimeError('memory access out of bounds');
      if (plan === 'abort') { module.onAbort('Aborted(native code called abort())'); throw new WebAssembly.RuntimeError('Aborted'); }
      module.host.start(64);
      module.host.requestFrame();
    } };
  return made;
}`;
const EMPTY_WASM = Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);

let browser;
let served;
before(async () => {
  browser = await launch();
  served = await servePage({ script: SCRIPT, files: { 'pratique.mjs': MODULE, 'pratique.wasm': EMPTY_WASM } });
});
after(async () => {
  await browser?.close();
  served?.close();
});
const open = (plan) => openPage(browser, `${served.url}?plan=${plan}`, { permissions: ['clipboard-read', 'clipboard-write'] });

test('the first frame takes the form away and figures can be read', async () => {
  const { page, context, faults } = await open('good');
  await page.waitForFunction(() => window.pratique?.stats().frames === 1);
  assert.equal(await page.locator('#sign-in').count(), 0);
  assert.equal(await page.locator('#canvas').isVisible(), true);
  assert.deepEqual(await page.evaluate(() => window.pratique.stats()), { frames: 1, frameCpuMs: [2.5], heapUsed: 7, heapCapacity: 1024 });
  assert.deepEqual(faults, []);
  await context.close();
});

for (const plan of ['trap', 'abort', 'trap-later']) {
  test(`a module that fails (${plan}) leaves a screen that says so, with a report to copy`, async () => {
    const { page, context } = await open(plan);
    if (plan === 'trap-later') {
      await page.waitForFunction(() => window.pratique?.stats().frames === 1);
      await page.keyboard.press('r');
    }
    await page.getByRole('heading', { name: 'The portal has stopped' }).waitFor();
    await page.getByRole('button', { name: 'Copy the report' }).click();
    const report = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(report, /^Pratique pratique\.wasm\n/);
    assert.match(report, { trap: /out of bounds/, abort: /Aborted/, 'trap-later': /unreachable/ }[plan]);
    await page.keyboard.press('j');
    assert.equal(await page.getByRole('heading').count(), 1, 'shown once, and nothing is called any more');
    await page.getByRole('button', { name: 'Load again' }).click();
    await page.waitForLoadState();
    await context.close();
  });
}

test('WebAssembly that cannot be fetched is said plainly, and tried again', async () => {
  const { page, context } = await openPage(browser, 'about:blank');
  await page.route('**/pratique.wasm', (route) => route.fulfill({ status: 503, body: '' }));
  await page.goto(`${served.url}?plan=good`);
  await page.getByText('The portal could not be loaded').waitFor();
  await page.unroute('**/pratique.wasm');
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.waitForFunction(() => window.pratique?.stats().frames === 1);
  await context.close();
});

test('a browser without WebGL 2 is told what is missing', async () => {
  const { page, context } = await openPage(browser, 'about:blank');
  await page.addInitScript(() => {
    const original = HTMLCanvasElement.prototype.getContext;
    HTMLCanvasElement.prototype.getContext = function (kind, ...rest) { return kind === 'webgl2' ? null : original.call(this, kind, ...rest); };
  });
  await page.goto(`${served.url}?plan=good`);
  await page.getByText('WebGL 2 is missing').waitFor();
  await context.close();
});
