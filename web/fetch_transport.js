// HTTP for web/fetch_transport.cpp. `deliver` is how a reply reaches C++. A call that was aborted delivers nothing any more.
// Requests never carry cookies: the token travels in a header that C++ sets.

export const FAILURE_OFFLINE = 0;
export const FAILURE_TIMEOUT = 1;
export const FAILURE_FILE = 2;  // the file to be sent cannot be read any more
const KEEPALIVE_BYTES = 32768;  // browsers allow 64 KiB in flight

// A file may have gone, or never have been one (a folder), since the reader gave it.
async function isGone(body) {
  if (!(body instanceof Blob)) return false;
  return body.slice(0, 1).arrayBuffer().then(() => false, () => true);
}

export function createTransport(deliver, { fetch = globalThis.fetch.bind(globalThis) } = {}) {
  const calls = new Map();

  async function run(handle, call, request) {
    const alive = () => calls.get(handle) === call;
    const headers = new Headers();
    for (const line of request.headers.split('\n')) {
      const colon = line.indexOf(': ');
      if (colon > 0) headers.append(line.slice(0, colon), line.slice(colon + 2));
    }
    const timer = request.timeoutMs > 0 ? setTimeout(() => { call.timedOut = true; call.controller.abort(); }, request.timeoutMs) : 0;
    try {
      const response = await fetch(request.path, {
        method: request.method, headers, body: request.body, signal: call.controller.signal,
        // An order given just before the page goes (sign out, release and close the tab) still arrives.
        // Not with a file: browsers refuse that, or do not know its size in time.
        keepalive: request.method !== 'GET' && !(request.body instanceof Blob) && (request.body?.length ?? 0) <= KEEPALIVE_BYTES,
        credentials: 'omit', cache: 'no-store', redirect: 'error', referrerPolicy: 'no-referrer',
      });
      const lines = [...response.headers].map(([name, value]) => `${name}: ${value}\n`).join('');
      if (!request.streaming) {
        const body = new Uint8Array(await response.arrayBuffer());
        if (!alive()) return;
        calls.delete(handle);
        deliver.reply(handle, response.status, lines, body);
        return;
      }
      clearTimeout(timer);
      if (!alive()) return;
      deliver.head(handle, response.status, lines);
      const reader = response.body.getReader();
      for (;;) {
        const { done, value } = await reader.read();
        if (!alive()) return void reader.cancel().catch(() => {});
        if (done) break;
        deliver.chunk(handle, value);
      }
      if (!alive()) return;
      calls.delete(handle);
      deliver.closed(handle);
    } catch {
      const failure = call.timedOut ? FAILURE_TIMEOUT : await isGone(request.body) ? FAILURE_FILE : FAILURE_OFFLINE;
      if (!alive()) return;
      calls.delete(handle);
      deliver.failure(handle, failure);
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    start(handle, request) {
      const call = { controller: new AbortController(), timedOut: false };
      calls.set(handle, call);
      run(handle, call, request);
    },
    abort(handle) {
      const call = calls.get(handle);
      calls.delete(handle);
      call?.controller.abort();
    },
  };
}
