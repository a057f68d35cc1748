// Headless Chromium, with WebGL 2 in software, and a watch on everything that a page asks the network for.
import { chromium } from 'playwright-core';

const FLAGS = ['--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage'];

export function launch({ flags = [] } = {}) {
  return chromium.launch({ executablePath: process.env.PRATIQUE_CHROMIUM ?? '/usr/bin/chromium', args: [...FLAGS, ...flags], headless: true });
}

// One context with this profile folder, whose preferences are the caller's.
export function launchWithProfile(profile, { width, height }) {
  return chromium.launchPersistentContext(profile, { executablePath: process.env.PRATIQUE_CHROMIUM ?? '/usr/bin/chromium', args: FLAGS, headless: true, viewport: { width, height }, locale: 'en-GB', timezoneId: 'UTC', reducedMotion: 'reduce' });
}

// A page in a fresh profile. `faults` collects what went wrong in it; `requests` every URL it asked for, from the first one on.
export async function openPage(browser, { width = 1440, height = 900, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, locale: 'en-GB', timezoneId: 'UTC', reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  const faults = [];
  const requests = [];
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  devtools.on('Network.requestWillBeSent', ({ request, type }) => requests.push({ url: request.url, method: request.method, type }));
  page.on('response', (response) => { if (response.status() >= 400) faults.push(`${response.status()} ${response.request().method()} ${response.url()}`); });
  page.on('pageerror', (error) => faults.push(`page error: ${error.message}`));
  page.on('console', (message) => { if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) faults.push(`console: ${message.text()}`); });
  page.on('dialog', (dialog) => { faults.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  context.on('page', (other) => { if (other !== page) faults.push(`another page opened: ${other.url()}`); });
  page.setDefaultTimeout(30_000);
  return { page, context, devtools, faults, requests };
}
