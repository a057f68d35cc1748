// Keys for the application: everything but what belongs to the browser. In a field only the keys that mean something to the application leave it.
// Tab is the browser's: it walks through the mirror. Returns true from `wants` when the default action is ours to prevent.

const IN_FIELD = new Set(['Enter', 'Escape', 'ArrowUp', 'ArrowDown', 'F6']);
const IN_LINES = new Set(['Escape', 'F6']);
const WITH_COMMAND = new Set(['a', 'k', 'z', 'Enter']);
const BROWSERS = new Set(['Tab', 'F1', 'F3', 'F5', 'F7', 'F11', 'F12', 'Dead', 'Process', 'Unidentified', 'CapsLock', 'NumLock', 'ScrollLock', 'PrintScreen', 'Pause', 'AltGraph']);
const MODIFIERS = new Set(['Control', 'Shift', 'Alt', 'Meta']);
const SCROLLING = new Set(['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'PageUp', 'PageDown', 'Home', 'End', ' ']);

// `where` is 'page', 'link' (a real one), 'field', 'lines' (a field of several) or 'body' (the message's document, which scrolls and selects on its own).
export function wants(event, where, { caretAtStart = false } = {}) {
  const { key } = event;
  if (event.isComposing || event.keyCode === 229 || BROWSERS.has(key) || MODIFIERS.has(key)) return false;
  const command = event.ctrlKey || event.metaKey;
  if (where === 'link' && key === 'Enter') return false;
  if (where === 'lines') return command ? key === 'k' || key === 'Enter' : IN_LINES.has(key);
  if (where === 'field') {
    if (command) return key === 'k' || key === 'Enter';
    return IN_FIELD.has(key) || (key === 'Backspace' && caretAtStart);
  }
  if (where === 'body' && (SCROLLING.has(key) || (command && key !== 'k') || key === 'Enter')) return false;
  if (command) return WITH_COMMAND.has(key.toLowerCase());
  if (event.altKey) return key === 'Enter' || key.startsWith('Arrow');
  return true;
}

export function createKeyboard({ document, window, placeOf, caretAtStart, deliver }) {
  const held = new Map();

  function onKeyDown(event) {
    const where = placeOf(event);
    if (where === null || !wants(event, where, { caretAtStart: caretAtStart() })) return;
    event.preventDefault();
    held.set(event.code, { key: event.key, code: event.code });
    deliver(event, true);
  }
  function onKeyUp(event) {
    if (held.delete(event.code)) deliver(event, false);
  }
  // A key let go elsewhere would stay pressed for ever.
  function releaseAll() {
    for (const stroke of held.values()) deliver(stroke, false);
    held.clear();
  }

  const listen = (target) => {
    target.addEventListener('keydown', onKeyDown);
    target.addEventListener('keyup', onKeyUp);
  };
  listen(document);
  window.addEventListener('blur', releaseAll);
  return { listen };
}
