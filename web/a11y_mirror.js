// Keeps DOM elements with ARIA roles, names and states over what the canvas draws, for screen readers, keyboards and tests.
// C++ sends differences (web/a11y_mirror.cpp). Elements are transparent and let the pointer through; Tab goes through them in
// reading order; focus, click and text go back. Text fields are real inputs: web/text_agent.js edits in them.

const RANGE_ROLES = new Set(['slider', 'progressbar', 'separator']);
const FIELD_ROLES = new Set(['textbox', 'searchbox']);
const CHECKED_ROLES = new Set(['checkbox', 'radio', 'menuitemradio', 'switch', 'option', 'treeitem']);
const SELECTED_ROLES = new Set(['option', 'tab', 'treeitem']);
// The kit's rows and cells are of no table: a name and what is said of it; its column headings are what sorts the list below them.
const ROLES = { row: 'group', cell: 'group', columnheader: 'button' };
const MODAL_ROLES = new Set(['dialog', 'alertdialog']);
const LIVE_ROLES = new Set(['status', 'alert']);

function setAttribute(element, name, value) {
  if (value === null || value === undefined) element.removeAttribute(name);
  else if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value);
}

function place(element, [x, y, width, height]) {
  const { style } = element;
  style.left = `${x}px`;
  style.top = `${y}px`;
  style.width = `${width}px`;
  style.height = `${height}px`;
}

// The first words of a status that is new or changed are said by a live region that was there before.
function createAnnouncer(root) {
  const { ownerDocument: document } = root;
  const regions = Object.fromEntries(['polite', 'assertive'].map((kind) => {
    const region = document.createElement('div');
    region.className = 'announcer';
    region.setAttribute('aria-live', kind);
    root.append(region);
    return [kind, region];
  }));
  return (role, text) => { regions[role === 'alert' ? 'assertive' : 'polite'].textContent = text; };
}

// Puts `wanted` under `parent` in order without ever moving the element that holds the focus: moving it would blur it.
function arrange(parent, wanted) {
  const active = parent.ownerDocument.activeElement;
  const pinned = wanted.findIndex((element) => element === active || (element.parentNode === parent && element.contains(active)));
  for (let i = 0; i < pinned; ++i) {
    const next = i + 1 < wanted.length ? wanted[i + 1] : null;
    if (wanted[i].parentNode !== parent || (next && wanted[i].nextSibling !== next)) parent.insertBefore(wanted[i], wanted[pinned]);
  }
  for (let i = Math.max(pinned + 1, 0); i < wanted.length; ++i) {
    const previous = i > 0 ? wanted[i - 1] : null;
    const inPlace = wanted[i].parentNode === parent && wanted[i].previousSibling === previous;
    if (!inPlace) parent.insertBefore(wanted[i], previous ? previous.nextSibling : parent.firstChild);
  }
}

// What edits text, and what leads out of the application, is the browser's own element.
const tagOf = (node) => (FIELD_ROLES.has(node.role) ? (node.lines ? 'textarea' : 'input') : node.href ? 'a' : 'div');
const isEditable = (element) => element?.localName === 'input' || element?.localName === 'textarea';

export function createMirror({ root, deliver }) {
  const { ownerDocument: document } = root;
  const tree = document.createElement('div');
  tree.className = 'mirror';
  const announce = createAnnouncer(root);
  root.append(tree);

  const entries = new Map();  // id -> { element, node }
  const idOf = new WeakMap();
  let kitFocus = '0';
  let moving = false;  // focus events of our own doing are not news

  function create(node) {
    const element = document.createElement(tagOf(node));
    if (element.localName === 'a') Object.assign(element, { target: '_blank', rel: 'noopener' });
    if (isEditable(element)) {
      if (element.localName === 'input') element.type = 'text';
      element.autocomplete = 'off';
      element.spellcheck = false;
    }
    idOf.set(element, node.id);
    return element;
  }

  function describe(element, node) {
    const role = ROLES[node.role] ?? node.role;
    const isText = role === 'text';
    setAttribute(element, 'role', isText ? null : role);
    setAttribute(element, 'href', node.href ?? null);
    setAttribute(element, 'aria-multiline', node.lines ? 'true' : null);
    if (isText || LIVE_ROLES.has(role)) {
      if (element.firstChild?.nodeType === 3) { if (element.firstChild.data !== (node.name ?? '')) element.firstChild.data = node.name ?? ''; }
      else if (node.name) element.prepend(document.createTextNode(node.name));
    }
    if (!isText) setAttribute(element, 'aria-label', node.name ?? null);
    if (LIVE_ROLES.has(role)) setAttribute(element, 'aria-live', 'off');
    // Only fields and ranges have a value in ARIA; what another role holds is said as its description.
    const valued = RANGE_ROLES.has(role) || FIELD_ROLES.has(role);
    setAttribute(element, 'aria-description', [valued ? null : node.value, node.description].filter(Boolean).join('; ') || null);
    setAttribute(element, 'aria-keyshortcuts', node.shortcut ?? null);
    setAttribute(element, 'aria-disabled', node.disabled ? 'true' : null);
    setAttribute(element, 'aria-expanded', node.expanded ?? null);
    setAttribute(element, 'aria-level', node.level ?? null);
    setAttribute(element, 'aria-setsize', node.position ? node.setSize ?? null : null);
    setAttribute(element, 'aria-posinset', node.position ?? null);
    setAttribute(element, 'aria-modal', MODAL_ROLES.has(role) ? 'true' : null);
    setAttribute(element, 'aria-checked', CHECKED_ROLES.has(role) ? node.toggled : null);
    setAttribute(element, 'aria-pressed', role === 'button' ? node.toggled : null);
    setAttribute(element, 'aria-selected', SELECTED_ROLES.has(role) ? !!node.selected : null);
    setAttribute(element, 'aria-current', !SELECTED_ROLES.has(role) && node.selected ? 'page' : null);
    setAttribute(element, 'tabindex', node.focusable && !node.disabled ? 0 : node.focusable || node.focusTarget ? -1 : null);
    if (RANGE_ROLES.has(role)) {
      setAttribute(element, 'aria-valuetext', node.value ?? null);
      setAttribute(element, 'aria-valuenow', node.value !== undefined && Number.isFinite(parseFloat(node.value)) ? parseFloat(node.value) : null);
    }
    if (FIELD_ROLES.has(role)) {
      element.disabled = !!node.disabled;
      // The field being edited, or about to be, belongs to the text agent.
      if (!element.classList.contains('editing') && element !== document.activeElement && element.value !== (node.value ?? '')) element.value = node.value ?? '';
    }
  }

  function update(node) {
    let entry = entries.get(node.id);
    let replaced = null;
    if (entry && entry.element.localName !== tagOf(node)) {
      replaced = entry.element;
      entry = undefined;
    }
    const spoken = LIVE_ROLES.has(node.role) && node.name && node.name !== entry?.node.name;
    if (!entry) entries.set(node.id, (entry = { element: create(node), node }));
    replaced?.replaceWith(entry.element);
    entry.node = node;
    describe(entry.element, node);
    place(entry.element, node.rect);
    if (spoken) announce(node.role, node.name);
  }

  function reorder(places) {
    const children = new Map([['0', []]]);
    const present = new Set();
    for (let i = 0; i < places.length; i += 2) {
      const [id, parent] = [places[i], places[i + 1]];
      const entry = entries.get(id);
      if (!entry || present.has(id)) continue;
      present.add(id);
      const key = entries.has(parent) && parent !== id && !isEditable(entries.get(parent).element) ? parent : '0';
      if (!children.has(key)) children.set(key, []);
      children.get(key).push(entry.element);
    }
    for (const [id, { element }] of entries) {
      if (present.has(id)) continue;
      element.remove();
      entries.delete(id);
    }
    for (const [parent, wanted] of children) {
      const holder = parent === '0' ? tree : entries.get(parent)?.element;
      if (holder) arrange(holder, wanted);
    }
    closeBehindDialog();
  }

  // Tab and screen readers stay in the topmost dialog: everything beside its path is inert.
  function closeBehindDialog() {
    let dialog = null;
    for (const { element, node } of entries.values()) if (MODAL_ROLES.has(node.role)) dialog = element;
    for (const { element } of entries.values()) {
      const open = !dialog || element.contains(dialog) || dialog.contains(element);
      if (element.inert === open) element.inert = !open;
    }
  }

  function follow(focus) {
    if (focus === kitFocus) return;  // only news: a reader who has just tabbed on is ahead of the application
    kitFocus = focus;
    const element = entries.get(focus)?.element;
    const active = document.activeElement;
    if (element === active) return;
    const ours = !active || active === document.body || tree.contains(active);
    if (!ours) return;
    moving = true;
    if (element) element.focus({ preventScroll: true });
    else if (tree.contains(active)) active.blur();
    moving = false;
  }

  tree.addEventListener('focusin', ({ target }) => {
    const id = idOf.get(target);
    if (id !== undefined && !moving && id !== kitFocus) deliver.focus(id);
  });
  tree.addEventListener('click', (event) => {
    const id = idOf.get(event.target);
    if (id === undefined || isEditable(event.target) || event.target.localName === 'a') return;
    event.stopPropagation();
    deliver.click(id);
  });

  return {
    publish(message) {
      moving = true;  // removing the focused element fires no focusin, but moving may
      for (const node of message.nodes) update(node);
      for (let i = 0; i < message.moved.length; i += 5) {
        const entry = entries.get(message.moved[i]);
        if (!entry) continue;
        entry.node.rect = message.moved.slice(i + 1, i + 5);
        place(entry.element, entry.node.rect);
      }
      if (message.order) reorder(message.order);
      moving = false;
      follow(message.focus);
    },
    elementOf: (id) => entries.get(id)?.element ?? null,
    idOf: (element) => idOf.get(element),
    owns: (element) => tree.contains(element),
    isField: (target) => isEditable(target) && tree.contains(target),
    focusKit: () => entries.get(kitFocus)?.element.focus({ preventScroll: true }),
  };
}
