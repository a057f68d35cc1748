// The sign-in form in a real browser, against answers of the node.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, openPage, servePage } from './support/page.mjs';

const SCRIPT = `
import { createStorage } from './storage.js';
import { setTextLanguage } from './strings.js';
import { startSignIn } from './sign_in.js';
document.documentElement.lang = setTextLanguage(navigator.language);
startSignIn({ document, storage: createStorage(), signedIn: (session) => { window.signedIn = session; } });`;
const SESSION = { token: 'a-token', expires_at: '2126-11-22T12:00:00.000Z', me: {} };

let browser;
let served;
let answer;
let sent;
before(async () => {
  browser = await launch();
  served = await servePage({ script: SCRIPT, api: (request, body) => { sent.push(body); return answer; } });
});
after(async () => {
  await browser?.close();
  served?.close();
});

async function openForm(options) {
  sent = [];
  answer = { status: 200, json: SESSION };
  const opened = await openPage(browser, served.url, options);
  await opened.page.getByLabel('Password', { exact: true }).waitFor();
  return opened;
}

test('with the keyboard alone: type, Tab, type, Enter signs in', async () => {
  const { page, context, faults } = await openForm();
  await page.keyboard.type(' frida@example.org ');
  await page.keyboard.press('Tab');
  await page.keyboard.type('pass word');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => window.signedIn);
  assert.deepEqual(sent, [{ login: 'frida@example.org', password: 'pass word', stay: false }]);
  assert.deepEqual(faults, []);
  await context.close();
});

test('a session is kept for the tab only, unless the reader asks to stay signed in', async () => {
  for (const stay of [false, true]) {
    const { page, context } = await openForm();
    await page.getByLabel('E-mail or user name').fill('frida@example.org');
    await page.getByLabel('Password', { exact: true }).fill('secret');
    if (stay) await page.getByLabel('Stay signed in on this device').check();
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.waitForFunction(() => window.signedIn);
    const [kept, tab] = await page.evaluate(() => [localStorage.getItem('pratique.session'), sessionStorage.getItem('pratique.session')]);
    assert.deepEqual(JSON.parse(stay ? kept : tab), { token: SESSION.token, expires_at: SESSION.expires_at });
    assert.equal(stay ? tab : kept, null);
    assert.equal(await page.getByLabel('Password', { exact: true }).inputValue(), '', 'the password does not stay in the page');
    await context.close();
  }
});

test('an empty field is named beside it, has the focus and is said to be invalid', async () => {
  const { page, context } = await openForm();
  await page.keyboard.press('Enter');
  const login = page.getByLabel('E-mail or user name');
  assert.equal(await page.locator('#login-error').innerText(), 'Enter your e-mail address or your user name');
  assert.equal(await login.getAttribute('aria-invalid'), 'true');
  assert.equal(await login.evaluate((element) => element === document.activeElement), true);
  assert.deepEqual(sent, [], 'nothing was asked of the node');
  await context.close();
});

test('a wrong password says so without saying which half is wrong, and selects the password', async () => {
  const { page, context } = await openForm();
  answer = { status: 401, json: { code: 'unauthenticated', message: 'x', request_id: 'r' } };
  await page.getByLabel('E-mail or user name').fill('frida@example.org');
  await page.getByLabel('Password', { exact: true }).fill('wrong');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').filter({ hasText: 'The address or the password is not right' }).waitFor();
  assert.deepEqual(await page.evaluate(() => [document.activeElement.id, document.activeElement.selectionStart, document.activeElement.selectionEnd]), ['password', 0, 5]);
  await context.close();
});

test('after too many tries the form counts down the node’s Retry-After and then lets try again', async () => {
  const { page, context } = await openForm();
  answer = { status: 429, headers: { 'retry-after': '2' }, json: { code: 'throttled', message: 'x', request_id: 'r' } };
  await page.getByLabel('E-mail or user name').fill('frida@example.org');
  await page.getByLabel('Password', { exact: true }).fill('wrong');
  await page.keyboard.press('Enter');
  await page.getByText('Try again in 2 seconds').waitFor();
  const button = page.getByRole('button', { name: 'Sign in', exact: true });
  assert.equal(await button.isDisabled(), true);
  await page.keyboard.press('Enter');
  assert.equal(sent.length, 1, 'Enter does not ask again while it counts');
  await page.getByText('Try again in 1 second', { exact: false }).waitFor();
  await page.getByText('You can try again now').waitFor();
  assert.equal(await button.isDisabled(), false);
  await context.close();
});

test('without a network the form says so and keeps what was typed', async () => {
  const { page, context } = await openForm();
  await page.getByLabel('E-mail or user name').fill('frida@example.org');
  await page.getByLabel('Password', { exact: true }).fill('secret');
  await context.setOffline(true);
  await page.keyboard.press('Enter');
  await page.getByRole('alert').filter({ hasText: 'There is no connection' }).waitFor();
  assert.equal(await page.getByLabel('Password', { exact: true }).inputValue(), 'secret');
  await context.close();
});

test('a node that fails, or answers nonsense, is said plainly', async () => {
  const { page, context } = await openForm();
  for (const [given, words] of [[{ status: 503, json: {} }, 'cannot answer at the moment'], [{ status: 200, headers: { 'x-request-id': 'req-7' }, json: { hello: 1 } }, 'Request req-7']]) {
    answer = given;
    await page.getByLabel('E-mail or user name').fill('frida@example.org');
    await page.getByLabel('Password', { exact: true }).fill('secret');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').filter({ hasText: words }).waitFor();
  }
  assert.equal(await page.evaluate(() => window.signedIn), undefined);
  await context.close();
});

test('the password can be shown and hidden, and password managers find their fields', async () => {
  const { page, context } = await openForm();
  const password = page.locator('#password');
  await page.getByRole('button', { name: 'Show password' }).click();
  assert.equal(await password.getAttribute('type'), 'text');
  await page.getByRole('button', { name: 'Hide password' }).click();
  assert.equal(await password.getAttribute('type'), 'password');
  assert.equal(await password.getAttribute('autocomplete'), 'current-password');
  assert.equal(await page.locator('#login').getAttribute('autocomplete'), 'username');
  await context.close();
});

test('language and theme are chosen here, kept, and change the page at once', async () => {
  const { page, context } = await openForm();
  await page.getByLabel('Language').selectOption('de');
  await page.getByRole('heading', { name: 'Anmelden' }).waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'de');
  await page.getByLabel('Farben').selectOption('dark');
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'dark');
  assert.deepEqual(await page.evaluate(() => JSON.parse(localStorage.getItem('pratique.look'))), { language: 'de', theme: 'dark' });
  await context.close();
});

test('a German browser gets the German form', async () => {
  const { page, context } = await openPage(browser, served.url, { locale: 'de-AT' });
  await page.getByRole('heading', { name: 'Anmelden' }).waitFor();
  await context.close();
});
