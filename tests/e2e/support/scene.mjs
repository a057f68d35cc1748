// What most test files stand on: one stack and one browser a file, and for each test a fresh page. The names are live: import them, and
// read them inside a test. Every file runs in a process of its own.
import { after, before, beforeEach } from 'node:test';
import { launch, openPage } from './browser.mjs';
import { Portal } from './portal.mjs';
import { startStack } from './stack.mjs';

export let stack;
export let browser;
export let view;  // of the page under test, see openPage
export let portal;
let started;  // settles when the stack and the browser are there

// Starts the stack with these options; `prepare` fills it before the browser starts.
export function useStack({ prepare, ...options } = {}) {
  const start = async () => {
    stack = await startStack(options);
    await prepare?.(stack);
    browser = await launch();
  };
  before(() => (started = start()));
  after(async () => {
    await browser?.close();
    await stack?.stop();
  });
}

// In a fresh profile, signed in when a login is named.
export async function openPortal(login) {
  const opened = await openPage(browser);
  const entry = new Portal(opened.page, stack.url);
  if (login) {
    await entry.open();
    await entry.signIn(login, stack.passwords[login]);
  }
  return { view: opened, portal: entry };
}

// For each test a page of its own.
export function usePortal(login) {
  beforeEach(async () => {
    await view?.context.close();
    ({ view, portal } = await openPortal(login));
  });
}

// One page for all tests of the file, which go on where the one before ended.
export function useOnePortal(login) {
  before(async () => {
    await started;  // hooks of a file do not wait for each other
    ({ view, portal } = await openPortal(login));
  });
}
