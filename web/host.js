// Everything the application may ask of the page, composed: the object behind web/library_app.js. Calls from the browser
// into WebAssembly go through `enter`, so that a trap or an abort shows the crash screen once and nothing is called after it.
import { createMirror } from './a11y_mirror.js';
import { createTransport } from './fetch_transport.js';
import { createGivenFiles } from './given_files.js';
import { createKeyboard } from './keyboard.js';
import { createLocalisation } from './localisation.js';
import { safeInsets, systemLook, watchDensity, watchLook, brandOf } from './look.js';
import { createMessageFrame } from './message_frame.js';
import { createDownloads, createFiles, createServices, createTimers, createUrlBar } from './page_services.js';
import { createStats } from './stats.js';
import { SESSION_KEY, createStorage, keptSession } from './storage.js';
import { createTextAgent } from './text_agent.js';
import { createTextEngine } from './text_engine.js';
import { createTexts } from './texts.js';

const ACTION = { focus: 0, click: 1, setValue: 2, scroll: 3 };
const MODIFIER = { control: 1, shift: 2, alt: 4, command: 8 };
const LOOK = { dark: 1, contrast: 2, reducedMotion: 4, coarsePointer: 8, embedded: 16 };

export function createHost({ canvas, overlay, onCrash, onFirstFrame, around = null }) {
  const { document } = globalThis;
  let module = null;
  let events = 0;    // C++'s PageEvents
  let dead = false;

  function enter(call) {
    if (dead || !module) return undefined;
    try {
      return call(module);
    } catch (error) {
      crash(error);
      return undefined;
    }
  }
  function crash(error) {
    if (dead) return;
    dead = true;
    onCrash(error);
  }
  // A copy of bytes that C++ owns, with a zero behind it.
  const copied = (bytes) => {
    const pointer = module._malloc(bytes.length + 1);
    module.HEAPU8.set(bytes, pointer);
    module.HEAPU8[pointer + bytes.length] = 0;
    return pointer;
  };
  const string = (value) => copied(new TextEncoder().encode(value));
  const act = (kind, id, text = null, step = 0) => enter((m) => {
    const padded = id.padStart(16, '0');
    m._pratique_on_action(events, kind, parseInt(padded.slice(0, 8), 16), parseInt(padded.slice(8), 16), text === null ? 0 : string(text), step);
  });

  const storage = createStorage();
  // In somebody else's page, a session that ends is renewed by a ticket of that page, and the page hears where the reader is.
  const token = keptSession(storage)?.token ?? '';
  const fetch = around?.renewing(globalThis.fetch.bind(globalThis), token);
  const ownServices = createServices({ canvas, storage, sessionKey: SESSION_KEY });
  const { urlBar, services } = around
    ? around.watch({ urlBar: createUrlBar(), services: ownServices, token, fetch })
    : { urlBar: createUrlBar(), services: ownServices };
  const mirror = createMirror({ root: overlay, deliver: { focus: (id) => act(ACTION.focus, id), click: (id) => act(ACTION.click, id) } });
  const textAgent = createTextAgent({ mirror, deliver: { setValue: (id, text) => act(ACTION.setValue, id, text) } });
  const givenFiles = createGivenFiles({ deliver: {
    over: (listener, count) => enter((m) => m._pratique_on_files_over(listener, count)),
    given: (listener, id, size, name, isLast) => enter((m) => m._pratique_on_file_given(listener, id, size, string(name), isLast ? 1 : 0)),
  } });
  const stats = createStats(() => ({ heapUsed: enter((m) => m._pratique_heap_used()) ?? 0, heapCapacity: module?.HEAPU8.length ?? 0 }));

  const keyboard = createKeyboard({
    document,
    window: globalThis,
    caretAtStart: textAgent.caretAtStart,
    placeOf({ target }) {
      if (target?.ownerDocument && target.ownerDocument !== document) return 'body';
      if (messageFrame.contains(target)) return null;
      // Also a field that has the focus and waits for its first frame: what is typed there is text, never a shortcut.
      if (textAgent.isEditing(target) || mirror.isField(target)) return target.localName === 'textarea' ? 'lines' : 'field';
      return target?.localName === 'a' ? 'link' : 'page';
    },
    deliver(event, down) {
      // Text typed before the field's first frame goes ahead of the key that ends it.
      if (down && mirror.isField(event.target) && !textAgent.isEditing(event.target)) act(ACTION.setValue, mirror.idOf(event.target), event.target.value);
      enter((m) => {
        const modifiers = (event.ctrlKey ? MODIFIER.control : 0) | (event.shiftKey ? MODIFIER.shift : 0) | (event.altKey ? MODIFIER.alt : 0) | (event.metaKey ? MODIFIER.command : 0);
        m._pratique_on_key(events, string(event.key), string(event.code), down ? 1 : 0, modifiers);
      });
    },
  });
  const messageFrame = createMessageFrame({
    root: overlay, copy: services.copy, listenKeys: (inner) => { keyboard.listen(inner); givenFiles.watch(inner); },
    leave: () => { document.activeElement?.blur?.(); mirror.focusKit(); },
  });

  function requestFrame() {
    requestAnimationFrame((now) => enter((m) => {
      m._pratique_on_frame(events, now);
      textAgent.frameDrawn();
    }));
  }

  function listen() {
    addEventListener('popstate', () => enter((m) => m._pratique_on_url(events, string(urlBar.current()))));
    for (const name of ['online', 'offline']) addEventListener(name, () => enter((m) => m._pratique_on_network(events, navigator.onLine ? 1 : 0)));
    const tellLook = (system) => enter((m) => {
      const look = around ? around.lookOver(system) : system;
      const flags = (look.dark ? LOOK.dark : 0) | (look.contrast ? LOOK.contrast : 0) | (look.reducedMotion ? LOOK.reducedMotion : 0) | (look.coarsePointer ? LOOK.coarsePointer : 0) | (around ? LOOK.embedded : 0);
      m._pratique_on_look(events, flags, ...safeInsets(overlay));
    });
    const brand = brandOf(document);
    if (brand) enter((m) => m._pratique_on_brand(events, string(brand.name), string(brand.light), string(brand.dark)));
    watchLook(tellLook);
    watchDensity();
    tellLook(systemLook());
    around?.listen((type, what) => {
      if (type === 'look') return tellLook(systemLook());
      urlBar.set(what, false);
      return enter((m) => m._pratique_on_url(events, string(urlBar.current())));
    });
    if (!navigator.onLine) enter((m) => m._pratique_on_network(events, 0));
    document.addEventListener('visibilitychange', () => { if (!document.hidden) enter((m) => m._pratique_on_canvas_resized(events)); });
    addEventListener('resize', () => {
      tellLook(systemLook());
      enter((m) => m._pratique_on_canvas_resized(events));
    });
    canvas.addEventListener('webglcontextlost', (event) => event.preventDefault());
    canvas.addEventListener('webglcontextrestored', () => enter((m) => m._pratique_on_context_restored(events)));
    canvas.addEventListener('contextmenu', (event) => event.preventDefault());
    // A press on the canvas is the application's: the browser must not take the focus from the field or the mirror for it.
    canvas.addEventListener('mousedown', (event) => {
      event.preventDefault();
      if (document.activeElement?.localName === 'iframe') document.activeElement.blur();
      globalThis.focus();
      // A drag that starts on the canvas goes on over the message frame.
      overlay.classList.add('dragged-over');
    });
    for (const name of ['mouseup', 'blur']) addEventListener(name, () => overlay.classList.remove('dragged-over'), true);
    document.fonts?.addEventListener('loadingdone', () => enter((m) => m._pratique_on_fonts_changed(events)));
    givenFiles.watch(document);
    globalThis.pratique = { stats: stats.read };
  }

  return {
    attach(made) { module = made; },
    crash,
    enter,
    requestFrame,
    downloads: createDownloads(),
    files: createFiles((handle, name, bytes) => enter((m) => m._pratique_on_file(handle, string(name), bytes ? copied(bytes) : 0, bytes?.length ?? 0))),
    givenFiles,
    timers: createTimers((handle) => enter((m) => m._pratique_on_timer(handle))),
    transport: createTransport({
      reply: (handle, status, headers, body) => enter((m) => m._pratique_on_reply(handle, status, string(headers), copied(body), body.length)),
      head: (handle, status, headers) => enter((m) => m._pratique_on_stream_head(handle, status, string(headers))),
      chunk: (handle, bytes) => enter((m) => m._pratique_on_stream_chunk(handle, copied(bytes), bytes.length)),
      closed: (handle) => enter((m) => m._pratique_on_stream_closed(handle)),
      failure: (handle, kind) => enter((m) => m._pratique_on_fetch_failure(handle, kind)),
    }, fetch && { fetch }),
    storage,
    services,
    urlBar,
    localisation: createLocalisation(),
    texts: createTexts({ arrived: requestFrame }),
    textEngine: createTextEngine(),
    mirror,
    textAgent,
    messageFrame,
    stats: {
      report(cpuMs) {
        if (stats.report(cpuMs) !== 1) return;
        onFirstFrame();
        if (!around) return;
        around.guard();
        around.tell('ready', {});
      },
    },
    start(pointer) {
      events = pointer;
      listen();
    },
  };
}
