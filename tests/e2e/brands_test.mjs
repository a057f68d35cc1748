// Two brands on two host names with two certificates at once, behind nginx as `pratique-node proxy render` sets it up: what a browser sees of
// each, who may frame which, and a certificate that is replaced while people are connected. PRATIQUE_SHOTS: a folder for pictures.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { connect } from 'node:tls';
import { deflateSync } from 'node:zlib';
import { launch, openPage } from './support/browser.mjs';
import { expectSoon } from './support/expect.mjs';
import { plainMail } from './support/mails.mjs';
import { Portal } from './support/portal.mjs';
import { eventually, startStack } from './support/stack.mjs';

const NORTH = 'mail.north.test';
const SOUTH = 'post.south.test';
let folder;
let stack;
let nginx;
let browser;
let https;
let allowed;  // a page that north lets frame it
const shots = process.env.PRATIQUE_SHOTS;

const openssl = (...words) => execFileSync('openssl', words, { cwd: folder, stdio: 'pipe' });
const file = (name) => join(folder, name);
const command = (...words) => stack.ask({ do: 'command', words });

function makeAuthority() {
  openssl('req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', 'root.key', '-out', 'root.crt', '-days', '30', '-subj', '/CN=Harbour Root');
}
function bundleFor(host) {
  writeFileSync(file('leaf.ext'), `subjectAltName=DNS:${host}\n`);
  openssl('req', '-new', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', 'leaf.key', '-out', 'leaf.csr', '-subj', `/CN=${host}`);
  openssl('x509', '-req', '-in', 'leaf.csr', '-CA', 'root.crt', '-CAkey', 'root.key', '-CAcreateserial', '-extfile', 'leaf.ext', '-days', '20', '-out', 'leaf.crt');
  return ['leaf.key', 'leaf.crt', 'root.crt'].map((name) => readFileSync(file(name), 'utf8')).join('');
}

// A picture of one colour, as large as a logo.
function png(width, height, [red, green, blue]) {
  const row = Buffer.concat([Buffer.from([0]), Buffer.from(Array.from({ length: width }, () => [red, green, blue]).flat())]);
  const table = Array.from({ length: 256 }, (_, n) => { let c = n; for (let k = 0; k < 8; ++k) c = c & 1 ? 0xEDB88320 ^ (c >>> 1) : c >>> 1; return c >>> 0; });
  const crc = (bytes) => { let c = 0xFFFFFFFF; for (const byte of bytes) c = table[(c ^ byte) & 255] ^ (c >>> 8); return (c ^ 0xFFFFFFFF) >>> 0; };
  const number = (value) => { const bytes = Buffer.alloc(4); bytes.writeUInt32BE(value); return bytes; };
  const chunk = (type, data) => { const body = Buffer.concat([Buffer.from(type), data]); return Buffer.concat([number(data.length), body, number(crc(body))]); };
  const head = Buffer.concat([number(width), number(height), Buffer.from([8, 2, 0, 0, 0])]);
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10]), chunk('IHDR', head), chunk('IDAT', deflateSync(Buffer.concat(Array(height).fill(row)))), chunk('IEND', Buffer.alloc(0))]);
}

async function makeBrand(name, host, more) {
  writeFileSync(file('brand.json'), JSON.stringify({ name, hostnames: [host], ...more }));
  const { text } = await command('brand', 'make', file('brand.json'));
  return text.split(' ')[0];
}

// The certificate that a connection gets now, checked against our root.
function certificateOf(host) {
  return new Promise((resolve, reject) => {
    const socket = connect({ port: https, host: '127.0.0.1', servername: host, ca: readFileSync(file('root.crt')) }, () => {
      const { subject, fingerprint256 } = socket.getPeerCertificate();
      resolve({ name: subject.CN, fingerprint: fingerprint256, authorized: socket.authorized });
      socket.end();
    });
    socket.once('error', reject);
  });
}

const listening = (server) => new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
const freePort = async () => { const server = await listening(createServer()); const { port } = server.address(); await new Promise((done) => server.close(done)); return port; };

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pratique-brands-'));
  if (shots) mkdirSync(shots, { recursive: true });
  makeAuthority();
  stack = await startStack({ proxies: '127.0.0.1/32' });
  for (const subject of ['For the north', 'For the south']) await stack.deliver(plainMail({ subject }));
  allowed = await listening(createServer((request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(
    `<!doctype html><title>Panel</title><iframe id="north" src="https://${NORTH}:${https}/" width="600" height="500"></iframe><iframe id="south" src="https://${SOUTH}:${https}/" width="600" height="500"></iframe>`)));
  const north = await makeBrand('North & Daughters', NORTH, { accent_light: '#E4002B', support_url: 'https://help.north.test/start', button: 'To North', embed_origins: [`http://localhost:${allowed.address().port}`] });
  await makeBrand('Südpost', SOUTH, { accent_light: '#00704A', accent_dark: '#7CB342' });
  writeFileSync(file('logo.png'), png(160, 48, [255, 204, 0]));
  await command('brand', 'logo', north, file('logo.png'));
  https = await freePort();
  await command('proxy', 'render', '--out', file('nginx'), '--https', `127.0.0.1:${https}`, '--http', `127.0.0.1:${await freePort()}`);
  for (const host of [NORTH, SOUTH]) await stack.ask({ do: 'command', words: ['certificate', 'put', host], standard_input: bundleFor(host) });
  nginx = spawn('nginx', ['-c', file('nginx/nginx.conf'), '-g', 'daemon off;'], { stdio: 'inherit' });
  await eventually('nginx answers', () => certificateOf(NORTH).catch(() => null));
  browser = await launch({ flags: ['--host-resolver-rules=MAP *.test 127.0.0.1'] });
});
after(async () => {
  await browser?.close();
  if (nginx) await new Promise((ended) => { nginx.once('exit', ended); nginx.kill('SIGTERM'); });
  allowed?.close();
  await stack?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const open = async (host, options = {}) => {
  const opened = await openPage(browser, { ignoreHTTPSErrors: true, ...options });
  const answer = await opened.page.goto(`https://${host}:${https}/`, { waitUntil: 'domcontentloaded' });
  await opened.page.getByLabel('E-mail or user name').waitFor();
  return { ...opened, answer };
};
const colourOf = (page, property) => page.evaluate((name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim(), property);

test('each host name has its own certificate, name, colours and logo, and both are there at once', async () => {
  assert.deepEqual(await Promise.all([NORTH, SOUTH].map(async (host) => { const { name, authorized } = await certificateOf(host); return [name, authorized]; })), [[NORTH, true], [SOUTH, true]]);
  const [north, south] = [await open(NORTH), await open(SOUTH, { colorScheme: 'dark' })];
  assert.equal((await north.answer.securityDetails()).subjectName, NORTH);
  assert.equal((await south.answer.securityDetails()).subjectName, SOUTH);
  assert.equal(await north.page.title(), 'North & Daughters');
  assert.equal(await south.page.title(), 'Südpost');
  assert.equal(await colourOf(north.page, '--accent-fill'), '#E4002B');
  assert.equal(await colourOf(south.page, '--accent-fill'), '#7CB342');
  assert.equal(await north.page.locator('img.brand-mark').evaluate((image) => image.naturalWidth), 160);
  assert.equal(await south.page.locator('img.brand-mark').count(), 0);
  assert.equal(await north.page.getByRole('link', { name: 'help.north.test' }).getAttribute('href'), 'https://help.north.test/start');
  for (const [name, { page, faults }] of Object.entries({ north, south })) {
    if (shots) await page.screenshot({ path: join(shots, `brand-${name}-sign-in.png`) });
    assert.doesNotMatch(await page.locator('#sign-in').innerText(), /Pratique/);
    const portal = new Portal(page, `https://${name === 'north' ? NORTH : SOUTH}:${https}`);
    await portal.signIn('frida@demo.example', stack.passwords['frida@demo.example']);
    await expectSoon('the rows are there', async () => (await portal.rows().count()) === 2);
    if (shots) await page.screenshot({ path: join(shots, `brand-${name}-list.png`) });
    assert.deepEqual(faults, []);
  }
  await Promise.all([north.context.close(), south.context.close()]);
});

test('a page that one brand lets frame it shows that one, and nothing of the other', async () => {
  const { page, context } = await openPage(browser, { ignoreHTTPSErrors: true });
  await page.goto(`http://localhost:${allowed.address().port}/`);
  await page.frameLocator('#north').getByLabel('E-mail or user name').waitFor();
  const south = await expectSoon('the other is refused', async () => page.frames().find((frame) => frame.url().startsWith('chrome-error:')));
  assert.doesNotMatch(await south.content(), /Südpost|sign-in-form/);
  if (shots) await page.screenshot({ path: join(shots, 'brand-framed.png') });
  await context.close();
});

test('a bad bundle changes nothing, and a good one is used from the next connection on, without a reload', async () => {
  const before = await certificateOf(NORTH);
  const good = bundleFor(NORTH);
  const key = good.slice(0, good.indexOf('-----BEGIN CERT'));
  await assert.rejects(stack.ask({ do: 'command', words: ['certificate', 'put', NORTH], standard_input: key }), /There is no certificate in the bundle/);
  await assert.rejects(stack.ask({ do: 'command', words: ['certificate', 'put', SOUTH], standard_input: good }), /does not cover post\.south\.test/);
  assert.deepEqual(await certificateOf(NORTH), before);
  const south = await certificateOf(SOUTH);
  await stack.ask({ do: 'command', words: ['certificate', 'put', NORTH], standard_input: good });
  const now = await certificateOf(NORTH);
  assert.notEqual(now.fingerprint, before.fingerprint);
  assert.deepEqual(await certificateOf(SOUTH), south);
  assert.equal(nginx.exitCode, null);
});

test('the bookmarklet is named as the brand says; a name that no brand has shows the product', async () => {
  const { page, context } = await openPage(browser, { ignoreHTTPSErrors: true });
  await page.goto(`https://${NORTH}:${https}/r/install/`);
  await expectSoon('the button has its name', async () => (await page.locator('#button').innerText()) === 'To North');
  assert.equal(await colourOf(page, '--accent-fill'), '#E4002B');
  if (shots) await page.screenshot({ path: join(shots, 'brand-north-install.png') });
  const look = await (await fetch(`${stack.url}/v1/brand`)).json();
  assert.equal(look.name, 'Pratique');
  await assert.rejects(certificateOf('unknown.north.test'), 'a name without a certificate is refused by nginx');
  await context.close();
});
