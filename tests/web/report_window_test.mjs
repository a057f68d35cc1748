// The report window: what it shows, what it asks of the node, what a click sends; by keyboard, signed out and on 320 px.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { launch } from './support/page.mjs';
import { sha256, signIn, startReportSite } from './support/report_site.mjs';

const MAIL = Buffer.from('From: =?utf-8?B?R3LDvMOfZQ==?= <ann@far.example>\r\nSubject: =?koi8-r?B?8NLJ18XU?=\r\nDate: Sun, 22 Nov 2026 10:00:00 +0000\r\n\r\ntext\r\n');

let browser;
let site;
before(async () => {
  browser = await launch();
  site = await startReportSite();
});
after(async () => {
  await browser?.close();
  await site?.close();
});
beforeEach(() => site.api.reset());

async function openWindow({ signedIn = true, files = [MAIL], ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 560, height: 680 }, locale: 'en-GB', timezoneId: 'UTC', ...options });
  if (signedIn) await signIn(context, site);
  const page = await context.newPage();
  const faults = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => { if (/Content Security Policy|Refused/.test(message.text())) faults.push(message.text()); });
  await page.goto(`${site.url}/r/`);
  if (files.length) await page.locator('#files').setInputFiles(files.map((buffer, at) => ({ name: `${at + 1}.eml`, mimeType: 'message/rfc822', buffer })));
  if (files.length && signedIn) await page.waitForFunction((count) => document.querySelectorAll('.facts b').length === count, files.length);
  await page.waitForTimeout(files.length ? 600 : 0);  // a click is a person's only after a moment
  return { page, context, done: async () => { assert.deepEqual(faults, []); await context.close(); } };
}

const send = (page) => page.locator('#send').click();

test('a message is shown, and nothing is reported before the click; then it is, as what was chosen, and can be taken back', async () => {
  const { page, done } = await openWindow();
  await page.getByRole('heading', { name: 'Win a weekend' }).waitFor();
  await page.getByText('Came through this filter').waitFor();
  assert.deepEqual(site.api.reported, []);
  await page.getByRole('radio', { name: /Phishing/ }).check();
  await page.getByRole('button', { name: 'Report as phishing' }).click();
  await page.getByText('Reported as phishing. The filter has learned from it.').waitFor();
  assert.deepEqual(site.api.reported, [{ sha256: sha256(MAIL), kind: 'phish', via: 'bookmarklet' }]);
  assert.equal(await page.evaluate(() => document.activeElement.id), 'done-title');
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('Taken back').waitFor();
  assert.ok(site.api.calls.some(({ what }) => what === 'POST /v1/reports/r1/undo'));
  await done();
});

test('before the node is asked, the header is decoded by the window itself', async () => {
  const { page, done } = await openWindow({ signedIn: false });
  await page.getByRole('heading', { name: 'Привет' }).waitFor();
  await page.getByText('Grüße').waitFor();
  await page.getByText('ann@far.example').waitFor();
  assert.deepEqual(site.api.calls, []);
  await done();
});

test('signing in inside the window keeps the message and shares the session with the portal', async () => {
  const { page, done } = await openWindow({ signedIn: false });
  assert.equal(await page.locator('#send').isHidden(), true);
  await page.getByLabel('E-mail or user name').fill('frida@example.org');
  await page.getByRole('textbox', { name: 'Password' }).fill('wrong');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').filter({ hasText: 'The address or the password is not right' }).waitFor();
  await page.getByRole('textbox', { name: 'Password' }).fill('secret');
  await page.getByLabel('Stay signed in').check();
  await page.keyboard.press('Enter');
  await page.getByText('Came through this filter').waitFor();
  assert.deepEqual(site.api.previewed, [sha256(MAIL)]);
  assert.equal(await page.evaluate(() => JSON.parse(localStorage.getItem('pratique.session')).token), 'token');
  assert.equal(await page.locator('#account').innerText(), 'frida@example.org');
  await send(page);
  await page.getByText('Reported as spam.').waitFor();
  assert.ok(site.api.calls.filter(({ what }) => !what.includes('session')).every(({ authorization }) => authorization === 'Bearer token'));
  await done();
});

test('a session that ends meanwhile is renewed without losing the message', async () => {
  const { page, done } = await openWindow({ signedIn: false });
  await page.evaluate(() => localStorage.setItem('pratique.session', JSON.stringify({ token: 'old', expires_at: '2126-01-01T00:00:00Z' })));
  site.api.refuse = () => [401, { code: 'unauthenticated', message: 'x' }];
  await page.locator('#login').fill('frida@example.org');
  await page.locator('#password').fill('secret');
  await page.keyboard.press('Enter');
  await page.getByText('Your session has ended').waitFor();
  site.api.refuse = null;
  await page.locator('#password').fill('secret');
  await page.keyboard.press('Enter');
  await page.getByText('Came through this filter').waitFor();
  assert.deepEqual(site.api.previewed, [sha256(MAIL)]);
  await done();
});

test('the sender is blocked only when the box is ticked, and let go again by Undo', async () => {
  const { page, done } = await openWindow();
  await page.getByLabel('Block everything from deals-mail.example').check();
  await send(page);
  await page.getByText('deals-mail.example is blocked from now on.').waitFor();
  const entry = JSON.parse(site.api.calls.find(({ what }) => what === 'POST /v1/lists/block').body);
  assert.deepEqual(entry, { pattern: 'deals-mail.example', applies_to: 'frida@example.org', note: '', paused: false });
  await page.getByRole('listitem').filter({ hasText: 'is blocked' }).getByRole('button', { name: 'Undo' }).click();
  await page.getByText('is no longer blocked').waitFor();
  assert.ok(site.api.calls.some(({ what }) => what === 'DELETE /v1/lists/block/e1'));
  await done();
});

test('of a domain that gives addresses to anybody only the address is offered, and one’s own domain is not', async () => {
  site.api.warnings = ['public_provider'];
  const provider = await openWindow();
  await provider.page.getByText('Block everything from offers@deals-mail.example').waitFor();
  await provider.done();
  site.api.warnings = ['own_domain'];
  const own = await openWindow();
  await own.page.getByRole('radio', { name: /Wanted/ }).check();
  assert.equal(await own.page.locator('#block-row').isHidden(), true);
  await own.done();
});

test('held messages that are alike are reported with it when asked for, and an entry that was paused is deleted or let work again', async () => {
  site.api.read = { alike: 3, message: { id: 'm9', recipient: 'frida@example.org', score: 5.2, threshold: 6, wave: { id: 'w7', count: 4 } } };
  site.api.report = { entry_paused: true, entry: { id: 'a1', kind: 'allow', pattern: 'deals-mail.example', applies_to: 'frida@example.org', note: 'n', may_change: true } };
  const { page, done } = await openWindow();
  await page.getByText('Score 5.2 of 6.0').waitFor();
  await page.getByLabel('Also report 3 like it in my quarantine').check();
  await send(page);
  await page.getByText('Also reported: 3 like it.').waitFor();
  assert.deepEqual(JSON.parse(site.api.calls.find(({ what }) => what === 'POST /v1/actions').body), { action: 'train_spam', query: '(wave:w7) status:quarantined' });
  await page.getByText('Your entry “deals-mail.example” let it in. It is paused.').waitFor();
  assert.equal(await page.getByRole('link', { name: 'Show in the log' }).getAttribute('href'), '/log/m9');
  await page.getByRole('button', { name: 'Let it work again' }).click();
  await page.getByText('The entry works again.').waitFor();
  assert.equal(JSON.parse(site.api.calls.find(({ what }) => what === 'PUT /v1/lists/allow/a1').body).paused, false);
  await done();
});

test('several messages: each is read and reported on its own, and a try that broke off goes on where it stopped', async () => {
  const files = [0, 1, 2].map((at) => Buffer.from(`Subject: ${at}\r\n\r\n${at}\r\n`));
  const { page, done } = await openWindow({ files });
  await page.getByRole('heading', { name: 'Report 3 messages' }).waitFor();
  let refused = 0;
  await page.route('**/v1/reports?*', (route) => {
    if (site.api.reported.length !== 1 || refused) return route.continue();
    refused += 1;
    return route.fulfill({ status: 503, json: { code: 'unavailable', message: 'Busy' } });
  });
  await send(page);
  await page.getByRole('alert').filter({ hasText: 'That did not work: Busy' }).waitFor();
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('heading', { name: 'Done' }).waitFor();
  assert.deepEqual(site.api.reported.map(({ sha256: hash }) => hash), files.map((file) => sha256(file)), 'each once');
  assert.equal(await page.getByText('Reported as spam.').count(), 3);
  await done();
});

test('mail that is not ours says so before and after, and what a file cannot give is said', async () => {
  site.api.read = { trace: 'not_ours' };
  site.api.report = { outcome: 'not_ours', trace: 'not_ours' };
  const { page, done } = await openWindow();
  await page.getByText('Did not come through this filter').waitFor();
  await send(page);
  await page.getByText('so there is nothing to learn').waitFor();
  await done();
  site.api.read = { problem: 'encrypted', name: '1.eml', trace: 'not_ours' };
  const locked = await openWindow({ files: [] });
  await locked.page.locator('#files').setInputFiles({ name: 'all.zip', mimeType: 'application/zip', buffer: Buffer.from('PK') });
  await locked.page.getByText('It needs a password.').waitFor();
  assert.equal(await locked.page.locator('#send').isDisabled(), true);
  await locked.done();
});

test('by keyboard alone: paste, choose, report; German for a German browser; 320 px wide without scrolling sideways; light and dark', async () => {
  const { page, done } = await openWindow({ files: [], locale: 'de-AT', viewport: { width: 320, height: 640 }, colorScheme: 'dark' });
  await page.getByLabel('Quelltext der Mail einfügen').focus();
  await page.keyboard.insertText('From: a@b.example\nSubject: getippt\n\ntext\n');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByText('Kam durch diesen Filter').waitFor();
  await page.waitForTimeout(600);
  await page.getByRole('radio', { name: /^Spam/ }).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  assert.equal(await page.locator('#send').innerText(), 'Als erwünscht melden');
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= 320), true);
  const [red, green, blue] = (await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)).match(/\d+/g).map(Number);
  assert.ok(red + green + blue < 150, 'dark');
  await page.keyboard.press('Enter');
  await page.getByText('Als erwünscht gemeldet.').waitFor();
  assert.equal(site.api.reported[0].kind, 'not_spam');
  await done();
});

test('the sample of the install page says that the button works, and reports nothing', async () => {
  const context = await browser.newContext({ locale: 'en-GB' });
  const page = await context.newPage();
  await page.goto(`${site.url}/r/install/`);
  const href = await page.locator('#button').getAttribute('href');
  await page.getByRole('link', { name: 'Report mail' }).click();
  await page.getByText('here a click does nothing').waitFor();
  const [sample] = await Promise.all([context.waitForEvent('page'), page.getByRole('link', { name: 'Open the sample mail' }).click()]);
  await sample.waitForLoadState();
  const [popup] = await Promise.all([context.waitForEvent('page'), sample.evaluate(decodeURIComponent(href.slice('javascript:'.length)))]);
  await popup.getByText('Your button works').waitFor();
  await popup.getByRole('heading', { name: /Your ship has come in/ }).waitFor();
  assert.deepEqual(site.api.calls, []);
  await context.close();
});

test('the install page picks the browser’s own words', async () => {
  for (const [userAgent, words] of [['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Bookmarks Toolbar'],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1', 'tap the book'], ['Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36', 'with the star']]) {
    const context = await browser.newContext({ userAgent, locale: 'en-GB', viewport: { width: 320, height: 640 } });
    const page = await context.newPage();
    await page.goto(`${site.url}/r/install/`);
    await page.getByText(words).waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= 320), true);
    await context.close();
  }
});
