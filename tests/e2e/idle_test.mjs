// An idle page sleeps: it draws nothing and asks for nothing, but listens to the event stream.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, openPage } from './support/browser.mjs';
import { Portal } from './support/portal.mjs';
import { startStack } from './support/stack.mjs';

const IDLE_SECS = 10;
let stack;
let browser;

before(async () => {
  stack = await startStack({ messages: 50 });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await stack?.stop();
});

async function idleFigures(view, portal) {
  await view.page.waitForTimeout(3000);  // what loading started has come to rest
  const before = (await portal.stats()).frames;
  const asked = view.requests.length;
  await view.page.waitForTimeout(IDLE_SECS * 1000);
  return { frames: (await portal.stats()).frames - before, requests: view.requests.slice(asked).map(({ url }) => url).filter((url) => !url.endsWith('/v1/events')) };
}

test('with the list open, ten seconds pass without a frame or a request', async () => {
  const view = await openPage(browser);
  const portal = new Portal(view.page, stack.url);
  await portal.open();
  await portal.signIn('frida@demo.example', stack.passwords['frida@demo.example']);
  assert.deepEqual(await idleFigures(view, portal), { frames: 0, requests: [] });
  await view.context.close();
});

test('with a message open, too', async () => {
  const view = await openPage(browser);
  const portal = new Portal(view.page, stack.url);
  await portal.open();
  await portal.signIn('frida@demo.example', stack.passwords['frida@demo.example']);
  await portal.click(portal.rows().first());
  await portal.role('tab', 'Message').first().waitFor({ state: 'attached' });
  await view.page.mouse.move(5, 895);
  assert.deepEqual(await idleFigures(view, portal), { frames: 0, requests: [] });
  await view.context.close();
});
