// Figures of the portal in headless Chromium, as JSON on standard output. Called by tests/bench/run.py with a running node.
import { launch, openPage } from '../e2e/support/browser.mjs';
import { expectSoon } from '../e2e/support/expect.mjs';
import { Portal } from '../e2e/support/portal.mjs';

const { PRATIQUE_URL: url, PRATIQUE_LOGIN: login, PRATIQUE_PASSWORD: password } = process.env;
const COLD_STARTS = 5;
const note = (text) => process.stderr.write(`bench: ${text}\n`);

function quantile(values, share) {
  const ordered = [...values].sort((a, b) => a - b);
  return Number((ordered[Math.min(ordered.length - 1, Math.floor(share * ordered.length))] ?? NaN).toFixed(2));
}

// Milliseconds from the navigation to the first row of mail in the page, with an empty cache and a kept session.
async function coldStart(browser, slowdown) {
  const times = [];
  const bytes = [];
  for (let turn = 0; turn < COLD_STARTS; ++turn) {
    const { page, context, devtools } = await openPage(browser);
    const portal = new Portal(page, url);
    await portal.open();
    await portal.signIn(login, password);
    await page.addInitScript(() => {
      const look = () => {
        if (document.querySelector('[role=option]')) window.firstRowsAt = performance.now();
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
    let transferred = 0;
    devtools.on('Network.loadingFinished', ({ encodedDataLength }) => { transferred += encodedDataLength; });
    await devtools.send('Network.clearBrowserCache');
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
    await page.reload({ waitUntil: 'commit' });
    times.push(await expectSoon('the first rows', () => page.evaluate(() => window.firstRowsAt), { withinMs: 60_000 }));
    bytes.push(transferred);
    await context.close();
  }
  note(`cold start, CPU x${slowdown}: median ${quantile(times, 0.5)} ms`);
  return { median_ms: quantile(times, 0.5), worst_ms: quantile(times, 1), transfer_bytes: Math.max(...bytes) };
}

async function signedIn(browser) {
  const view = await openPage(browser);
  const portal = new Portal(view.page, url);
  await portal.open();
  await portal.signIn(login, password);
  return { view, portal };
}

const firstPosition = (portal) => portal.page.evaluate(() => Number(document.querySelector('[role=option]')?.getAttribute('aria-posinset') ?? 0));

async function overList(portal) {
  const box = await portal.list.boundingBox();
  await portal.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
}

// CPU of the frames drawn while the list is scrolled by the wheel.
async function scrolling(browser) {
  const { view, portal } = await signedIn(browser);
  await overList(portal);
  const before = (await portal.stats()).frames;
  for (let step = 0; step < 400; ++step) {
    await view.page.mouse.wheel(0, 120);
    await view.page.waitForTimeout(8);
  }
  const { frames, frameCpuMs } = await portal.stats();
  const drawn = frameCpuMs.slice(-Math.min(frames - before, frameCpuMs.length));
  const figures = { frames: frames - before, rows_passed: await firstPosition(portal), cpu_p50_ms: quantile(drawn, 0.5), cpu_p95_ms: quantile(drawn, 0.95) };
  note(`scrolling: ${figures.frames} frames, CPU p50 ${figures.cpu_p50_ms} ms, p95 ${figures.cpu_p95_ms} ms`);
  await view.context.close();
  return figures;
}

// The heap after the whole list went by, page after page, top to bottom.
async function heap(browser) {
  const { view, portal } = await signedIn(browser);
  await overList(portal);
  const total = await portal.page.evaluate(() => Number(document.querySelector('[role=option]')?.getAttribute('aria-setsize') ?? 0));
  let largest = await portal.stats();
  let position = 0;
  let stuck = 0;
  const started = Date.now();
  while (stuck < 20 && Date.now() - started < 240_000) {
    await view.page.mouse.wheel(0, 6000);
    await view.page.waitForTimeout(25);
    const now = await firstPosition(portal);
    stuck = now > position ? 0 : stuck + 1;
    position = Math.max(position, now);
    const stats = await portal.stats();
    if (stats.heapUsed > largest.heapUsed) largest = { ...stats, heapCapacity: Math.max(stats.heapCapacity, largest.heapCapacity) };
    else largest.heapCapacity = Math.max(stats.heapCapacity, largest.heapCapacity);
  }
  const figures = { list_rows: total, scrolled_to: position, heap_used_max_mb: Number((largest.heapUsed / 2 ** 20).toFixed(1)), heap_capacity_max_mb: Number((largest.heapCapacity / 2 ** 20).toFixed(1)) };
  note(`heap: ${figures.heap_used_max_mb} MB used, ${figures.heap_capacity_max_mb} MB taken, at row ${position} of ${total}`);
  await view.context.close();
  return figures;
}

const browser = await launch();
try {
  const figures = { cold_start_cpu_x1: await coldStart(browser, 1), cold_start_cpu_x4: await coldStart(browser, 4), scrolling: await scrolling(browser), heap: await heap(browser) };
  process.stdout.write(JSON.stringify(figures));
} finally {
  await browser.close();
}
