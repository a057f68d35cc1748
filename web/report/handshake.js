// The popup's side of the bookmarklet's conversation. Whoever opened this window is a stranger: any page can. What it sends is looked at piece by
// piece, counted and capped, and is shown as that page's claim; nothing here sends anything to the node.

export const MAX_MAILS = 25;             // api::kReportMax
export const MAX_MAIL_BYTES = 30 << 20;  // api::kReportBytesMax
const MAX_NAME = 80;
const ASK_EVERY_MS = 250;
const PATIENCE_MS = 120000;  // large messages take their time

// "#<nonce>,<origin>", as the bookmarklet opened us; null when it did not.
export function readAddress(hash) {
  const [, nonce, origin] = /^#((?:\d{1,10}-){3}\d{1,10}),(null|https?:\/\/[^/\s]{1,260})$/.exec(hash) ?? [];
  return nonce ? { nonce, origin } : null;
}

const line = (value) => (typeof value === 'string' ? value.replace(/[\p{Cc}\p{Cf}]/gu, '').slice(0, MAX_NAME) : '');

// What of an offer can be used: { app, version, mails: [{ name, bytes, lossy }], unread, tooLarge, tooMany }, or null when it is none.
export function readOffer(data) {
  if (data === null || typeof data !== 'object' || data.t !== 'mail' || !Array.isArray(data.items)) return null;
  const offer = { app: line(data.app), version: line(data.v), mails: [], unread: 0, tooLarge: 0, tooMany: Math.max(0, data.items.length - MAX_MAILS) };
  for (const item of data.items.slice(0, MAX_MAILS)) {
    const bytes = item?.bytes;
    // Only a real buffer has a length that can be believed.
    if (!(bytes instanceof ArrayBuffer) || bytes.byteLength === 0) offer.unread += 1;
    else if (bytes.byteLength > MAX_MAIL_BYTES) offer.tooLarge += 1;
    else offer.mails.push({ name: line(item.name), bytes: new Uint8Array(bytes), lossy: item.lossy === true });
  }
  return offer;
}

// Asks the opener for its mail until it comes, once. `arrived(offer, origin)`; `silent()` when nothing came in time. Gives a function that stops it.
export function awaitMail({ window, arrived, silent, everyMs = ASK_EVERY_MS, patienceMs = PATIENCE_MS }) {
  const address = readAddress(window.location.hash);
  const { opener } = window;
  if (!address || !opener) return null;
  const { nonce, origin } = address;
  const ask = () => opener.postMessage({ t: 'ready', n: nonce }, origin === 'null' ? '*' : origin);
  const started = Date.now();
  const asking = window.setInterval(() => {
    if (Date.now() - started < patienceMs && !opener.closed) return void ask();
    stop();
    silent();
  }, everyMs);
  function hear({ source, origin: from, data }) {
    if (source !== opener || from !== origin || data?.n !== nonce) return;
    const offer = readOffer(data);
    if (!offer) return;
    stop();
    arrived(offer, from);
  }
  function stop() {
    window.clearInterval(asking);
    window.removeEventListener('message', hear);
  }
  window.addEventListener('message', hear);
  ask();
  return stop;
}
