// The same rows in our portal, in Rspamd's web interface and in a table that holds them all: time to a usable list, bytes, heap, one filter.
// Called by tests/bench/peers.py; JSON on standard output, with ours = 1 in `ratios`.
import { launch, openPage } from '../e2e/support/browser.mjs';
import { Portal } from '../e2e/support/portal.mjs';

const { PRATIQUE_URL, PRATIQUE_LOGIN, PRATIQUE_PASSWORD, RSPAMD_URL, TABLE_URL, PEERS_WORD: word } = process.env;
const TURNS = 3;
const PATIENCE_MS = 90_000;
const median = (values) => Number([...values].sort((a, b) => a - b)[Math.floor(values.length / 2)].toFixed(1));

// Milliseconds of the page's own clock until `condition` (source of a function of `word`) holds, looked at once a frame.
function when(page, condition) {
  return page.evaluate(([source, wanted, patience]) => new Promise((resolve, reject) => {
    const holds = new Function('word', `return (${source})(word)`);
    const look = () => {
      if (holds(wanted)) resolve(performance.now());
      else if (performance.now() > patience) reject(new Error(`never: ${source}`));
      else requestAnimationFrame(look);
    };
    look();
  }), [condition.toString(), word, PATIENCE_MS]);
}

const PLACES = {
  pratique: {
    url: PRATIQUE_URL,
    async prepare(page) {
      const portal = new Portal(page, PRATIQUE_URL);
      await portal.open();
      await portal.signIn(PRATIQUE_LOGIN, PRATIQUE_PASSWORD);
    },
    usable: () => !!document.querySelector('[role=option]'),
    async filter(page) {
      await page.keyboard.press('/');
      await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'searchbox');
      await page.keyboard.insertText(`subject:${word}`);
    },
    filtered: (wanted) => {
      const rows = [...document.querySelectorAll('[role=option]')].filter((row) => row.getAttribute('aria-label') !== 'Loading');
      return rows.length > 0 && rows.every((row) => row.getAttribute('aria-label').toLowerCase().includes(wanted));
    },
    heapBeside: (page) => page.evaluate(() => window.pratique.stats().heapCapacity),
  },
  rspamd: {
    url: RSPAMD_URL,
    usable: () => {
      const tab = document.querySelector('#history_nav');
      if (tab && tab.offsetParent && !tab.classList.contains('active')) tab.click();
      return document.querySelectorAll('#historyTable_history tbody tr').length > 5;
    },
    async filter(page) {
      await page.locator('#historyTable_history .footable-filtering-search input[type=text]').focus();
      await page.keyboard.type(word);
      await page.keyboard.press('Enter');
    },
    filtered: (wanted) => {
      const rows = [...document.querySelectorAll('#historyTable_history tbody > tr:not(.footable-detail-row)')];
      return rows.length > 0 && rows.every((row) => row.textContent.toLowerCase().includes(wanted)) && !document.querySelector('#historyTable_history .footable-loader');
    },
  },
  datatables: {
    url: TABLE_URL,
    usable: () => document.querySelectorAll('#held tbody tr td:nth-child(6)').length > 5,
    async filter(page) {
      await page.locator('.dt-search input').fill(word);
    },
    filtered: (wanted) => {
      const rows = [...document.querySelectorAll('#held tbody tr')];
      return /filtered/.test(document.querySelector('.dt-info')?.textContent ?? '') && rows.length > 0 && rows.every((row) => row.textContent.toLowerCase().includes(wanted));
    },
  },
};

async function visit(browser, place) {
  const { page, context, devtools } = await openPage(browser);
  page.setDefaultTimeout(PATIENCE_MS);
  await place.prepare?.(page);
  let bytes = 0;
  devtools.on('Network.loadingFinished', ({ encodedDataLength }) => { bytes += encodedDataLength; });
  await devtools.send('Network.clearBrowserCache');
  if (place.prepare) await page.reload({ waitUntil: 'commit' });
  else await page.goto(place.url, { waitUntil: 'commit' });
  const usable = await when(page, place.usable);
  const transferred = bytes;
  await page.waitForTimeout(1000);
  await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  const heap = usedSize + ((await place.heapBeside?.(page)) ?? 0);
  const typed = await page.evaluate(() => performance.now());
  await place.filter(page);
  const filtered = await when(page, place.filtered);
  await context.close();
  return { usable_ms: usable, bytes: transferred, heap_mb: heap / 2 ** 20, filter_ms: filtered - typed };
}

const browser = await launch();
try {
  const figures = {};
  for (const [name, place] of Object.entries(PLACES)) {
    const visits = [];
    for (let turn = 0; turn < TURNS; ++turn) visits.push(await visit(browser, place));
    figures[name] = Object.fromEntries(Object.keys(visits[0]).map((key) => [key, median(visits.map((one) => one[key]))]));
    process.stderr.write(`bench: ${name} ${JSON.stringify(figures[name])}\n`);
  }
  const ratio = (name) => Object.fromEntries(Object.entries(figures[name]).map(([key, value]) => [key, Number((value / figures.pratique[key]).toFixed(2))]));
  process.stdout.write(JSON.stringify({ ...figures, ratios_to_ours: { rspamd: ratio('rspamd'), datatables: ratio('datatables') } }));
} finally {
  await browser.close();
}
