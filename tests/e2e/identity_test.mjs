// Other ways in than a password, and what guards them: a link read from a real mailbox, a real OpenID Connect provider, an authenticator
// app's codes, and a session that is ended in another window.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, test } from 'node:test';
import { expectSoon } from './support/expect.mjs';
import { plainMail } from './support/mails.mjs';
import { CLIENT, signInAtProvider, startProvider } from './support/provider.mjs';
import { openPortal, stack, useStack } from './support/scene.mjs';
import { eventually } from './support/stack.mjs';

const FRIDA = 'frida@demo.example';
const DOMAIN = 'demo.example';
const JSON_TYPE = { 'content-type': 'application/json' };

let provider;
useStack({ prepare: async (stack) => stack.deliver(plainMail({ subject: 'Held for Frida' })) });
after(() => provider?.stop());

const unquoted = (raw) => raw.toString('latin1').replaceAll('=\r\n', '').replace(/=([0-9A-F]{2})/g, (_, digits) => String.fromCharCode(parseInt(digits, 16)));
const linksIn = (mails) => mails.map(unquoted).flatMap((text) => [...new Set(text.match(/http:\/\/127\.0\.0\.1:\d+\/#link=[\w-]{43}/g) ?? [])]);

async function askForLink(page, address) {
  await page.getByLabel('E-mail or user name').fill(address);
  await page.getByRole('button', { name: 'Sign in without a password' }).click();
  assert.equal(await page.getByLabel('E-mail address').inputValue(), address, 'what was typed is kept');
  await page.getByRole('button', { name: 'Mail me a link' }).click();
}

// The reader's own token, as the page keeps it.
const tokenOf = (page) => page.evaluate(() => JSON.parse(sessionStorage.getItem('pratique.session') ?? localStorage.getItem('pratique.session')).token);
const call = (token, path, options = {}) => fetch(stack.url + path, { ...options, headers: { authorization: `Bearer ${token}`, ...JSON_TYPE } });

test('a link that comes to the mailbox signs in after a click, once, and leaves the address bar', async () => {
  const { view, portal } = await openPortal();
  await portal.open();
  await askForLink(view.page, FRIDA);
  await view.page.getByRole('heading', { name: 'Look into your mailbox' }).waitFor();
  const [link] = await eventually('the link in the INBOX', async () => {
    const found = linksIn(await stack.mailbox(FRIDA));
    return found.length && found;
  });
  for (const follow of [1, 2]) assert.equal((await fetch(link)).status, 200, `a scanner opens it, ${follow}`);

  const opened = await openPortal();
  await opened.view.page.goto(link);
  await opened.view.page.getByRole('heading', { name: 'Your link is here' }).waitFor();
  assert.equal(opened.view.page.url(), `${stack.url}/`);
  await opened.view.page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await opened.portal.listReady();
  assert.ok(!opened.view.page.url().includes('link='));
  const { items } = await (await call(await tokenOf(opened.view.page), '/v1/sessions')).json();
  assert.deepEqual(items.filter((session) => session.is_this).map(({ began_by, browser, system }) => [began_by, browser, system]), [['link', 'Chrome', 'Linux']]);

  await view.page.goto(`${stack.url}/icon.svg`);
  await view.page.goto(link);
  await view.page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await view.page.getByRole('alert').filter({ hasText: 'This link was used' }).waitFor();
  await opened.view.context.close();
  await view.context.close();
});

test('a name that nobody has is answered in the same words, and no mail goes out', async () => {
  const before = (await stack.mailbox(FRIDA)).length;
  const { view, portal } = await openPortal();
  await portal.open();
  await askForLink(view.page, 'nobody@demo.example');
  await view.page.getByRole('heading', { name: 'Look into your mailbox' }).waitFor();
  assert.equal((await stack.mailbox(FRIDA)).length, before);
  await view.page.getByRole('button', { name: 'Back to the password' }).click();
  await view.page.getByLabel('Password', { exact: true }).waitFor();
  await view.context.close();
});

function totp(secret, steps = 0) {
  const bits = [...secret].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const mac = createHmac('sha1', Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)))).update(counter).digest();
  return String((mac.readUInt32BE(mac[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

test('with a second factor the form asks for its code; a recovery code opens, too', async () => {
  const { view, portal } = await openPortal(FRIDA);
  const token = await tokenOf(view.page);
  const { secret } = await (await call(token, '/v1/me/totp', { method: 'POST' })).json();
  const confirmed = await call(token, '/v1/me/totp', { method: 'PUT', body: JSON.stringify({ code: totp(secret, -1) }) });
  const { recovery_codes: codes } = await confirmed.json();
  assert.equal(codes.length, 10);

  for (const code of [() => totp(secret), () => codes[0].toUpperCase()]) {
    const fresh = await openPortal();
    const { page } = fresh.view;
    await fresh.portal.open();
    await page.getByLabel('E-mail or user name').fill(FRIDA);
    await page.getByLabel('Password', { exact: true }).fill(stack.passwords[FRIDA]);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByLabel('Code', { exact: true }).fill('000000');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').filter({ hasText: 'That code is not right' }).waitFor();
    await page.getByLabel('Code', { exact: true }).fill(code());
    await page.keyboard.press('Enter');
    await fresh.portal.listReady();
    assert.deepEqual(fresh.view.faults.filter((fault) => !/401/.test(fault)), []);
    await fresh.view.context.close();
  }
  assert.equal((await call(token, '/v1/me/totp', { method: 'DELETE', body: JSON.stringify({ password: stack.passwords[FRIDA] }) })).status, 204);
  await portal.open();
  await portal.listReady();
  await view.context.close();
});

test('a session that is ended in another window asks for the password there', async () => {
  const here = await openPortal(FRIDA);
  const there = await openPortal(FRIDA);
  const token = await tokenOf(here.view.page);
  const { ended } = await (await call(token, '/v1/sessions', { method: 'DELETE' })).json();
  assert.ok(ended >= 1);
  await there.portal.click(there.portal.role('button', 'Refresh').first());
  await there.portal.role('dialog', 'Your session has ended').or(there.portal.role('alertdialog', 'Your session has ended')).first().waitFor({ state: 'attached' });
  await here.portal.click(here.portal.role('button', 'Refresh').first());
  assert.equal((await call(token, '/v1/me')).status, 200);
  await here.view.context.close();
  await there.view.context.close();
});

async function toProvider(portal, page, address) {
  await portal.open();
  await page.getByLabel('E-mail or user name').fill(address);
  await page.getByRole('button', { name: 'Sign in without a password' }).click();
  await page.getByRole('button', { name: 'Sign in at my organisation' }).click();
}

test('a domain’s own provider signs its people in, new ones too, and nothing of it stays in the address', async () => {
  provider = await startProvider({ redirectUri: `${stack.url}/v1/session/oidc/callback` });
  const { text } = await stack.ask({ do: 'set_oidc', domain: DOMAIN, issuer: provider.issuer, client_id: CLIENT.id, secret: CLIENT.secret });
  assert.match(text, new RegExp(`redirect URI +${stack.url}/v1/session/oidc/callback`));
  for (const address of [FRIDA, 'newcomer@demo.example']) {
    const { view, portal } = await openPortal();
    await toProvider(portal, view.page, address);
    await signInAtProvider(view.page, address);
    await portal.role('main', 'Quarantine').waitFor({ state: 'attached' });  // the newcomer has no mail
    assert.doesNotMatch(view.page.url(), /code|state|oidc/);
    assert.doesNotMatch(await view.page.evaluate(() => JSON.stringify([history.state, sessionStorage.getItem('pratique.oidc')])), /\w{20}/);
    const me = await (await call(await tokenOf(view.page), '/v1/me')).json();
    assert.deepEqual([me.login, me.role, me.addresses], [address, 'email', [address]]);
    await view.context.close();
  }
  const log = (await stack.ask({ do: 'node_log' })).text;
  assert.doesNotMatch(log, /code=|id_token|a secret/);
});

test('an address of another domain, an unconfirmed one, and a callback from elsewhere sign nobody in', async () => {
  for (const told of ['frida@elsewhere.example', 'unconfirmed@demo.example']) {
    const { view, portal } = await openPortal();
    await toProvider(portal, view.page, FRIDA);
    await signInAtProvider(view.page, told);
    await view.page.getByRole('alert').filter({ hasText: 'no confirmed e-mail address of this domain' }).waitFor();
    await view.context.close();
  }
  // Somebody begins, and has another one end it: the code is good, the tab is not.
  const thief = await openPortal();
  let way;
  // Through DevTools: Playwright's own routes do not see where a redirect leads.
  await thief.view.devtools.send('Fetch.enable', { patterns: [{ urlPattern: '*/v1/session/oidc/callback?*' }] });
  thief.view.devtools.on('Fetch.requestPaused', ({ requestId, request }) => {
    way = request.url;
    thief.view.devtools.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' });
  });
  await toProvider(thief.portal, thief.view.page, FRIDA);
  await signInAtProvider(thief.view.page, FRIDA).catch(() => {});
  await expectSoon('the provider sends the browser back', async () => !!way);
  const victim = await openPortal();
  await victim.view.page.goto(way);
  await victim.view.page.getByRole('alert').filter({ hasText: 'did not confirm who you are' }).waitFor();
  assert.equal(await victim.view.page.evaluate(() => sessionStorage.getItem('pratique.session')), null);
  await thief.view.context.close();
  await victim.view.context.close();
  const { view, portal } = await openPortal();
  await toProvider(portal, view.page, 'someone@nowhere.example');
  await view.page.getByRole('alert').filter({ hasText: 'no sign-in of its own' }).waitFor();
  await view.context.close();
});
