// Makes the WebAssembly module and shows it: compiled ahead by prepare(), started by openPortal() once there is a session.
import createPratique from './pratique.mjs';
import { showCrash } from './crash_screen.js';
import { createHost } from './host.js';
import { FONTS } from './text_engine.js';
import { text } from './strings.js';

const wasmUrl = () => document.getElementById('wasm').href;
let compiled = null;

async function compile() {
  const response = await fetch(wasmUrl(), { credentials: 'same-origin' });
  if (!response.ok) throw new Error(`WebAssembly: HTTP ${response.status}`);
  return WebAssembly.compileStreaming(response);
}

// Failing is not final here: openPortal tries again and says so.
export function prepare() {
  compiled ??= compile().catch(() => { compiled = null; });
  for (const font of FONTS) document.fonts.load(font);
}

function say(words, retry) {
  const opening = document.getElementById('opening');
  opening.hidden = false;
  opening.textContent = words;
  if (!retry) return;
  const button = document.createElement('button');
  button.className = 'primary';
  button.textContent = text('tryAgain');
  button.addEventListener('click', retry);
  opening.append(button);
}

function hasWebGl2() {
  const probe = document.createElement('canvas').getContext('webgl2');
  probe?.getExtension('WEBGL_lose_context')?.loseContext();
  return !!probe;
}

// `around`: the page that the portal is framed in, see embedded.js; or null.
export async function openPortal({ around = null } = {}) {
  const canvas = document.getElementById('canvas');
  const overlay = document.getElementById('overlay');
  if (!hasWebGl2()) return say(text('noWebGl'));
  // The form stays until the first frame is there: no empty page between.
  const slow = setTimeout(() => say(text('opening')), 1000);
  let host = null;
  const onCrash = (error) => {
    clearTimeout(slow);
    showCrash(error, { copy: (report) => host.services.copy(report), build: wasmUrl().split('/').pop() });
  };
  host = createHost({
    canvas, overlay, onCrash, around,
    onFirstFrame() {
      clearTimeout(slow);
      document.getElementById('sign-in').remove();
      document.getElementById('opening').hidden = true;
    },
  });
  let wasm;
  try {
    [wasm] = await Promise.all([compiled ?? compile(), host.texts.load(document.documentElement.lang), ...FONTS.map((font) => document.fonts.load(font).catch(() => {}))]);
    wasm ??= await compile();
  } catch {
    clearTimeout(slow);
    return say(text('loadFailed'), () => location.reload());
  }
  canvas.hidden = false;
  overlay.hidden = false;
  const module = {
    canvas, host,
    onAbort: (reason) => host.crash(new Error(String(reason))),
    instantiateWasm(imports, done) {
      WebAssembly.instantiate(wasm, imports).then((instance) => done(instance, wasm), host.crash);
      return {};
    },
  };
  try {
    host.attach(await createPratique(module));
    host.enter((m) => m._main(0, 0));
  } catch (error) {
    host.crash(error);
  }
}
