// Edits text where the browser does it best: in the mirror's own <input> or <textarea>, made visible over the focused field, so that IME, dead keys,
// paste, spelling, selection and mobile keyboards work. The application draws the frame around it; text goes back as set-value.

const SETTLE_FRAMES = 2;  // a view takes new text into its state in one frame and shows it in the next

function colourOf(rgba) {
  const value = rgba >>> 0;
  return `rgb(${value >>> 24} ${(value >>> 16) & 255} ${(value >>> 8) & 255} / ${((value & 255) / 255).toFixed(3)})`;
}

const ATTRIBUTES = {
  text: { type: 'text', inputMode: 'text', autocomplete: 'off', enterKeyHint: 'done' },
  search: { type: 'text', inputMode: 'search', autocomplete: 'off', enterKeyHint: 'search' },
  email: { type: 'text', inputMode: 'email', autocomplete: 'username', enterKeyHint: 'next' },
  lines: { inputMode: 'text', autocomplete: 'off', enterKeyHint: 'enter' },
  password: { type: 'password', inputMode: 'text', autocomplete: 'current-password', enterKeyHint: 'go' },
};

export function createTextAgent({ mirror, deliver }) {
  let element = null;
  let request = null;
  let composing = false;
  let unsettled = 0;  // frames until the application's value counts again: ours is newer

  const text = () => element.value;

  function reconcile() {
    if (!element || composing || unsettled > 0 || text() === request.value) return;
    const caretAtEnd = element.selectionEnd === text().length;
    const caret = element.selectionEnd;
    element.value = request.value;
    const at = caretAtEnd ? request.value.length : Math.min(caret, request.value.length);
    element.setSelectionRange(at, at);
  }

  function send() {
    unsettled = SETTLE_FRAMES;
    deliver.setValue(request.id, text());
  }

  const listeners = {
    input: () => { if (!composing) send(); },
    compositionstart: () => { composing = true; },
    compositionend: () => { composing = false; send(); },
    drop: () => setTimeout(() => element && send()),
  };

  function release() {
    if (!element) return;
    for (const [name, listener] of Object.entries(listeners)) element.removeEventListener(name, listener);
    element.classList.remove('editing');
    element.placeholder = '';
    element = null;
    composing = false;
    unsettled = 0;
  }

  function take(next) {
    element = next;
    const ahead = element === element.ownerDocument.activeElement && element.value !== request.value;  // typed before this frame
    element.classList.add('editing');
    Object.assign(element, ATTRIBUTES[request.kind]);
    if (ahead) {
      send();
      ++unsettled;  // the frame that is being drawn does not know of it yet
    } else {
      element.value = request.value;
    }
    for (const [name, listener] of Object.entries(listeners)) element.addEventListener(name, listener);
  }

  function style() {
    const [x, y, width, height] = request.rect;
    Object.assign(element.style, {
      left: `${x}px`, top: `${y}px`, width: `${width}px`, height: `${height}px`,
      fontSize: `${request.fontSize}px`, color: colourOf(request.rgba), caretColor: colourOf(request.rgba),
    });
    element.placeholder = request.placeholder;
  }

  return {
    publish(next) {
      request = next;
      if (!request) return release();
      const wanted = mirror.elementOf(request.id);
      if (!wanted || !['input', 'textarea'].includes(wanted.localName)) return release();
      if (wanted !== element) {
        release();
        take(wanted);
        if (element.ownerDocument.activeElement !== element) element.focus({ preventScroll: true });
      }
      style();
      reconcile();
    },
    frameDrawn() {
      if (unsettled > 0) --unsettled;
      if (element) {
        style();  // the mirror may have placed it by the node's rectangle
        reconcile();
      }
    },
    // What the page's keyboard needs to know.
    isEditing: (target) => target !== null && target === element,
    isComposing: () => composing,
    caretAtStart: () => !!element && element.selectionStart === 0 && element.selectionEnd === 0,
  };
}
