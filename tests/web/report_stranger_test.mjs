// Any page can open the report window. Whatever such a stranger sends, the window neither reports nor asks the node in somebody's name without a person, shows
// nothing as checked that the node has not checked, and does not hang.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { launch } from './support/page.mjs';
import { sha256, signIn, startReportSite, startWebmail } from './support/report_site.mjs';

const NONCE = '1-22-333-4294967295';

let browser;
let site;
let stranger;
before(async () => {
  browser = await launch();
  site = await startReportSite();
  stranger = await startWebmail({ '/': { html: '<!doctype html><title>stranger</title>' } });
});
after(async () => {
  await browser?.close();
  await site?.close();
  await stranger?.close();
});
beforeEach(() => site.api.reset());

// A page of another site that has opened the window with this address; `window.ready` counts how often the window asked.
async function openAsStranger({ nonce = NONCE, origin = stranger.url, signedIn = true } = {}) {
  const context = await browser.newContext({ locale: 'en-GB' });
  if (signedIn) await signIn(context, site);
  const page = await context.newPage();
  await page.goto(stranger.url);
  const [popup] = await Promise.all([context.waitForEvent('page'), page.evaluate(([url, wanted]) => {
    window.ready = 0;
    addEventListener('message', ({ data, source }) => { if (source === window.popup && data?.n === wanted) window.ready += 1; });
    window.popup = open(url);
    window.sendMail = (message) => window.popup.postMessage({ t: 'mail', n: wanted, v: 'x', app: 'test', ...message }, '*');
    window.bytesOf = (text) => new TextEncoder().encode(text).buffer;
  }, [`${site.url}/r/#${nonce},${origin}`, nonce])]);
  await popup.waitForLoadState();
  const faults = [];
  popup.on('pageerror', (error) => faults.push(error.message));
  return { context, page, popup, faults, asked: () => page.waitForFunction(() => window.ready > 0, undefined, { timeout: 5000 }) };
}

const nothingHappened = async (popup) => {
  await popup.waitForTimeout(500);
  assert.equal(await popup.locator('article').count(), 0);
  assert.deepEqual(site.api.calls, []);
};

test('what a stranger sends is shown as coming from there, unchecked until the node has read it, and is not reported by itself', async () => {
  const { context, page, popup, asked } = await openAsStranger({ signedIn: false });
  await asked();
  await page.evaluate(() => sendMail({ items: [{ bytes: bytesOf('From: bank@bank.example\r\nSubject: trust me\r\n\r\nx') }] }));
  await popup.getByRole('heading', { name: 'trust me' }).waitFor();
  await popup.locator('.facts').getByText(`from ${new URL(stranger.url).host}`).waitFor();
  assert.equal(await popup.getByText('Came through this filter').count(), 0);
  await popup.waitForTimeout(700);
  await page.evaluate(() => sendMail({ t: 'send', kind: 'spam' }));
  assert.deepEqual(site.api.calls, [], 'nobody is signed in, so nobody was asked anything');
  await context.close();
});

test('garbage in any shape is neither shown nor sent, and the window still takes the right message afterwards', async () => {
  const { context, page, popup, faults, asked } = await openAsStranger();
  await asked();
  await page.evaluate((nonce) => {
    for (const junk of [null, 0, 'mail', [], {}, { t: 'mail' }, { t: 'mail', n: nonce }, { t: 'mail', n: nonce, items: 'x' }, { t: 'mail', n: nonce, items: { length: 3 } }, { t: 'ready', n: nonce }, new Map(), new Date(), { n: nonce, t: 'mail', items: null }])
      window.popup.postMessage(junk, '*');
  }, NONCE);
  await nothingHappened(popup);
  await page.evaluate(() => sendMail({ app: '\u202e<img src=x onerror=alert(1)>', v: {}, items: [{ bytes: bytesOf('Subject: right\r\n\r\n') }, null, 7, { bytes: 'text' }, { bytes: [1, 2] }, { bytes: { byteLength: 2 ** 31 } }, { bytes: new ArrayBuffer(0) }] }));
  await popup.locator('article').waitFor();
  await popup.getByText('6 could not be read').waitFor();
  assert.equal(await popup.locator('img').count(), 0);
  assert.deepEqual(site.api.reported, []);
  assert.deepEqual(faults, []);
  await context.close();
});

test('a thousand messages: 25 are shown, the rest is counted, nothing is reported', async () => {
  const { context, page, popup, asked } = await openAsStranger();
  await asked();
  await page.evaluate(() => sendMail({ items: Array.from({ length: 1000 }, (_, at) => ({ bytes: bytesOf(`Subject: ${at}\r\n\r\n`) })) }));
  await popup.getByText('975 left out: at most 25 at a time').waitFor();
  await popup.waitForFunction(() => document.querySelectorAll('.facts b').length === 25);
  assert.equal(site.api.previewed.length, 25);
  assert.deepEqual(site.api.reported, []);
  await context.close();
});

test('a message that is larger than 30 MB, or only says that it is, is left out without being read', async () => {
  const { context, page, popup, asked } = await openAsStranger();
  await asked();
  const started = Date.now();
  await page.evaluate(() => sendMail({ items: [{ bytes: new ArrayBuffer((30 << 20) + 1) }, { bytes: { byteLength: 2 ** 31, length: 2 ** 31 } }, { bytes: bytesOf('Subject: small\r\n\r\n'), size: 2 ** 31 }] }));
  await popup.getByText('1 left out: larger than 30 MB').waitFor();
  await popup.getByText('1 could not be read').waitFor();
  await popup.locator('.facts b').waitFor();
  assert.deepEqual(site.api.previewed, [sha256(Buffer.from('Subject: small\r\n\r\n'))]);
  assert.ok(Date.now() - started < 10_000);
  await context.close();
});

test('a wrong nonce, a wrong origin, another window and a second answer are not heard', async () => {
  const { context, page, popup, asked } = await openAsStranger();
  await asked();
  await page.evaluate(() => sendMail({ n: '9-9-9-9', items: [{ bytes: bytesOf('Subject: wrong nonce\r\n\r\n') }] }));
  const other = await context.newPage();
  await other.goto(stranger.url);
  await page.evaluate(() => { window.name = 'first'; });
  // A second window of the same site, that knows the nonce and reaches the window by way of the first.
  await page.evaluate(async (nonce) => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    await new Promise((resolve) => {
      const script = frame.contentDocument.createElement('script');
      script.textContent = `parent.popup.postMessage({ t: 'mail', n: '${nonce}', items: [{ bytes: new TextEncoder().encode('Subject: other window\\r\\n\\r\\n').buffer }] }, '*'); parent.sent = true;`;
      frame.contentDocument.body.append(script);
      resolve();
    });
  }, NONCE);
  assert.equal(await page.evaluate(() => window.sent), true);
  await nothingHappened(popup);
  await page.evaluate(() => sendMail({ items: [{ bytes: bytesOf('Subject: first\r\n\r\n') }] }));
  await popup.locator('article').waitFor();
  await page.evaluate(() => sendMail({ items: [{ bytes: bytesOf('Subject: second\r\n\r\n') }] }));
  await popup.waitForTimeout(500);
  assert.equal(await popup.locator('article').count(), 1);
  assert.deepEqual(site.api.previewed, [sha256(Buffer.from('Subject: first\r\n\r\n'))]);
  await context.close();

  const liar = await openAsStranger({ origin: 'https://webmail.example' });
  await liar.page.evaluate(() => sendMail({ items: [{ bytes: bytesOf('Subject: not from there\r\n\r\n') }] }));
  site.api.reset();
  await nothingHappened(liar.popup);
  assert.equal(await liar.page.evaluate(() => window.ready), 0, 'and it is not even told that the window is ready');
  await liar.context.close();
});

test('an address that is no handshake opens the plain window, and hears nobody', async () => {
  for (const address of ['', '#', '#x,y', `#${NONCE}`, `#${NONCE},javascript:alert(1)`, `#${'1'.repeat(5000)},null`]) {
    const context = await browser.newContext({ locale: 'en-GB' });
    const page = await context.newPage();
    await page.goto(stranger.url);
    const [popup] = await Promise.all([context.waitForEvent('page'), page.evaluate((url) => { window.popup = open(url); }, `${site.url}/r/${address}`)]);
    await popup.getByRole('heading', { name: 'Which message?' }).waitFor();
    await page.evaluate((nonce) => window.popup.postMessage({ t: 'mail', n: nonce, items: [{ bytes: new ArrayBuffer(9) }] }, '*'), NONCE);
    await nothingHappened(popup);
    await context.close();
  }
});

test('script, markup and tricks of direction in header fields are text', async () => {
  site.api.read = { subject: '<script>top.ran=1</script>\u202egnp.exe', snippet: '<img src=x onerror="top.ran=1">', header_from: { name: 'javascript:top.ran=1', address: '"><svg onload=top.ran=1>@x.example' }, message: { id: 'javascript:top.ran=1//', recipient: 'frida@example.org' } };
  const { context, page, popup, asked, faults } = await openAsStranger();
  await asked();
  await page.evaluate(() => sendMail({ items: [{ bytes: bytesOf('From: "<img src=x onerror=top.ran=1>" <javascript:top.ran=1>\r\nSubject: =?utf-8?Q?=3Cscript=3Etop.ran=3D1=3C/script=3E?=\r\n\r\n') }] }));
  await popup.locator('.facts b').waitFor();
  await popup.getByText('<script>top.ran=1</script>gnp.exe').waitFor();
  await popup.waitForTimeout(600);
  await popup.locator('#send').click();
  const link = popup.getByRole('link', { name: 'Show in the log' });
  assert.equal(await link.getAttribute('href'), '/log/javascript%3Atop.ran%3D1%2F%2F');
  assert.equal(await popup.evaluate(() => window.ran), undefined);
  assert.equal(await popup.locator('img, script:not([src])').count(), 0);
  assert.deepEqual(faults, []);
  await context.close();
});

test('a click that was aimed at what stood there a moment before reports nothing', async () => {
  const { context, page, popup, asked } = await openAsStranger();
  await asked();
  // The very instant the mail is there and the button can be pressed.
  await popup.evaluate(() => new MutationObserver(() => { if (!document.getElementById('send').hidden) document.getElementById('ask').requestSubmit(); }).observe(document.body, { subtree: true, attributes: true }));
  await page.evaluate(() => sendMail({ items: [{ bytes: bytesOf('Subject: quick\r\n\r\n') }] }));
  await popup.locator('.facts b').waitFor();
  assert.deepEqual(site.api.reported, []);
  await context.close();
});

test('a stranger that says nothing leaves the window usable', async () => {
  const { context, page, popup } = await openAsStranger();
  await popup.getByText(`Fetching the message from ${new URL(stranger.url).host}`).waitFor();
  await page.close();
  await popup.getByText('sent nothing').waitFor();
  await popup.getByLabel('Paste the source of the message').waitFor();
  await context.close();
});
