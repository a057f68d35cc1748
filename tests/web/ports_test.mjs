// Storage, URL bar, Intl, keys and words: small modules without a page.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crashReport } from '../../web/crash_screen.js';
import { wants } from '../../web/keyboard.js';
import { createLocalisation } from '../../web/localisation.js';
import { brandOf, keepLook, keptLook } from '../../web/look.js';
import { createDownloads, createFiles, createUrlBar } from '../../web/page_services.js';
import { createStats } from '../../web/stats.js';
import { LOGOUT_KEY, SESSION_KEY, createStorage, keptSession } from '../../web/storage.js';
import { createTexts } from '../../web/texts.js';
import { redeem, takeTicket } from '../../web/ticket.js';
import { TEXTS as INSTALL_TEXTS } from '../../web/report/install/install_texts.js';
import { TEXTS as REPORT_TEXTS } from '../../web/report/report_texts.js';
import { TEXTS, languageOf, setTextLanguage, text } from '../../web/strings.js';

function area() {
  const items = new Map();
  return { getItem: (key) => items.get(key) ?? null, setItem: (key, value) => items.set(key, value), removeItem: (key) => items.delete(key), items };
}

test('a value kept for the tab stays with the tab when it is written again', () => {
  const page = { localStorage: area(), sessionStorage: area() };
  const storage = createStorage(page);
  storage.write('k', '1', { tabOnly: true });
  storage.write('k', '2');
  assert.deepEqual([page.localStorage.getItem('k'), page.sessionStorage.getItem('k'), storage.read('k')], [null, '2', '2']);
  storage.write('other', 'x');
  assert.equal(page.localStorage.getItem('other'), 'x');
  storage.erase('k');
  assert.equal(storage.read('k'), null);
  storage.write('k', 'renewed');
  assert.equal(page.localStorage.getItem('k'), null, 'also when it ended in between');
});

test('a look that cannot be read is none; a change keeps the rest of it', () => {
  const page = { localStorage: area(), sessionStorage: area() };
  const storage = createStorage(page);
  for (const bad of ['{', '[]', '3', 'null']) {
    page.localStorage.setItem('pratique.look', bad);
    assert.deepEqual(keptLook(storage), {}, bad);
  }
  keepLook(storage, { theme: 'dark', columns: ['size'] });
  keepLook(storage, { theme: 'light' });
  assert.deepEqual(keptLook(storage), { theme: 'light', columns: ['size'] });
});

test('a browser that keeps nothing keeps it as long as the page lives', () => {
  const refused = { get localStorage() { throw new Error('SecurityError'); }, get sessionStorage() { throw new Error('SecurityError'); } };
  const storage = createStorage(refused);
  storage.write('k', 'v', { tabOnly: true });
  assert.equal(storage.read('k'), 'v');
  assert.equal(createStorage(refused).read('k'), 'v', 'for every module of the page');
  storage.erase('k');
  assert.equal(storage.read('k'), null);
});

test('what this tab keeps counts before what all tabs keep, and takes nothing from them', () => {
  const page = { localStorage: area(), sessionStorage: area() };
  const storage = createStorage(page);
  storage.write('k', 'of all', { tabOnly: false });
  storage.write('k', 'of this tab', { tabOnly: true });
  assert.equal(storage.read('k'), 'of this tab');
  assert.equal(createStorage({ localStorage: page.localStorage, sessionStorage: area() }).read('k'), 'of all');
});

test('a ticket leaves the address at once, with the page’s old name', () => {
  const opened = (pathname, search) => {
    const page = { location: { pathname, search, hash: '#top' }, history: { replaceState: (a, b, url) => { page.now = url; } } };
    return [takeTicket(page), page.now];
  };
  assert.deepEqual(opened('/index.php', '?authticket=abc'), ['abc', '/#top']);
  assert.deepEqual(opened('/log', '?q=a%20b&authticket=abc&authticket=d'), ['abc', '/log?q=a+b#top']);
  assert.deepEqual(opened('/', '?q=a'), [null, undefined]);
});

test('a redeemed ticket is the tab’s session; a dead one says so and changes nothing', async () => {
  const page = { localStorage: area(), sessionStorage: area() };
  const storage = createStorage(page);
  const session = { token: 't', expires_at: '2126-01-01T00:00:00Z' };
  assert.equal(await redeem('abc', { storage, ask: async (path, body) => { page.asked = [path, body]; return { session, logoutUrl: 'https://panel.example/bye' }; } }), null);
  assert.deepEqual(page.asked, ['/v1/session/ticket', { ticket: 'abc' }]);
  assert.deepEqual(JSON.parse(page.sessionStorage.getItem(SESSION_KEY)), session);
  assert.equal(storage.read(LOGOUT_KEY), 'https://panel.example/bye');
  assert.deepEqual(await redeem('old', { storage, ask: async () => ({ where: 'form', key: 'wrongSignIn' }) }), { where: 'form', key: 'ticketOver' });
  assert.deepEqual(JSON.parse(storage.read(SESSION_KEY)), session);
  await redeem('abc', { storage, ask: async () => ({ session, logoutUrl: 'javascript:alert(1)' }) });
  assert.equal(storage.read(LOGOUT_KEY), null);
});

test('a session that has run out, or is not one, counts as none', () => {
  const kept = (value) => keptSession({ read: () => value }, Date.parse('2026-11-22T12:00:00Z'));
  assert.equal(kept('{"token":"t","expires_at":"2026-11-22T12:00:01Z"}').token, 't');
  for (const bad of [null, '', 'null', '[]', '{', '{"token":""}', '{"token":"t"}', '{"token":"t","expires_at":"2026-11-22T11:59:59Z"}', '{"token":7,"expires_at":"2027-01-01T00:00:00Z"}']) assert.equal(kept(bad), null, bad);
});

test('the URL bar speaks of addresses below the portal’s root, and does not push the same one twice', () => {
  const pushed = [];
  const page = { document: { baseURI: 'https://mx.example/quarantine-portal/' }, location: { pathname: '/quarantine-portal/quarantine/m1', search: '?q=a', hash: '' }, history: { pushState: (a, b, url) => pushed.push(url), replaceState: (a, b, url) => pushed.push(`replace ${url}`) } };
  const bar = createUrlBar(page);
  assert.equal(bar.current(), '/quarantine/m1?q=a');
  bar.set('/quarantine/m1?q=a', false);
  bar.set('/log', false);
  bar.set('/', true);
  assert.deepEqual(pushed, ['/quarantine-portal/log', 'replace /quarantine-portal/']);
});

test('numbers, plurals and dates follow the language; the zone is the reader’s', () => {
  const localisation = createLocalisation({ timeZone: 'Europe/Berlin', preferred: ['en-GB', 'de-DE'] });
  const at = Date.parse('2026-11-23T09:21:00Z');
  assert.deepEqual([localisation.decimal(1284, 0), localisation.decimal(6.44, 1), localisation.plural(1), localisation.plural(2)], ['1,284', '6.4', 'one', 'other']);
  assert.deepEqual([0, 1, 2, 3, 4, 5].map((style) => localisation.date(at, style)), ['10:21', 'Mon 10:21', '23 Nov', '23 Nov 2026', 'Mon, 23 Nov 2026, 10:21', 'Monday 23 November']);
  localisation.setLanguage('de');
  assert.deepEqual([localisation.decimal(1284, 0), localisation.decimal(6.4, 1), localisation.date(at, 5)], ['1.284', '6,4', 'Montag, 23. November']);
  localisation.setLanguage('ru');
  assert.equal(localisation.plural(3), 'few');
  for (const tag of ['en-XA', 'not a tag', '']) {
    localisation.setLanguage(tag);
    assert.equal(localisation.decimal(1284, 0), '1,284', tag);
  }
});

test('keys go where they belong', () => {
  const key = (name, more = {}) => ({ key: name, ...more });
  const page = (event) => wants(event, 'page');
  for (const ours of ['r', '/', '?', ' ', 'ArrowDown', 'PageDown', 'Escape', 'Enter', 'F6', 'Delete', 'ф']) assert.ok(page(key(ours)), ours);
  for (const theirs of ['Tab', 'F5', 'F11', 'F12', 'Dead', 'Shift', 'Control']) assert.ok(!page(key(theirs)), theirs);
  assert.ok(page(key('k', { ctrlKey: true })) && page(key('a', { metaKey: true })) && page(key('z', { ctrlKey: true })));
  for (const browsers of ['c', 't', 'w', 'l', 'r', 'f', '+', '0']) assert.ok(!page(key(browsers, { ctrlKey: true })), `Ctrl+${browsers}`);
  assert.ok(!wants(key('Enter', { isComposing: true }), 'field'));
  assert.ok(!wants(key('r'), 'field') && wants(key('Escape'), 'field') && wants(key('k', { ctrlKey: true }), 'field'));
  assert.ok(!wants(key('Enter'), 'lines') && !wants(key('ArrowUp'), 'lines') && wants(key('Escape'), 'lines') && wants(key('Enter', { ctrlKey: true }), 'lines'), 'a field of several lines keeps its own keys');
  assert.ok(!wants(key('Enter'), 'link') && wants(key('j'), 'link'), 'a real link is opened by the browser');
  assert.ok(!wants(key('ArrowDown'), 'body') && !wants(key('c', { ctrlKey: true }), 'body') && wants(key('j'), 'body'));
});

test('every text is there in every language, with the same parameters', () => {
  const parameters = (words) => [...words.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();
  for (const texts of [TEXTS, REPORT_TEXTS, INSTALL_TEXTS]) {
    for (const [tag, words] of Object.entries(texts)) {
      assert.deepEqual(Object.keys(words).sort(), Object.keys(texts.en).sort(), tag);
      for (const key of Object.keys(words)) assert.deepEqual(parameters(words[key]), parameters(texts.en[key]), `${tag} ${key}`);
    }
  }
  assert.deepEqual([languageOf('de-AT'), languageOf('xx'), languageOf(undefined)], ['de', 'en', 'en']);
  setTextLanguage('de');
  assert.equal(text('throttled', { seconds: 3 }), 'Zu viele Versuche. In 3 Sekunden geht es wieder');
  setTextLanguage('en');
});

test('the crash report has what helps and nothing of the reader’s mail', () => {
  const report = crashReport(new Error('unreachable'), { navigator: { userAgent: 'Browser/1' }, now: new Date(0), build: 'pratique-abc.wasm' });
  assert.match(report, /^Pratique pratique-abc\.wasm\n1970-01-01T00:00:00\.000Z\nBrowser\/1\nunreachable\n/);
});

test('frame figures keep the last 600, oldest first', () => {
  const stats = createStats(() => ({ heapUsed: 1, heapCapacity: 2 }));
  for (let i = 0; i < 700; ++i) stats.report(i);
  const read = stats.read();
  assert.deepEqual([read.frames, read.frameCpuMs.length, read.frameCpuMs[0], read.frameCpuMs.at(-1), read.heapUsed], [700, 600, 100, 699, 1]);
});

test('a chosen file is delivered with its name; one that is too large without its bytes; a stopped dialog delivers nothing', async () => {
  const delivered = [];
  let field;
  const document = { createElement: () => (field = { listeners: {}, addEventListener(name, run) { this.listeners[name] = run; }, click() { this.clicked = true; } }) };
  const files = createFiles((...all) => delivered.push(all), { document });
  const file = (name, size) => ({ name, size, arrayBuffer: async () => new Uint8Array(size).buffer });
  const choose = async (handle, chosen) => {
    files.choose(handle, '.csv', 10);
    field.files = chosen ? [chosen] : [];
    if (handle === 3) files.stop(handle);
    await field.listeners.change();
  };
  await choose(1, file('a.csv', 4));
  assert.ok(field.clicked);
  await choose(2, file('big.csv', 11));
  await choose(3, file('late.csv', 4));
  await choose(4, null);
  assert.deepEqual(delivered, [[1, 'a.csv', new Uint8Array(4)], [2, 'big.csv', null]]);
});

test('the texts of a language are fetched once, and again after a while when they could not be', async (t) => {
  t.mock.timers.enable({ apis: ['Date'] });
  const asked = [];
  let answer = { ok: false, status: 503 };
  let arrivals = 0;
  const texts = createTexts({
    document: { getElementById: (id) => (id === 'texts-de' ? { href: '/assets/texts-de-1.txt' } : null) },
    fetch: async (url) => { asked.push(url); return answer; },
    arrived: () => { arrivals += 1; },
  });
  await texts.load('en');
  assert.deepEqual(asked, [], 'English is part of the program');
  await texts.load('de');
  assert.equal(texts.read('de'), null);
  assert.equal(asked.length, 1, 'not without end');
  t.mock.timers.tick(6000);
  answer = { ok: true, text: async () => 'Pratique\nZur Liste' };
  assert.equal(texts.read('de'), null);
  await new Promise((done) => { setImmediate(done); });
  assert.deepEqual([texts.read('de'), asked.length, arrivals], ['Pratique\nZur Liste', 2, 1]);
});

test('a file that comes in pieces is saved whole when it is finished, and not at all when it is dropped', async () => {
  const saved = [];
  const downloads = createDownloads({ document: {}, save: (name, blob) => saved.push({ name, blob }) });
  const log = downloads.begin('log.csv', 'text/csv');
  const other = downloads.begin('other.csv', 'text/csv');
  const large = new Uint8Array(3 << 20).fill(65);
  for (const piece of [new TextEncoder().encode('a,b\n'), large, large, new TextEncoder().encode('\n')]) downloads.append(log, piece);
  downloads.append(other, new Uint8Array(4));
  assert.deepEqual(saved, []);
  downloads.drop(other);
  downloads.finish(log);
  downloads.drop(log);
  assert.equal(saved.length, 1);
  assert.deepEqual([saved[0].name, saved[0].blob.type, saved[0].blob.size], ['log.csv', 'text/csv', 2 * large.length + 5]);
  const text = await saved[0].blob.text();
  assert.deepEqual([text.slice(0, 6), text.slice(-2)], ['a,b\nAA', 'A\n']);
});

test('a brand is read from the page, its colours in the order that the application knows', () => {
  const page = (content) => ({ querySelector: (wanted) => (wanted === 'meta[name=pratique-brand]' && content !== undefined ? { content } : null) });
  assert.equal(brandOf(page()), null);
  const light = { fill: '#7A1FA2', hover: '#6A1591', pressed: '#5A0D80', on: '#FFFFFF', soft: '#F3E5F8', soft_on: '#64118A', focus: '#7A1FA3', panel: '#4A0B66' };
  assert.deepEqual(brandOf(page(JSON.stringify({ name: 'Harbour Mail', light }))), { name: 'Harbour Mail', light: '7A1FA26A15915A0D80FFFFFFF3E5F864118A7A1FA3', dark: '' });
});
