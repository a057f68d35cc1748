// The portal's side of being framed: who is heard, what is told, and sessions that are renewed. Without a page.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { followPage, greet, guardFrame, lookOfPage, renewingFetch, tellPage } from '../../web/embedded.js';
import { SESSION_KEY, createStorage } from '../../web/storage.js';

const PANEL = 'https://panel.example';

// A window in a frame: what it posts to its parent, and a way to be spoken to.
function framedPage() {
  const listeners = [];
  const posted = [];
  const parent = { postMessage: (message, target) => posted.push({ ...message, target }) };
  const page = { parent, addEventListener: (type, listener) => listeners.push(listener) };
  const hear = (data, { source = parent, origin = PANEL } = {}) => listeners.forEach((listener) => listener({ data: { pratique: 1, ...data }, source, origin }));
  const timers = { setTimeout: (run, ms) => { page.timers.push({ run, ms }); }, setInterval: () => 0 };
  page.timers = [];
  return { page, posted, hear, greeting: greet({ page, ...timers }) };
}

test('the frame greets anybody with nothing, and speaks to the first parent that answers alone', async () => {
  const { page, posted, hear, greeting } = framedPage();
  assert.deepEqual(posted, [{ pratique: 1, type: 'hello', target: '*' }]);
  hear({ type: 'welcome' }, { source: {}, origin: 'https://other-frame.example' });
  hear({ type: 'ticket', ticket: 'before any welcome' });
  hear({ type: 'welcome', theme: 'dark', locale: 'de' });
  hear({ type: 'welcome', theme: 'light' }, { origin: 'https://evil.example' });
  const connection = await greeting;
  assert.deepEqual(connection.look, { theme: 'dark', language: 'de' });
  connection.tell('ready', {});
  assert.deepEqual(posted.at(-1), { pratique: 1, type: 'ready', detail: {}, target: PANEL });
});

test('a page that does not answer is none', async () => {
  const { page, greeting } = framedPage();
  page.timers[0].run();
  assert.equal(await greeting, null);
});

test('a ticket comes from the page alone; none comes as none', async () => {
  const { page, posted, hear, greeting } = framedPage();
  hear({ type: 'welcome' });
  const connection = await greeting;
  const first = connection.ticket();
  assert.equal(posted.at(-1).type, 'ticket-wanted');
  assert.equal(posted.at(-1).target, PANEL);
  hear({ type: 'ticket', ticket: 'stolen' }, { origin: 'https://evil.example' });
  hear({ type: 'ticket', ticket: 'a-ticket' });
  assert.equal(await first, 'a-ticket');
  const second = connection.ticket();
  page.timers.at(-1).run();
  assert.equal(await second, '');
});

test('only paths of the portal are gone to', async () => {
  const { hear, greeting } = framedPage();
  hear({ type: 'welcome' });
  const connection = await greeting;
  const heard = [];
  connection.listen((type, what) => heard.push([type, what]));
  for (const path of ['/log?q=a', '//evil.example/', 'https://evil.example/', 'javascript:alert(1)', 7]) hear({ type: 'go', path });
  assert.deepEqual(heard, [['go', '/log?q=a']]);
});

test('a session that ends is renewed once for all calls, and what comes later uses the new one', async () => {
  let alive = 'old';
  let renewed = 0;
  const asked = [];
  const fetch = async (path, { headers }) => {
    asked.push(headers.get('authorization'));
    return { status: headers.get('authorization') === `Bearer ${alive}` ? 200 : 401 };
  };
  const call = renewingFetch({ fetch, token: 'old', renew: async () => { renewed += 1; alive = 'new'; return 'new'; } });
  const own = { headers: { authorization: 'Bearer old' } };
  assert.equal((await call('/v1/me', own)).status, 200);
  alive = 'nobody';
  const answers = await Promise.all([call('/v1/messages', own), call('/v1/jobs', own)]);
  assert.deepEqual(answers.map(({ status }) => status), [200, 200]);
  assert.equal(renewed, 1);
  asked.length = 0;
  assert.equal((await call('/v1/me', own)).status, 200);
  assert.deepEqual(asked, ['Bearer new']);
});

test('without a ticket the 401 stays, and calls without a session are left alone', async () => {
  const call = renewingFetch({ fetch: async () => ({ status: 401 }), token: 't', renew: async () => null });
  assert.equal((await call('/v1/me', { headers: { authorization: 'Bearer t' } })).status, 401);
  const never = renewingFetch({ fetch: async () => ({ status: 401 }), token: 't', renew: () => assert.fail('a wrong password is no ended session') });
  assert.equal((await never('/v1/session', { headers: {} })).status, 401);
});

test('a renewed session is this tab’s', async () => {
  const area = () => { const items = new Map(); return { getItem: (key) => items.get(key) ?? null, setItem: (key, value) => items.set(key, value), removeItem: (key) => items.delete(key) }; };
  const storage = createStorage({ localStorage: area(), sessionStorage: area() });
  const redeem = async (ticket) => {
    if (ticket !== 'good') return { key: 'ticketOver' };
    storage.write(SESSION_KEY, JSON.stringify({ token: 'fresh', expires_at: '2126-01-01T00:00:00Z' }), { tabOnly: true });
    return null;
  };
  let ticket = 'good';
  const around = followPage({ look: { theme: 'dark', language: 'de' }, ticket: async () => ticket, listen() {} }, { storage, redeem, applyLook() {} });
  assert.equal(await around.renew(), 'fresh');
  ticket = 'used up';
  assert.equal(await around.renew(), null);
  ticket = '';
  assert.equal(await around.renew(), null);
});

test('the page’s theme holds against the system’s', () => {
  const system = { dark: true, contrast: false, reducedMotion: true };
  assert.deepEqual(lookOfPage({ theme: 'light' }, system), { dark: false, contrast: false, reducedMotion: true });
  assert.deepEqual(lookOfPage({ theme: 'contrast' }, system), { dark: true, contrast: true, reducedMotion: true });
  assert.deepEqual(lookOfPage({ theme: 'system' }, system), system);
});

test('the page hears where the reader is, how much is held, and that he left', async () => {
  const told = [];
  const page = { document: { title: 'old' }, location: { replace: (url) => told.push(['gone', url]) }, setTimeout: (run) => { page.run = run; }, clearTimeout() {} };
  const { urlBar, services } = tellPage(
    { tell: (type, detail) => told.push([type, detail]) },
    { urlBar: { set() {}, current: () => '/log' }, services: { setTitle(title) { page.document.title = title; }, forgetSession: () => told.push(['forgotten']) }, token: 't', fetch: async () => ({ ok: true, json: async () => ({ count: 12 }) }), page },
  );
  urlBar.set('/log', false);
  services.setTitle('12 held');
  await page.run();
  await page.run();
  services.leaveToSignIn();
  assert.deepEqual(told, [['navigate', { path: '/log', title: 'old' }], ['count', { held: 12 }], ['forgotten'], ['signed-out', {}], ['gone', 'about:blank']]);
});

test('a frame that is too small, or not seen, takes no press', () => {
  const listeners = {};
  let seen;
  const cover = {};
  const window = { innerWidth: 980, innerHeight: 640, addEventListener: (type, listener) => { listeners[type] = listener; }, IntersectionObserver: class { constructor(call) { seen = (isIntersecting) => call([{ isIntersecting }]); } observe() {} } };
  guardFrame({ document: { createElement: () => cover, body: { append() {} }, getElementById: () => ({}) }, window });
  const press = () => { let stopped = false; listeners.pointerdown({ preventDefault() {}, stopImmediatePropagation() { stopped = true; } }); return stopped; };
  assert.equal(press(), false);
  seen(false);
  assert.equal(press(), true);
  seen(true);
  window.innerHeight = 100;
  listeners.resize();
  assert.equal(press(), true);
  assert.equal(cover.hidden, false);
  assert.match(cover.textContent, /too small/);
});
