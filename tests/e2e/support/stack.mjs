// The real node and Dovecot, steered through tests/e2e/stack_server.py. One per test file; ports 24000 to 24099 are the tests' own.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const HERE = dirname(fileURLToPath(import.meta.url));
const FIRST_PORT = 24000;
const LAST_PORT = 24099;

function isFree(port) {
  return new Promise((resolve) => {
    const server = createServer().once('error', () => resolve(false)).listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

async function freePort() {
  for (let port = FIRST_PORT; port <= LAST_PORT; ++port) if (await isFree(port)) return port;
  throw new Error(`no port from ${FIRST_PORT} to ${LAST_PORT} is free`);
}

export const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

export async function startStack({ messages = 0, seed = 1, undoWindowSecs = 2, mailFlow = false, embedOrigins = '', proxies = '' } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'pratique-e2e-'));
  chmodSync(folder, 0o711);  // Dovecot's users pass through it
  const child = spawn('python3', [join(HERE, '..', 'stack_server.py')], { stdio: ['pipe', 'pipe', 'inherit'] });
  const waiting = [];
  createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()?.resolve(JSON.parse(line)));
  child.on('exit', (code) => waiting.splice(0).forEach(({ reject }) => reject(new Error(`stack_server.py ended with ${code}`))));

  async function ask(command) {
    const answer = await new Promise((resolve, reject) => {
      waiting.push({ resolve, reject });
      child.stdin.write(`${JSON.stringify(command)}\n`);
    });
    if (!answer.ok) throw new Error(`${command.do}: ${answer.error}\n${answer.trace}`);
    return answer;
  }

  async function stop() {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.stdin.end();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  }

  let started;
  try {
    const options = { undo_window_secs: undoWindowSecs, mail_flow: mailFlow, embed_origins: embedOrigins, proxies };
    started = await ask({ do: 'start', folder, http_port: await freePort(), ports: [FIRST_PORT, LAST_PORT], ...options });
    if (messages) await ask({ do: 'generate', count: messages, seed });
  } catch (error) {
    await stop();
    throw error;
  }
  const { url, sign_ins: passwords } = started;

  return {
    url,
    passwords,
    ask,
    stop,
    // A message in text with LF line ends, as it would come from the filter.
    async deliver(text, { sender = 'someone@far-shore.example', recipients = ['frida@demo.example'], clientIp } = {}) {
      const raw = Buffer.isBuffer(text) ? text : Buffer.from(text.replaceAll(/\r?\n/g, '\r\n'));
      const { answers } = await ask({ do: 'deliver', raw: raw.toString('base64'), sender, recipients, ...(clientIp && { client_ip: clientIp }) });
      for (const [code, ...words] of answers) if (code !== 250) throw new Error(`the node refused a test message: ${code} ${words.join(' ')}`);
      return raw;
    },
    async mailbox(user) {
      return (await ask({ do: 'mailbox', user })).messages.map(({ raw }) => Buffer.from(raw, 'base64'));
    },
    // The API itself, for what a test has to know and a screen does not show.
    async api(path, { login = 'frida@demo.example', ...options } = {}) {
      const signIn = await fetch(`${url}/v1/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ login, password: passwords[login] }) });
      if (!signIn.ok) throw new Error(`sign-in answered ${signIn.status} ${await signIn.text()}`);
      const { token } = await signIn.json();
      return fetch(url + path, { ...options, headers: { authorization: `Bearer ${token}`, ...options.headers } });
    },
  };
}

export async function eventually(what, probe, { withinMs = 15_000, everyMs = 100 } = {}) {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const value = await probe();
    if (value) return value;
    if (Date.now() > deadline) throw new Error(`${what}: not within ${withinMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
