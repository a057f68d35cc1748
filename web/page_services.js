// The small services of the page: clipboard, downloads, the URL bar, timers, title and cursor. None of them can fail loudly.
import { applyTheme } from './look.js';
import { LOGOUT_KEY } from './storage.js';
import { setTextLanguage } from './strings.js';
import { isWebAddress } from './ticket.js';

export function createUrlBar(page = globalThis) {
  const root = new URL('.', page.document.baseURI).pathname;
  return {
    current() {
      const { pathname, search, hash } = page.location;
      return `/${pathname.startsWith(root) ? pathname.slice(root.length) : ''}${search}${hash}`;
    },
    set(url, replace) {
      const target = root + url.replace(/^\/+/, '');
      const { pathname, search, hash } = page.location;
      if (target === pathname + search + hash) return;
      page.history[replace ? 'replaceState' : 'pushState'](null, '', target);
    },
  };
}

export function createTimers(fire) {
  const running = new Map();
  return {
    start(handle, delayMs) {
      // Browsers run timers of more than 2^31 ms at once.
      running.set(handle, setTimeout(() => { running.delete(handle); fire(handle); }, Math.min(Math.max(0, delayMs), 0x7fffffff)));
    },
    stop(handle) {
      clearTimeout(running.get(handle));
      running.delete(handle);
    },
  };
}

// The browser's file dialog; `deliver(handle, name, bytes)`, bytes null when the file is too large. Nothing comes when it is closed.
export function createFiles(deliver, { document = globalThis.document } = {}) {
  const waiting = new Map();
  return {
    choose(handle, accept, maxBytes) {
      const field = document.createElement('input');
      field.type = 'file';
      field.accept = accept;
      waiting.set(handle, field);
      field.addEventListener('change', async () => {
        const [file] = field.files;
        if (!file) return;
        const bytes = file.size > maxBytes ? null : new Uint8Array(await file.arrayBuffer());
        if (waiting.get(handle) !== field) return;
        waiting.delete(handle);
        deliver(handle, file.name, bytes);
      });
      field.click();
    },
    stop(handle) {
      waiting.delete(handle);
    },
  };
}

// Without a secure context there is no Clipboard API: fall back to a selection and the old command.
function copyBySelection(document, text) {
  const field = document.createElement('textarea');
  field.value = text;
  field.className = 'offscreen';
  const focused = document.activeElement;
  document.body.append(field);
  field.select();
  document.execCommand('copy');
  field.remove();
  focused?.focus?.();
}

function saveBlob(name, blob, document) {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60000);
}

const GATHERED_BYTES = 4 << 20;

// Files that come in pieces. What was gathered becomes a Blob now and then: those may live on the disk, arrays are memory.
export function createDownloads({ document = globalThis.document, save = saveBlob } = {}) {
  const files = new Map();
  let newest = 0;
  return {
    begin(name, type) {
      newest += 1;
      files.set(newest, { name, type, pieces: [], gathered: 0 });
      return newest;
    },
    append(handle, bytes) {
      const file = files.get(handle);
      file.pieces.push(bytes);
      file.gathered += bytes.length;
      if (file.gathered < GATHERED_BYTES) return;
      file.pieces = [new Blob(file.pieces)];
      file.gathered = 0;
    },
    finish(handle) {
      const { name, type, pieces } = files.get(handle);
      files.delete(handle);
      save(name, new Blob(pieces, { type }), document);
    },
    drop(handle) {
      files.delete(handle);
    },
  };
}

export function createServices({ page = globalThis, canvas, storage, sessionKey }) {
  const { document } = page;
  return {
    copy(text) {
      const clipboard = page.navigator.clipboard;
      if (!clipboard) return copyBySelection(document, text);
      clipboard.writeText(text).catch(() => copyBySelection(document, text));
    },
    saveFile(name, type, bytes) {
      saveBlob(name, new Blob([bytes], { type }), document);
    },
    setTitle(title) {
      if (document.title !== title) document.title = title;
    },
    setPageLanguage(tag, rightToLeft) {
      document.documentElement.lang = tag;
      setTextLanguage(tag);
      document.documentElement.dir = rightToLeft ? 'rtl' : 'ltr';
    },
    setTheme(name) {
      applyTheme(name, document);
    },
    setCursor(name) {
      if (canvas.style.cursor !== name) canvas.style.cursor = name;
    },
    forgetSession() {
      storage.erase(sessionKey);
      storage.erase(LOGOUT_KEY);
    },
    // A fresh page keeps nothing of the account that was open.
    leaveToSignIn() {
      const panel = storage.read(LOGOUT_KEY);
      this.forgetSession();
      if (isWebAddress(panel)) page.location.assign(panel);
      else page.location.reload();
    },
  };
}
