// The bookmarklet: runs inside a webmail's page when its user clicks the bookmark. Opens the report window, reads the selected messages and hands their bytes to
// that window and no other. It knows an address and a version, nothing secret; it loads no script and asks nobody but the webmail itself.
// tools/pack_report.py makes one line of it; the install page puts ORIGIN, VERSION and WORDS before it.
import { find } from './adapters.js';
import { offer } from './overlay.js';

const SILENCE_MS = 5000;

function run() {
  const nonce = crypto.getRandomValues(new Uint32Array(4)).join('-');
  // First of all, while the click still allows it.
  const popup = open(`${ORIGIN}/r/#${nonce},${location.origin}`, '_blank', 'popup,width=560,height=720');
  const [app, ids, bytesOf] = find(window);
  const items = [];
  const mails = [];
  const reading = (async () => {
    // One after the other: Gmail answers only so, and no server is to be asked for many large messages at once.
    for (const id of ids) {
      const item = {};
      items.push(item);
      try {
        const bytes = await bytesOf(id);
        mails.push(bytes);
        item.bytes = bytes.buffer;
        item.lossy = bytes.lossy;
      } catch { /* the window says that one could not be read */ }
    }
  })();
  let takeBack = () => {};
  const silence = setTimeout(async () => {
    await reading;
    takeBack = offer(document, WORDS, mails, run);
  }, popup ? SILENCE_MS : 0);
  addEventListener('message', async function hear({ origin, source, data }) {
    if (origin !== ORIGIN || source !== popup || data?.n !== nonce) return;
    removeEventListener('message', hear);
    clearTimeout(silence);
    await reading;
    takeBack();
    popup.postMessage({ t: 'mail', n: nonce, v: VERSION, app, items }, ORIGIN);
  });
}

run();
