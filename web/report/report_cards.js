// What the report window shows of messages: a card each before the report, an outcome each after it. Elements and text only: all of it is mail.
import { visible } from './mail_header.js';
import { text } from './report_texts.js';

const SVG = 'http://www.w3.org/2000/svg';
const MARKS = { ours: 'M12 3a9 9 0 1 0 .01 0zM8.500 12l2.500 2.500 4.500-4.500', unproven: 'M12 4l9 16H3zM12 10v4M12 17v.01', not_ours: 'M12 3a9 9 0 1 0 .01 0zM8 12h8' };

// make('p.muted', 'text', child, …); undefined children are left out.
export function make(what, ...children) {
  const [name, ...classes] = what.split('.');
  const element = document.createElement(name);
  if (classes.length) element.className = classes.join(' ');
  element.append(...children.filter((child) => child !== undefined && child !== ''));
  return element;
}

export function button(label, act, what = 'button.link') {
  const made = make(what, label);
  made.type = 'button';
  made.addEventListener('click', () => act(made));
  return made;
}

function mark(path) {
  const picture = document.createElementNS(SVG, 'svg');
  picture.setAttribute('viewBox', '0 0 24 24');
  picture.setAttribute('aria-hidden', 'true');
  picture.append(document.createElementNS(SVG, 'path'));
  picture.firstChild.setAttribute('d', path);
  return picture;
}

// A sender may write in any direction: it must not turn what stands around it.
const bdi = (what, value) => make(what, make('bdi', visible(String(value ?? '')).slice(0, 500)));
// Dates and numbers as in the reader's own country, where that speaks the page's language.
const language = () => (navigator.language.startsWith(document.documentElement.lang) ? navigator.language : document.documentElement.lang);

export function sizeText(bytes) {
  const [value, unit] = bytes < 1e6 ? [Math.max(1, Math.round(bytes / 1000)), 'kilobyte'] : [bytes / 1e6, 'megabyte'];
  return new Intl.NumberFormat(language(), { style: 'unit', unit, maximumFractionDigits: 1 }).format(value);
}

function dateText(iso) {
  const date = new Date(iso);
  if (!iso || Number.isNaN(date.getTime())) return '';
  return new Intl.DateTimeFormat(language(), { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }).format(date);
}

const points = (value) => new Intl.NumberFormat(language(), { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(value);

function scoreText({ message, why }) {
  const { score, threshold } = why ?? message ?? {};
  return typeof score === 'number' && typeof threshold === 'number' ? text('score', { score: points(score), limit: points(threshold) }) : '';
}

// `mail`: what the header says, or what the node read (api::ReadMessage).
export function card({ mail, size, origin, isAsked }) {
  const { name, address } = mail.header_from ?? mail.from;
  const shownName = name || address || text('noSender');
  const face = make('span.face', [...visible(shownName)].find((letter) => /[\p{L}\p{N}]/u.test(letter))?.toUpperCase() ?? '?');
  face.setAttribute('aria-hidden', 'true');
  const trace = mail.trace && make(`b.${mail.trace}`, mark(MARKS[mail.trace] ?? MARKS.not_ours), text(mail.trace));
  const date = dateText(mail.date);
  return make('article.card',
    make('header', face, make('div.who', bdi('b', shownName), name && address ? bdi('span.muted', address) : undefined), date ? make('span.muted', date) : undefined),
    bdi('h2', mail.subject || text('noSubject')),
    mail.snippet ? bdi('p.snippet', mail.snippet) : undefined,
    mail.entry ? bdi('p.unproven', text('letIn', { pattern: mail.entry.pattern })) : undefined,
    make('div.facts', trace || (isAsked ? make('span', text('checking')) : undefined), scoreText(mail) ? make('span', scoreText(mail)) : undefined,
      make('span', text('from', { origin, size: sizeText(size) }))));
}

const OUTCOMES = { waiting: 'waitingFilter', not_ours: 'did_not_ours', unproven: 'did_unproven' };

// One message that was reported (api::Report). `acts`: undo(report), remove(entry), resume(entry), each giving a promise.
export function outcome(report, acts) {
  const said = make('p', `${text(`did_${report.kind}`)}. ${text(OUTCOMES[report.outcome] ?? report.outcome)}`);
  const row = make('li', bdi('b', report.subject || text('noSubject')), said);
  const buttons = make('div.acts');
  const undo = report.may_undo ? button(text('undo'), async (made) => {
    if (!(await acts.undo(report))) return;
    said.textContent = text('undone');
    made.remove();
    row.querySelector('.entry')?.remove();  // it works again
  }) : undefined;
  if (undo) buttons.append(undo);
  if (report.message?.id) {
    const link = make('a', text('open'));
    link.href = `/log/${encodeURIComponent(report.message.id)}`;
    link.target = '_blank';
    link.rel = 'noopener';
    buttons.append(link);
  }
  if (report.entry_paused && report.entry) row.append(pausedEntry(report.entry, acts));
  row.append(buttons);
  return row;
}

function pausedEntry(entry, acts) {
  const said = make('p.muted', text('paused', { pattern: entry.pattern }));
  const choice = (key, act, after) => button(text(key), async () => {
    if (await act(entry)) box.replaceChildren(make('p.muted', text(after)));
  });
  const box = make('div.entry', said);
  if (entry.may_change !== false) box.append(make('div.acts', choice('deleteEntry', acts.remove, 'entryDeleted'), choice('resumeEntry', acts.resume, 'entryResumed')));
  return box;
}

export const problem = (read, fileName) => make('li', bdi('b', read.name || fileName || text('file')), make('p', text(read.problem)));
