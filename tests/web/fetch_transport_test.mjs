// The HTTP port's JavaScript half: what reaches C++, and what does not after an abort.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FAILURE_FILE, FAILURE_OFFLINE, FAILURE_TIMEOUT, createTransport } from '../../web/fetch_transport.js';

const tick = (ms = 5) => new Promise((resolve) => setTimeout(resolve, ms));

function setUp(fetch) {
  const heard = [];
  const deliver = {
    reply: (handle, status, headers, body) => heard.push(['reply', handle, status, headers, new TextDecoder().decode(body)]),
    head: (handle, status) => heard.push(['head', handle, status]),
    chunk: (handle, bytes) => heard.push(['chunk', handle, new TextDecoder().decode(bytes)]),
    closed: (handle) => heard.push(['closed', handle]),
    failure: (handle, kind) => heard.push(['failure', handle, kind]),
  };
  return { heard, transport: createTransport(deliver, { fetch }) };
}
const request = (more) => ({ method: 'GET', path: '/v1/me', headers: '', body: undefined, timeoutMs: 1000, streaming: false, ...more });
// Settles as fetch does: by the answer, or by the abort.
const until = (signal, answer) => new Promise((resolve, reject) => {
  signal.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
  answer?.then(resolve, reject);
});

test('a reply arrives once, later, with status, headers and bytes, whatever the status', async () => {
  let asked;
  const { heard, transport } = setUp((path, options) => { asked = { path, options }; return Promise.resolve(new Response('größe', { status: 404, headers: { 'X-Request-Id': 'r1' } })); });
  transport.start(7, request({ method: 'POST', headers: 'authorization: Bearer a: b\naccept: text/plain\n', body: new Uint8Array([1, 2]) }));
  assert.deepEqual(heard, [], 'never from inside the call');
  await tick();
  assert.deepEqual(heard.map(([kind, handle, status, , body]) => [kind, handle, status, body]), [['reply', 7, 404, 'größe']]);
  assert.match(heard[0][3], /x-request-id: r1\n/);
  assert.equal(asked.options.headers.get('authorization'), 'Bearer a: b');
  assert.equal(asked.options.credentials, 'omit');
});

test('orders outlive the page, readings and large bodies do not', async () => {
  const kept = [];
  const { transport } = setUp((path, options) => { kept.push(options.keepalive); return Promise.resolve(new Response('')); });
  transport.start(1, request({ method: 'DELETE' }));
  transport.start(2, request());
  transport.start(3, request({ method: 'POST', body: new Uint8Array(70000) }));
  await tick();
  assert.deepEqual(kept, [true, false, false]);
});

test('an aborted call delivers nothing, even when its answer was on the way', async () => {
  let arrive;
  const { heard, transport } = setUp(() => new Promise((resolve) => { arrive = resolve; }));
  transport.start(1, request());
  transport.abort(1);
  arrive(new Response('late'));
  await tick();
  assert.deepEqual(heard, []);
});

test('a new call on the address of a dead one is not confused with it', async () => {
  const answers = [];
  const { heard, transport } = setUp(() => new Promise((resolve) => answers.push(resolve)));
  transport.start(1, request());
  transport.abort(1);
  transport.start(1, request());
  answers[0](new Response('old'));
  answers[1](new Response('new'));
  await tick();
  assert.deepEqual(heard.map((event) => event.at(-1)), ['new']);
});

test('no network and no answer in time are told apart', async () => {
  const offline = setUp(() => Promise.reject(new TypeError('failed')));
  offline.transport.start(1, request());
  const slow = setUp((path, { signal }) => until(signal));
  slow.transport.start(2, request({ timeoutMs: 10 }));
  await tick(40);
  assert.deepEqual(offline.heard, [['failure', 1, FAILURE_OFFLINE]]);
  assert.deepEqual(slow.heard, [['failure', 2, FAILURE_TIMEOUT]]);
});

test('a file is sent as it is, without outliving the page; one that has gone is told apart from a dead network', async () => {
  const sent = [];
  const { heard, transport } = setUp((path, options) => { sent.push(options); return Promise.resolve(new Response('')); });
  const file = new File([new Uint8Array(40000)], 'a.eml');
  transport.start(1, request({ method: 'POST', body: file }));
  await tick();
  assert.equal(sent[0].body, file);
  assert.equal(sent[0].keepalive, false);
  assert.equal(heard[0][2], 200);
  const gone = setUp(() => Promise.reject(new TypeError('failed')));
  const lost = new File(['x'], 'b.eml');
  lost.slice = () => ({ arrayBuffer: () => Promise.reject(new DOMException('gone', 'NotFoundError')) });
  gone.transport.start(2, request({ method: 'POST', body: lost }));
  gone.transport.start(3, request({ method: 'POST', body: file }));
  await tick();
  assert.deepEqual(gone.heard.sort(), [['failure', 2, FAILURE_FILE], ['failure', 3, FAILURE_OFFLINE]]);
});

test('a stream gives its head, then its pieces, then its end, and has no timeout', async () => {
  let push;
  const stream = new ReadableStream({ start(controller) { push = controller; } });
  const { heard, transport } = setUp(() => Promise.resolve(new Response(stream)));
  transport.start(3, request({ streaming: true, timeoutMs: 10 }));
  await tick(30);
  push.enqueue(new TextEncoder().encode('data: 1\n\n'));
  await tick();
  push.close();
  await tick();
  assert.deepEqual(heard, [['head', 3, 200], ['chunk', 3, 'data: 1\n\n'], ['closed', 3]]);
});

test('aborting a stream stops its pieces', async () => {
  let push;
  const stream = new ReadableStream({ start(controller) { push = controller; } });
  const { heard, transport } = setUp(() => Promise.resolve(new Response(stream)));
  transport.start(3, request({ streaming: true, timeoutMs: 0 }));
  await tick();
  transport.abort(3);
  push.enqueue(new TextEncoder().encode('late'));
  await tick();
  assert.deepEqual(heard, [['head', 3, 200]]);
});
