// The message body: a sandboxed iframe (no script, no form, no navigation) over its pane. The frame's own page and its CSP come from
// the node, so nothing is fetched; the document was sanitised by the node and is put in without running anything. A click on a link
// shows its text and its true target and opens nothing.
import { text } from './strings.js';

const RETRY_MS = 2000;
const PAGES = { off: 'frame.html', on: 'frame-images.html' };

// The frame's own look is plain: the mail's white paper, and the reader's theme only where we made the document from plain text.
function baseStyle(document) {
  const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name);
  return `
html { color-scheme: light; background: ${token('--mail-paper')}; }
html.dark { color-scheme: dark; background: ${token('--surface-base')}; color: ${token('--text-primary')}; }
body { margin: 20px 24px; font: 15px/1.55 Inter, system-ui, sans-serif; overflow-wrap: anywhere; }
pre { white-space: pre-wrap; font: inherit; }
img { max-width: 100%; height: auto; }
[data-href] { text-decoration: underline; cursor: pointer; }
html.dark [data-href] { color: ${token('--text-link')}; }
[data-href]:focus-visible { outline: 2px solid currentColor; outline-offset: 2px; }
@media (max-width: 500px) { body { margin: 14px 16px; } }`;
}

export function createMessageFrame({ root, base = '/', copy, listenKeys, leave }) {
  const { ownerDocument: document } = root;
  const frame = document.createElement('iframe');
  frame.className = 'message-frame';
  frame.setAttribute('sandbox', 'allow-same-origin');
  frame.referrerPolicy = 'no-referrer';
  frame.hidden = true;
  root.append(frame);
  const card = createLinkCard({ root, copy, closed: () => frame.contentDocument?.body?.focus?.() });

  let page = '';       // which of PAGES is loaded or loading
  let loaded = false;
  let wanted = null;   // { html, dark, images }

  function linkOf(target) {
    return target?.closest?.('[data-href]') ?? null;
  }

  function onActivate(event) {
    const link = linkOf(event.target);
    if (event.target?.closest?.('a, area, form, button')) event.preventDefault();
    if (!link) return card.hide();
    event.preventDefault();
    const inside = link.getBoundingClientRect();
    const outside = frame.getBoundingClientRect();
    card.show({ label: link.textContent.trim(), target: link.getAttribute('data-href'), x: outside.left + inside.left, y: outside.top + inside.bottom });
  }

  function onKey(event) {
    if (event.key === 'Enter' && linkOf(event.target)) onActivate(event);
    if (event.key === 'Escape') {
      if (card.isOpen()) return card.hide();
      leave();
    }
  }

  function fill() {
    if (!loaded || !wanted) return;
    const inner = frame.contentDocument;
    // The frame's own parser, so that the frame's CSP judges the mail's styles and not the page's.
    const parsed = new frame.contentWindow.DOMParser().parseFromString(wanted.html, 'text/html');
    const style = parsed.createElement('style');
    style.textContent = baseStyle(document);
    parsed.head.prepend(style);
    // The node keeps where a picture is apart from `src`: it loads once the reader asks, and tells its server nothing of this page.
    for (const picture of wanted.images ? parsed.querySelectorAll('img[data-remote-src]') : []) {
      picture.referrerPolicy = 'no-referrer';
      picture.src = picture.dataset.remoteSrc;
      picture.removeAttribute('data-remote-src');
    }
    for (const link of parsed.querySelectorAll('[data-href]')) {
      link.setAttribute('role', 'link');
      link.setAttribute('tabindex', '0');
    }
    inner.replaceChild(inner.adoptNode(parsed.documentElement), inner.documentElement);
    inner.documentElement.classList.toggle('dark', wanted.dark);
    inner.body.tabIndex = -1;
    inner.scrollingElement?.scrollTo(0, 0);
  }

  function load(name) {
    page = name;
    loaded = false;
    frame.src = base + name;
  }

  frame.addEventListener('load', () => {
    const inner = frame.contentDocument;
    if (!inner) {  // the node was away and the browser put a page of its own there
      if (frame.hidden) page = '';
      else setTimeout(() => { if (!loaded && page) load(page); }, RETRY_MS);
      return;
    }
    loaded = true;
    inner.addEventListener('click', onActivate, true);
    inner.addEventListener('auxclick', onActivate, true);
    inner.addEventListener('submit', (event) => event.preventDefault(), true);
    inner.addEventListener('keydown', onKey);
    listenKeys(inner);
    fill();
  });

  return {
    publish(request) {
      card.hide();
      frame.hidden = !request;
      if (!request) return;
      const [x, y, width, height] = request.rect;
      Object.assign(frame.style, { left: `${x}px`, top: `${y}px`, width: `${width}px`, height: `${height}px` });
      frame.title = request.title;
      if (request.document === undefined) return;
      wanted = { html: request.document, dark: request.dark, images: request.images };
      const page_wanted = request.images ? PAGES.on : PAGES.off;
      if (page === page_wanted) return fill();
      load(page_wanted);
    },
    contains: (element) => element === frame || card.owns(element),
  };
}

function createLinkCard({ root, copy, closed }) {
  const { ownerDocument: document } = root;
  const make = (tag, className, parent) => {
    const element = document.createElement(tag);
    element.className = className;
    parent.append(element);
    return element;
  };
  const card = make('div', 'link-card', root);
  card.hidden = true;
  card.setAttribute('role', 'dialog');
  const label = make('p', 'link-card-label', card);
  const caption = make('p', 'link-card-caption', card);
  const target = make('p', 'link-card-target', card);
  const buttons = make('div', 'link-card-buttons', card);
  const copyButton = make('button', 'secondary', buttons);
  const closeButton = make('button', 'quiet', buttons);
  copyButton.type = closeButton.type = 'button';

  function hide() {
    if (card.hidden) return;
    const had = card.contains(document.activeElement);
    card.hidden = true;
    if (had) closed();
  }
  copyButton.addEventListener('click', () => {
    copy(target.textContent);
    copyButton.textContent = text('linkCopied');
  });
  closeButton.addEventListener('click', hide);
  card.addEventListener('keydown', (event) => {
    event.stopPropagation();
    if (event.key === 'Escape') hide();
  });

  return {
    show(link) {
      label.textContent = link.label;
      label.hidden = !link.label;
      caption.textContent = text('linkGoesTo');
      target.textContent = link.target;
      copyButton.textContent = text('copyLink');
      closeButton.textContent = text('close');
      card.setAttribute('aria-label', text('linkGoesTo'));
      card.hidden = false;
      const box = card.getBoundingClientRect();
      const { clientWidth, clientHeight } = document.documentElement;
      card.style.left = `${Math.max(8, Math.min(link.x, clientWidth - box.width - 8))}px`;
      card.style.top = `${Math.max(8, Math.min(link.y + 6, clientHeight - box.height - 8))}px`;
      copyButton.focus({ preventScroll: true });
    },
    hide,
    isOpen: () => !card.hidden,
    owns: (element) => card.contains(element),
  };
}
