// An idle page sleeps: it draws nothing and asks for nothing, but listens to the event stream.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { portal, usePortal, useStack, view } from './support/scene.mjs';

const IDLE_SECS = 10;

useStack({ messages: 50 });
usePortal('frida@demo.example');

async function idleFigures() {
  await view.page.waitForTimeout(3000);  // what loading started has come to rest
  const before = (await portal.stats()).frames;
  const asked = view.requests.length;
  await view.page.waitForTimeout(IDLE_SECS * 1000);
  return { frames: (await portal.stats()).frames - before, requests: view.requests.slice(asked).map(({ url }) => url).filter((url) => !url.endsWith('/v1/events')) };
}

test('with the list open, ten seconds pass without a frame or a request', async () => {
  assert.deepEqual(await idleFigures(), { frames: 0, requests: [] });
});

test('with a message open, too', async () => {
  await portal.click(portal.rows().first());
  await portal.role('tab', 'Message').first().waitFor({ state: 'attached' });
  await view.page.mouse.move(5, 895);
  assert.deepEqual(await idleFigures(), { frames: 0, requests: [] });
});
