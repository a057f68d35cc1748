// The other ways to sign in, in a real browser against answers of the node: a code, a link, and an opened link.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, openPage, servePage } from './support/page.mjs';

const SCRIPT = `
import { createStorage } from './storage.js';
import { setTextLanguage } from './strings.js';
import { startSignIn } from './sign_in.js';
import { openHash } from './sign_in_more.js';
document.documentElement.lang = setTextLanguage(navigator.language);
const services = { document, storage: createStorage(), signedIn: (session) => { window.signedIn = session; } };
const openSignIn = async () => startSignIn(services);
const { hash } = location;
if (hash) openHash(hash, { ...services, openSignIn });
else openSignIn();`;
const SESSION = { token: 'a-token', expires_at: '2126-11-22T12:00:00.000Z', me: {} };
const CODE_WANTED = { status: 401, json: { code: 'second_factor', field: 'code', message: 'x', request_id: 'r' } };

let browser;
let served;
let answers;
let sent;
before(async () => {
  browser = await launch();
  served = await servePage({ script: SCRIPT, api: (request, body) => { sent.push([request.path, body]); return answers.shift() ?? { status: 201, json: SESSION }; } });
});
after(async () => {
  await browser?.close();
  served?.close();
});

async function open(hash = '', ...given) {
  sent = [];
  answers = given;
  return openPage(browser, served.url + hash);
}

test('a code is asked for after the password, and a wrong one is said in the reader’s language', async () => {
  const { page, context, faults } = await open('', CODE_WANTED, CODE_WANTED);
  await page.getByLabel('E-mail or user name').fill('frida@example.org');
  await page.getByLabel('Password', { exact: true }).fill('secret');
  await page.keyboard.press('Enter');
  const code = page.getByLabel('Code', { exact: true });
  await code.waitFor();
  assert.equal(await code.evaluate((element) => element === document.activeElement), true);
  assert.equal(await code.getAttribute('autocomplete'), 'one-time-code');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').filter({ hasText: 'Enter the code' }).waitFor();
  await page.keyboard.type('111111');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').filter({ hasText: 'That code is not right' }).waitFor();
  await page.getByLabel('Language').selectOption('de');
  await page.getByRole('alert').filter({ hasText: 'Der Code stimmt nicht' }).waitFor();
  await page.getByLabel('Code', { exact: true }).fill('222222');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => window.signedIn);
  assert.deepEqual(sent.map(([, body]) => body.code), [undefined, '111111', '222222']);
  assert.deepEqual(sent.map(([, body]) => body.password), ['secret', 'secret', 'secret']);
  assert.deepEqual(faults, []);
  await context.close();
});

test('a link is asked for with the address that was typed; the answer is the same for everybody', async () => {
  const { page, context, faults } = await open('', { status: 202, json: { status: 'asked' } });
  await page.getByLabel('E-mail or user name').fill('<b>frida@example.org');
  await page.getByRole('button', { name: 'Sign in without a password' }).click();
  await page.getByRole('button', { name: 'Mail me a link' }).click();
  await page.getByText('If there is an account for <b>frida@example.org').waitFor();
  assert.deepEqual(sent, [['/v1/session/link', { login: '<b>frida@example.org', language: 'en' }]]);
  await page.getByRole('button', { name: 'Back to the password' }).click();
  assert.equal(await page.getByLabel('E-mail or user name').evaluate((element) => element === document.activeElement), true);
  assert.deepEqual(faults, []);
  await context.close();
});

test('where links are not set up, or too many were asked for, the form says so', async () => {
  const { page, context } = await open('', { status: 422, json: { code: 'refused' } }, { status: 429, headers: { 'retry-after': '9' }, json: {} });
  await page.getByRole('button', { name: 'Sign in without a password' }).click();
  await page.getByRole('button', { name: 'Mail me a link' }).click();
  await page.getByRole('alert').filter({ hasText: 'Enter your e-mail address' }).waitFor();
  await page.getByLabel('E-mail address').fill('frida@example.org');
  for (const words of ['not set up on this server', 'Try again in 9 seconds']) {
    await page.getByRole('button', { name: 'Mail me a link' }).click();
    await page.getByRole('alert').filter({ hasText: words }).waitFor();
  }
  await context.close();
});

test('an opened link leaves the address and waits for a press; then it signs in', async () => {
  const { page, context, faults } = await open(`#link=${'x'.repeat(43)}`);
  await page.getByRole('heading', { name: 'Your link is here' }).waitFor();
  assert.equal(page.url(), served.url);
  assert.deepEqual(sent, [], 'opening asks the node nothing');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForFunction(() => window.signedIn);
  assert.deepEqual(sent, [['/v1/session/link/use', { link: 'x'.repeat(43), stay: false }]]);
  assert.ok(await page.evaluate(() => sessionStorage.getItem('pratique.session')), 'for this tab only');
  assert.deepEqual(faults, []);
  await context.close();
});

test('a used link says so; coming back from a provider without a beginning here asks the node nothing', async () => {
  const used = await open('#link=old', { status: 401, json: { code: 'unauthenticated' } });
  await used.page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await used.page.getByRole('alert').filter({ hasText: 'This link was used' }).waitFor();
  await used.context.close();
  const back = await open('#oidc=code=stolen&state=stolen');
  await back.page.getByRole('alert').filter({ hasText: 'did not confirm who you are' }).waitFor();
  assert.deepEqual(sent, []);
  assert.equal(back.page.url(), served.url);
  await back.context.close();
});
