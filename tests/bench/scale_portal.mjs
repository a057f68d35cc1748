// From the wish to the drawn rows, in headless Chromium over a large list, as JSON on standard output. Called by scale.py with a running node.
import { launch, openPage } from '../e2e/support/browser.mjs';
import { Portal } from '../e2e/support/portal.mjs';

const { PRATIQUE_URL: url, PRATIQUE_LOGIN: login, PRATIQUE_PASSWORD: password, PRATIQUE_CALLS: calls = '20' } = process.env;
const CALLS = Number(calls);
const PATIENCE_MS = 30_000;

function quantile(values, share) {
  const ordered = [...values].sort((a, b) => a - b);
  return Number((ordered[Math.min(ordered.length - 1, Math.floor(share * ordered.length))] ?? NaN).toFixed(1));
}
const summary = (times) => ({ p50_ms: quantile(times.map(({ ms }) => ms), 0.5), p95_ms: quantile(times.map(({ ms }) => ms), 0.95), request_p50_ms: quantile(times.map(({ request_ms: ms }) => ms), 0.5), before_request_p50_ms: quantile(times.map(({ wait_ms: ms }) => ms), 0.5) });

// In the page, where nothing moves by itself: rows count as drawn with the first frame after their answer had come.
// Where the rows were there already, with the first frame after the wish. The mirror is no clock for this: it rests during a fling.
async function install(page) {
  await page.evaluate((patienceMs) => {
    const answers = [];
    new PerformanceObserver((list) => { for (const entry of list.getEntries()) if (entry.name.includes('/v1/messages?')) answers.push(entry); }).observe({ type: 'resource' });
    const frames = [];  // when each frame had been drawn
    let known = window.pratique.stats().frames;
    const watch = () => {
      const { frames: now } = window.pratique.stats();
      if (now > known) frames.push(performance.now());
      known = now;
      requestAnimationFrame(watch);
    };
    requestAnimationFrame(watch);
    const drawn = (started, asks) => new Promise((resolve, reject) => {
      const look = () => {
        const answer = answers.find((entry) => entry.startTime >= started);
        const waits = asks && performance.now() - started < 1000;  // nothing asked by then: the rows were there
        const after = answer ? frames.find((at) => at > answer.responseEnd) : waits ? undefined : frames.find((at) => at > started);
        if (after !== undefined) resolve({ ms: after - started, request_ms: answer ? answer.responseEnd - answer.startTime : 0, wait_ms: answer ? answer.startTime - started : 0 });
        else if (performance.now() - started > patienceMs) reject(new Error('no rows were drawn'));
        else setTimeout(look, 20);
      };
      setTimeout(look, 60);
    });
    window.goTo = (address) => {
      const started = performance.now();
      history.pushState({}, '', address);
      dispatchEvent(new PopStateEvent('popstate'));
      return drawn(started, true);
    };
    window.afterInput = (kind, asks) => {
      window.measured = new Promise((resolve, reject) => {
        addEventListener(kind, () => drawn(performance.now(), asks).then(resolve, reject), { capture: true, once: true });
      });
    };
  }, PATIENCE_MS);
}

const address = (query, sort = '') => `/quarantine?q=${encodeURIComponent(query)}${sort && `&sort=${sort}`}`;

async function visits(page, make) {
  const times = [];
  for (let n = 0; n < CALLS; ++n) {
    await page.evaluate(() => window.goTo('/quarantine?q=class%3Avirus'));
    await page.waitForTimeout(250);
    times.push(await page.evaluate((target) => window.goTo(target), make(n)));
    await page.waitForTimeout(250);
  }
  return summary(times);
}

async function jumps(portal) {
  const { page } = portal;
  await page.evaluate(() => window.goTo('/quarantine?q=class%3Avirus'));
  await page.evaluate(() => window.goTo('/quarantine'));
  const box = await portal.list.boundingBox();
  const times = [];
  let seed = 7;
  for (let n = 0; n < CALLS; ++n) {
    seed = (seed * 48271) % 0x7fffffff;
    await page.mouse.move(box.x + box.width - 5, box.y + box.height * (0.05 + 0.9 * (seed / 0x7fffffff)));
    await page.waitForTimeout(120);
    await page.evaluate(() => window.afterInput('pointerdown', true));
    await page.mouse.down();
    await page.mouse.up();
    times.push(await page.evaluate(() => window.measured));
    await page.waitForTimeout(120);
  }
  return summary(times);
}

async function pages(portal) {
  const { page } = portal;
  const times = [];
  for (let n = 0; n < CALLS; ++n) {
    await page.evaluate(() => window.afterInput('wheel', false));
    await page.mouse.wheel(0, 800);
    times.push(await page.evaluate(() => window.measured));
    await page.waitForTimeout(60);
  }
  return summary(times);
}

async function fling(portal) {
  const { page } = portal;
  const box = await portal.list.boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  const before = (await portal.stats()).frames;
  for (let step = 0; step < 400; ++step) {
    await page.mouse.wheel(0, 1500);
    await page.waitForTimeout(8);
  }
  const { frames, frameCpuMs, heapUsed, heapCapacity } = await portal.stats();
  const drawn = frameCpuMs.slice(-Math.min(frames - before, frameCpuMs.length));
  return { frames: frames - before, cpu_p50_ms: quantile(drawn, 0.5), cpu_p95_ms: quantile(drawn, 0.95), heap_used_mb: Number((heapUsed / 2 ** 20).toFixed(1)), heap_capacity_mb: Number((heapCapacity / 2 ** 20).toFixed(1)) };
}

const browser = await launch();
try {
  const view = await openPage(browser);
  const portal = new Portal(view.page, url);
  await portal.open();
  await portal.signIn(login, password);
  await install(view.page);
  const figures = {
    first_page: await visits(view.page, () => '/quarantine'),
    by_score: await visits(view.page, () => address('', '-score')),
    query_class: await visits(view.page, () => address('class:bulk')),
    query_unseen_score: await visits(view.page, (n) => address(`is:unseen score>${8 + (n % 4)}`)),
    query_subject: await visits(view.page, (n) => address(`subject:${['invoice', 'parcel', 'lantern'][n % 3]}`)),
    jump: await jumps(portal),
    next_page_by_wheel: await pages(portal),
  };
  await view.page.evaluate(() => window.goTo('/quarantine?q=class%3Avirus'));
  await view.page.evaluate(() => window.goTo('/quarantine'));
  figures.fling = await fling(portal);
  process.stdout.write(JSON.stringify(figures));
} finally {
  await browser.close();
}
