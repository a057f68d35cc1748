// Shown when WebAssembly aborted or trapped: what happened in plain words, a report to copy, and a way back. Never a dead canvas.
// The report names no mail and no address of the reader: message, stack, build and browser only.
import { text } from './strings.js';

export function crashReport(error, { navigator = globalThis.navigator, now = new Date(), build = '' } = {}) {
  return [
    `Pratique ${build}`.trim(),
    now.toISOString(),
    navigator.userAgent,
    String(error?.message ?? error),
    String(error?.stack ?? ''),
  ].join('\n');
}

export function showCrash(error, { document = globalThis.document, copy, build } = {}) {
  if (document.querySelector('.crash')) return;
  const report = crashReport(error, { build, navigator: document.defaultView.navigator });
  const screen = document.createElement('main');
  screen.className = 'crash';
  const add = (tag, content, className = '') => {
    const element = document.createElement(tag);
    element.textContent = content;
    element.className = className;
    screen.append(element);
    return element;
  };
  const title = add('h1', text('crashTitle'));
  title.tabIndex = -1;
  add('p', text('crashText'));
  const reload = add('button', text('crashReload'), 'primary');
  const copyButton = add('button', text('crashCopy'), 'secondary');
  add('pre', report).setAttribute('aria-label', text('crashReport'));
  reload.addEventListener('click', () => document.defaultView.location.reload());
  copyButton.addEventListener('click', () => { copy(report); copyButton.textContent = text('copied'); });
  document.body.replaceChildren(screen);
  title.focus();
}
