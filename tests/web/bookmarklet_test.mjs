// The bookmarklet against pages that reproduce what each webmail documents of itself: the state an adapter reads and the address it asks. The real Roundcube and
// SOGo are asked in tests/e2e. The pages carry the policies of the real ones; the button's code is run the way a browser runs a bookmark, beside the policy.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { launch } from './support/page.mjs';
import { bookmarkletOf, sha256, signIn, startReportSite, startWebmail } from './support/report_site.mjs';

const MAIL = Buffer.concat([Buffer.from('From: Ann <ann@far.example>\r\nSubject: bytes\r\n\r\nbare\nLF, NUL '), Buffer.from([0, 0xd0, 0xc5, 0xd4, 0xd2, 0xcf, 0xd7, 0xff, 0x80]), Buffer.from('\t\r\n')]);
const OTHER = Buffer.from('From: Bob <bob@far.example>\r\nSubject: second\r\n\r\ntext\r\n');
const ASCII = 'From: Ann <ann@far.example>\nSubject: a source page\nTo: you@example.org\n\nPlain text.\n';

let browser;
let site;
let button;
before(async () => {
  browser = await launch();
  site = await startReportSite();
  const page = await browser.newPage({ locale: 'en-GB' });
  button = await bookmarkletOf(page, site);
  await page.close();
});
after(async () => {
  await browser?.close();
  await site?.close();
});
beforeEach(() => site.api.reset());

// The script of a javascript: URL, as the browser gets it out of the URL.
const scriptOf = (url) => decodeURIComponent(url.slice('javascript:'.length));

async function clickOn(pages, path, { setUp = '', expect = 1, wait = 'preview' } = {}) {
  const webmail = await startWebmail(pages);
  const context = await browser.newContext({ locale: 'en-GB' });
  await signIn(context, site);
  const page = await context.newPage();
  await page.goto(webmail.url + path);
  if (setUp) await page.evaluate(setUp);
  const [popup] = await Promise.all([context.waitForEvent('page'), page.evaluate(scriptOf(button))]);
  if (wait === 'preview') {
    await popup.locator('article').nth(expect - 1).waitFor();
    await popup.waitForFunction((count) => document.querySelectorAll('.facts b').length === count, expect);
  }
  return { webmail, context, page, popup, done: async () => { await context.close(); await webmail.close(); } };
}

async function expectBytes(name, pages, path, bytes, { setUp, lossy = false, check } = {}) {
  const wanted = [bytes].flat();
  const clicked = await clickOn(pages, path, { setUp, expect: wanted.length });
  assert.deepEqual(site.api.previewed, wanted.map((one) => sha256(one)), `${name}: the bytes arrive unchanged`);
  assert.equal(await clicked.popup.getByText('gave a copy, not the original').count(), lossy ? 1 : 0, `${name}: a copy is called a copy`);
  check?.(clicked.webmail.asked);
  assert.deepEqual(site.api.reported, [], 'nothing is reported by itself');
  await clicked.done();
}

test('the bookmarklet is one bookmark of at most 6 KB in every language, knows no password, and loads no script', async () => {
  const german = await browser.newPage({ locale: 'de-DE' });
  for (const one of [button, await bookmarkletOf(german, site)]) assert.ok(Buffer.byteLength(one) <= 6 * 1024, `${Buffer.byteLength(one)} bytes`);
  assert.match(await german.inputValue('#address'), /Das Meldefenster/);
  await german.close();
  assert.match(button, /^javascript:\(\(\)=>\{var ORIGIN="http:\/\/127/);
  assert.ok(!/createElement\("script"|innerHTML|eval\(|import\(|token=|Bearer/.test(scriptOf(button)));
});

const ROUNDCUBE = (frame) => `<!doctype html><script>window.rcmail = { task: 'mail', env: { request_token: 'tok', ${frame} },
  url(action, params) { return './?_task=mail&_action=' + action + '&' + new URLSearchParams(params); },
  secure_url(url) { return url + '&_token=' + this.env.request_token; },
  params_from_uid(uid, params) { return { ...params, _uid: uid, _mbox: 'INBOX' }; } };</script>`;
const VIEWSOURCE = { '/mail/?_task=mail&_action=viewsource&_save=1&_uid=7&_mbox=INBOX&_token=tok': { bytes: MAIL }, '/mail/?_task=mail&_action=viewsource&_save=1&_uid=9&_mbox=INBOX&_token=tok': { bytes: OTHER } };

test('Roundcube: the open message, several selected ones, and a message in a frame', async () => {
  await expectBytes('open', { '/mail/': { html: ROUNDCUBE('uid: 7') }, ...VIEWSOURCE }, '/mail/', MAIL);
  site.api.reset();
  await expectBytes('selected', { '/mail/': { html: ROUNDCUBE('') }, ...VIEWSOURCE }, '/mail/', [MAIL, OTHER], { setUp: 'rcmail.message_list = { get_selection: () => [7, 9] }' });
  site.api.reset();
  await expectBytes('frame', { '/mail/': { html: '<!doctype html><iframe src="/mail/frame"></iframe>' }, '/mail/frame': { html: ROUNDCUBE('uid: 7') }, ...VIEWSOURCE }, '/mail/', MAIL);
});

test('Horde IMP: the selection of the list, and a message in its own window', async () => {
  const core = "window.ImpCore = { conf: { URI_VIEW: '/imp/view.php?view_token=t' } };";
  const pages = { '/imp/dynamic': { html: `<!doctype html><script>${core} window.ImpBase = { viewport: { getSelected: () => ({ get: () => [{ VP_id: 4, VP_view: 'SU5CT1g' }] }) } };</script>` },
    '/imp/message': { html: `<!doctype html><script>${core} window.ImpMessage = { buid: 4, mbox: 'SU5CT1g' };</script>` },
    '/imp/view.php?view_token=t&actionID=view_source&id=0&buid=4&mailbox=SU5CT1g': { bytes: MAIL, type: 'text/plain; charset=koi8-r' } };
  await expectBytes('list', pages, '/imp/dynamic', MAIL);
  site.api.reset();
  await expectBytes('window', pages, '/imp/message', MAIL);
});

test('SOGo: bytes that were sent as UTF-8 code points and without CR become those of IMAP again, with the XSRF token in its header', async () => {
  const html = (picked) => `<!doctype html><script>document.cookie = 'XSRF-TOKEN=xyz; path=/'; window.UserFolderURL = '/SOGo/so/frida/';
    const folder = { id: '0/folderINBOX', $selectedMessage: 12, selectedMessages: () => ${picked} };
    window.angular = { element: () => ({ injector: () => ({ get: () => ({ selectedFolder: folder }) }) }) };</script>`;
  const inImap = Buffer.from(MAIL.toString('latin1').replaceAll(/\r?\n/g, '\r\n'), 'latin1');
  const inUtf8 = (bytes) => Buffer.from(bytes.toString('latin1').replaceAll('\r', ''), 'utf8');
  const pages = { '/SOGo/so/frida/Mail/view': { html: html('[]') }, '/SOGo/so/frida/Mail/two': { html: html('[{ uid: 12 }, { uid: 13 }]') },
    '/SOGo/so/frida/Mail/0/folderINBOX/12/export': (request) => (request.headers['x-xsrf-token'] === 'xyz' ? { bytes: inUtf8(MAIL) } : { status: 403, bytes: '' }),
    '/SOGo/so/frida/Mail/0/folderINBOX/13/export': { bytes: inUtf8(OTHER) } };
  await expectBytes('open', pages, '/SOGo/so/frida/Mail/view', inImap);
  site.api.reset();
  await expectBytes('two', pages, '/SOGo/so/frida/Mail/two', [inImap, OTHER]);
});

test('SnappyMail and RainLoop: the link of each message, under a policy that would block any script of ours', async () => {
  const policy = { 'content-security-policy': "default-src 'self' data:; script-src 'self' 'unsafe-inline'; connect-src 'self' data:; base-uri 'self'" };
  const raw = { '/snappy/?/Raw/&q[]=/0/Download/&q[]=/h1': { bytes: MAIL }, '/snappy/?/Raw/&q[]=/0/Download/&q[]=/h2': { bytes: OTHER }, '/rain/?/Raw/&q[]=/a/ViewAsPlain/&q[]=/h': { bytes: MAIL, type: 'text/plain' } };
  await expectBytes('SnappyMail', { '/snappy/': { headers: policy, html: `<!doctype html><script>const mail = (hash) => ({ uid: hash, downloadLink: () => './?/Raw/&q[]=/0/Download/&q[]=/' + hash });
    window.rl = { app: { messageList: { listCheckedOrSelected: () => [mail('h1'), mail('h2')] } } };</script>` }, ...raw }, '/snappy/', [MAIL, OTHER],
    { check: (asked) => assert.ok(asked.filter(({ url }) => url.includes('Raw')).every(({ headers }) => headers['sec-fetch-site'] === 'same-origin')) });
  site.api.reset();
  await expectBytes('RainLoop', { '/rain/': { html: '<!doctype html><script>window.rl = {};</script><a href="./?/Raw/&q[]=/a/ViewAsPlain/&q[]=/h">source</a>' }, ...raw }, '/rain/', MAIL);
});

test('Nextcloud Mail: the message in the address, under its strict policy', async () => {
  const headers = { 'content-security-policy': "default-src 'none'; script-src 'nonce-abc'; connect-src 'self'; form-action 'self'; frame-ancestors 'self'; base-uri 'none'" };
  await expectBytes('Nextcloud', { '/index.php/apps/mail/box/5/thread/42': { html: '<!doctype html><p>mail</p>', headers }, '/index.php/apps/mail/api/messages/42/export': { bytes: MAIL } },
    '/index.php/apps/mail/box/5/thread/42', MAIL);
});

test('Zimbra: the selection of the current controller; a conversation by its message', async () => {
  const html = '<!doctype html><script>window.appCtxt = { getCurrentController: () => ({ getSelection: () => [{ id: "257" }, { id: "-258" }] }) };</script>';
  await expectBytes('Zimbra', { '/zimbra/': { html }, '/service/home/~/?auth=co&view=text&id=257': { bytes: MAIL, type: 'text/plain' }, '/service/home/~/?auth=co&view=text&id=258': { bytes: OTHER, type: 'text/plain' } }, '/zimbra/', [MAIL, OTHER]);
});

test('Cypht: the source out of its page, called a copy', async () => {
  const headers = { 'content-security-policy': "default-src 'none'; script-src 'self' 'unsafe-inline'; connect-src 'self'" };
  await expectBytes('Cypht', { '/?page=message&uid=3&list_path=imap_0_494e424f58': { html: '<!doctype html><p>mail</p>', headers },
    '/?page=message_source&imap_msg_uid=3&imap_server_id=0&imap_folder=494e424f58': { html: `<!doctype html><pre class="msg_source">${ASCII.replace('<', '&lt;')}</pre>` } },
    '/?page=message&uid=3&list_path=imap_0_494e424f58', Buffer.from(ASCII), { lossy: true });
});

test('Outlook on a company’s server: conversation, item, MIME, each with the canary', async () => {
  const answers = { GetConversationItems: { Conversation: { ConversationNodes: [{ Items: [{ ItemId: { Id: 'item-1' } }] }] } }, GetItem: { Items: [{ MimeContent: { Value: OTHER.toString('base64') } }] } };
  const service = (request) => {
    const asked = JSON.parse(decodeURIComponent(request.headers['x-owa-urlpostdata']));
    const action = request.headers.action;
    const isRight = request.headers['x-owa-canary'] === 'canary' && (action === 'GetItem' ? asked.Body.ItemIds[0].Id === 'item-1' && asked.Body.ItemShape.IncludeMimeContent : asked.Body.Conversations[0].ConversationId.Id === 'conv-1');
    return isRight ? { bytes: JSON.stringify({ Body: { ResponseMessages: { Items: [answers[action]] } } }), type: 'application/json' } : { status: 440, bytes: '' };
  };
  await expectBytes('Outlook', { '/owa/': { html: '<!doctype html><script>document.cookie = "X-OWA-CANARY=canary; path=/"</script><div aria-selected="true" data-convid="conv-1">mail</div>' }, '/owa/service.svc': service },
    '/owa/', OTHER, { lossy: true });
});

test('a page that is a message’s source: its file where it can be fetched, else what it shows', async () => {
  await expectBytes('file', { '/mail.txt': { bytes: MAIL, type: 'text/plain' } }, '/mail.txt', MAIL);
  site.api.reset();
  await expectBytes('policy', { '/mail.txt': { bytes: ASCII, type: 'text/plain', headers: { 'content-security-policy': "default-src 'none'" } } }, '/mail.txt', Buffer.from(ASCII), { lossy: true });
  site.api.reset();
  await expectBytes('Show original', { '/source': { html: `<!doctype html><h1>Original message</h1><pre id="raw_message_text">${ASCII.replace('<', '&lt;')}</pre>` } }, '/source', Buffer.from(ASCII), { lossy: true });
});

test('Gmail: the last open message, one more try when Google turns the first away', async () => {
  const context = await browser.newContext({ locale: 'en-GB' });
  await signIn(context, site);
  let tries = 0;
  await context.route('https://mail.google.com/**', (route) => {
    const url = new URL(route.request().url());
    if (!url.search) return route.fulfill({ contentType: 'text/html', body: '<!doctype html><div class="adn" data-message-id="#msg-f:1700"><p>old</p></div><div class="adn" data-message-id="#msg-f:1701"><p>open</p></div>' });
    tries += 1;
    const isAsked = url.searchParams.get('view') === 'att' && url.searchParams.get('permmsgid') === 'msg-f:1701' && url.searchParams.has('cacheCounter');
    return tries === 1 ? route.abort() : route.fulfill({ status: isAsked ? 200 : 404, contentType: 'text/plain', body: MAIL });
  });
  const page = await context.newPage();
  await page.goto('https://mail.google.com/mail/u/0/');
  const [popup] = await Promise.all([context.waitForEvent('page'), page.evaluate(scriptOf(button))]);
  await popup.locator('.facts b').waitFor();
  assert.deepEqual(site.api.previewed, [sha256(MAIL)]);
  assert.equal(tries, 2);
  await context.close();
});

test('with nothing open, or a sign-in page in place of the message, the window says so and takes the message as a file', async () => {
  const none = await clickOn({ '/mail/': { html: ROUNDCUBE('') } }, '/mail/', { wait: '' });
  await none.popup.getByText('No message is open or selected in Roundcube').waitFor();
  await none.done();
  const ended = await clickOn({ '/mail/': (request) => ({ html: request.url.includes('viewsource') ? '<p>Sign in</p>' : ROUNDCUBE('uid: 7') }) }, '/mail/', { wait: '' });
  await ended.popup.getByText('1 could not be read from your webmail').waitFor();
  await ended.popup.locator('#files').setInputFiles({ name: 'saved.eml', mimeType: 'message/rfc822', buffer: MAIL });
  await ended.popup.locator('.facts b').waitFor();
  assert.deepEqual(site.api.previewed, [sha256(MAIL)]);
  await ended.done();
});

test('a javascript: navigation of the page itself runs it, too', async () => {
  const webmail = await startWebmail({ '/mail/': { html: ROUNDCUBE('uid: 7') }, ...VIEWSOURCE });
  const context = await browser.newContext();
  await signIn(context, site);
  const page = await context.newPage();
  await page.goto(`${webmail.url}/mail/`);
  const [popup] = await Promise.all([context.waitForEvent('page'), page.evaluate((url) => { location.href = url; }, button)]);
  await popup.locator('.facts b').waitFor();
  assert.deepEqual(site.api.previewed, [sha256(MAIL)]);
  assert.equal(page.url(), `${webmail.url}/mail/`, 'the webmail stays where it was');
  await context.close();
  await webmail.close();
});

test('cut off by the webmail’s own opener policy, it offers to copy or save the message, in elements that Trusted Types allow', async () => {
  const headers = { 'cross-origin-opener-policy': 'same-origin', 'content-security-policy': "require-trusted-types-for 'script'; style-src 'none'" };
  const cut = await clickOn({ '/mail/': { html: ROUNDCUBE('uid: 7'), headers }, ...VIEWSOURCE }, '/mail/', { wait: '' });
  const offered = cut.page.getByRole('alertdialog');
  await offered.waitFor({ timeout: 15_000 });
  assert.equal(await offered.evaluate((element) => getComputedStyle(element).position), 'fixed');
  assert.deepEqual(await offered.getByRole('button').allInnerTexts(), ['Open it again', 'Copy the message, to paste it there', 'Save the message, to drop it there', 'Close']);
  const [download] = await Promise.all([cut.page.waitForEvent('download'), offered.getByRole('button', { name: 'Save the message' }).click()]);
  const saved = await download.createReadStream();
  const pieces = [];
  for await (const piece of saved) pieces.push(piece);
  assert.equal(sha256(Buffer.concat(pieces)), sha256(MAIL));
  await cut.context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: cut.webmail.url });
  await offered.getByRole('button', { name: 'Copy the message' }).click();
  await offered.getByText('Copied').waitFor();
  const copied = await cut.page.evaluate(() => navigator.clipboard.readText());
  await cut.popup.locator('#source').fill(copied);
  await cut.popup.getByRole('button', { name: 'Take it' }).click();
  await cut.popup.locator('.facts b').waitFor();
  assert.deepEqual(site.api.previewed, [sha256(MAIL)], 'what is pasted is the message, byte for byte');
  await offered.getByRole('button', { name: 'Close' }).click();
  await offered.waitFor({ state: 'detached' });
  await cut.done();
});
