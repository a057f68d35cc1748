// The message body's frame in a real browser: nothing runs, nothing is fetched, links say where they go.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { overlayPageForEach } from './support/page.mjs';

const SCRIPT = `
import { createMessageFrame } from './message_frame.js';
window.copied = [];
window.left = 0;
window.frame = createMessageFrame({ root: document.getElementById('overlay'), copy: (text) => copied.push(text), listenKeys() {}, leave() { window.left++; } });
window.made = true;`;

const view = overlayPageForEach(SCRIPT, { faultless: false });

const show = (html, more = {}) => view.page.evaluate((request) => window.frame.publish(request), { rect: [300, 100, 600, 500], key: 'k', title: 'Message', images: false, dark: false, document: html, ...more });
const body = () => view.page.frameLocator('iframe').locator('body');

test('the document is shown in its pane, under the accessible name it was given', async () => {
  await show('<!doctype html><p>Grüße, 京都, مرسى</p>');
  await body().getByText('Grüße, 京都, مرسى').waitFor();
  assert.deepEqual(await view.page.locator('iframe').boundingBox(), { x: 300, y: 100, width: 600, height: 500 });
  assert.equal(await view.page.locator('iframe').getAttribute('title'), 'Message');
  assert.deepEqual(view.faults, []);
});

test('even a document that was not sanitised runs nothing and fetches nothing', async () => {
  const before = view.served.asked.length;
  await show('<p>END</p><script>top.pwned=1</script><img src="/stolen.png" onerror="top.pwned=2"><iframe src="/stolen.html"></iframe><link rel=stylesheet href="/stolen.css"><meta http-equiv=refresh content="0;url=/stolen"><form action="/stolen"><button>go</button></form>');
  await body().getByText('END').waitFor();
  await body().getByRole('button').click().catch(() => {});
  await view.page.waitForTimeout(400);
  assert.equal(await view.page.evaluate(() => window.pwned), undefined);
  assert.deepEqual(view.served.asked.slice(before).filter((path) => path.includes('stolen')), []);
});

test('a picture from outside is asked for only once the reader wants pictures', async () => {
  const html = '<p>Look</p><img alt="pier" data-remote-src="/pier.png">';
  const asked = () => view.served.asked.filter((path) => path.includes('pier.png')).length;
  await show(html);
  await body().getByText('Look').waitFor();
  assert.equal(await body().getByAltText('pier').getAttribute('src'), null);
  assert.equal(asked(), 0);
  await show(html, { images: true });
  await body().locator('img[src]').waitFor({ state: 'attached' });
  assert.equal(await body().getByAltText('pier').getAttribute('referrerpolicy'), 'no-referrer');
});

test('the mail’s own styles apply inside the frame', async () => {
  await show('<style>p { margin-left: 33px }</style><p style="padding-left:7px">styled</p>');
  const style = await body().getByText('styled').evaluate((element) => { const s = getComputedStyle(element); return [s.marginLeft, s.paddingLeft]; });
  assert.deepEqual(style, ['33px', '7px']);
});

test('a click on a link opens nothing: it shows the text and the true target, to copy', async () => {
  await show('<p><a data-href="https://evil.example/login?u=1">www.my-bank.example</a></p>');
  await body().getByRole('link').click();
  const card = view.page.getByRole('dialog', { name: 'This link goes to' });
  assert.match(await card.innerText(), /www\.my-bank\.example[\s\S]*https:\/\/evil\.example\/login\?u=1/);
  await card.getByRole('button', { name: 'Copy address' }).click();
  assert.deepEqual(await view.page.evaluate(() => window.copied), ['https://evil.example/login?u=1']);
  await view.page.keyboard.press('Escape');
  assert.equal(await card.isVisible(), false);
  assert.equal(view.context.pages().length, 1);
});

test('links are reached and shown with the keyboard alone', async () => {
  await show('<p>x <span data-href="https://one.example/">one</span></p>');
  await body().getByRole('link').focus();
  await view.page.keyboard.press('Enter');
  await view.page.getByRole('dialog').getByText('https://one.example/').waitFor();
});

test('Escape in the body gives the focus back to the application', async () => {
  await show('<p>text</p>');
  await body().getByText('text').click();
  await view.page.keyboard.press('Escape');
  assert.equal(await view.page.evaluate(() => window.left), 1);
});

test('hidden while covered, and back without loading again', async () => {
  await show('<p>kept</p>');
  await body().getByText('kept').waitFor();
  await view.page.evaluate(() => window.frame.publish(null));
  assert.equal(await view.page.locator('iframe').isVisible(), false);
  const asked = view.served.asked.length;
  await view.page.evaluate(() => window.frame.publish({ rect: [0, 0, 400, 300], key: 'k', title: 'Message', images: false, dark: false }));
  assert.equal(await body().getByText('kept').isVisible(), true);
  assert.equal(view.served.asked.length, asked);
});

test('showing images loads the frame page whose policy allows them', async () => {
  await show('<p>without</p>');
  await body().getByText('without').waitFor();
  await show('<p>with</p>', { images: true });
  await body().getByText('with', { exact: true }).waitFor();
  assert.ok(view.served.asked.includes('/frame-images.html'));
});
