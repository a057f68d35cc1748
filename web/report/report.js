// The report window: takes messages from the bookmarklet, from files or from a paste, asks the node what it knows of them, and reports them once a person
// has said what they are. What it holds is `state`; show() draws all of it again after each change.
import { applyTheme, keptLook } from '../look.js';
import { SESSION_KEY, createStorage, keptSession } from '../storage.js';
import { MAX_MAILS, MAX_MAIL_BYTES, awaitMail, readAddress } from './handshake.js';
import { readHeader, readPasted } from './mail_header.js';
import { createApi } from './report_api.js';
import { card, make, outcome, button, problem } from './report_cards.js';
import { setTextLanguage, text } from './report_texts.js';
import { startSignIn } from './report_sign_in.js';
import { senderToBlock, wavesOf } from './report_more.js';

const byId = (id) => document.getElementById(id);
const storage = createStorage();
const api = createApi({ token: () => keptSession(storage)?.token ?? '' });
// files: { name, bytes, lossy, header, reads: what the node read (null before), results: what came of it }
const state = { phase: 'bring', files: [], notes: [], origin: '', me: null, sender: null, waves: null, isSample: false, shownAt: 0 };
const CALM_MS = 500;  // a click that was meant for what stood here before is not a person's word
let asking = 0;  // the newest question to the node; older answers are dropped

const items = () => state.files.flatMap(({ reads }) => reads ?? []).filter((read) => !read.problem);
const kind = () => new FormData(byId('ask')).get('kind');
const originText = (origin) => (origin === 'null' ? text('noOrigin') : origin ? new URL(origin).host : text('file'));

function fault(words) {
  byId('fault').textContent = words;
  byId('fault').hidden = !words;
}

function failed(error) {
  if (error.status === 401) {
    storage.erase(SESSION_KEY);
    state.me = null;
    if (state.phase === 'sending') state.phase = 'ask';
    show();
    fault(text('signedOut'));
    return;
  }
  fault(error.status === 0 ? text('offline') : text('failed', { why: error.message || text('unavailable') }));
}

// What the cards show anyhow is said to screen readers only.
function say(key, parameters) {
  byId('say').classList.toggle('unseen', key === 'got');
  byId('say').textContent = text(key, parameters);
}

// Gives whether it went well; what went wrong is on the screen.
async function attempt(action) {
  try {
    fault('');
    return (await action()) ?? true;
  } catch (error) {
    failed(error);
    return false;
  }
}

function showMails() {
  const holder = byId('mails');
  const shown = state.files.flatMap((file) => {
    const origin = originText(file.origin);
    if (!file.reads) return [card({ mail: file.header, size: file.bytes.length, origin, isAsked: state.me !== null })];
    return file.reads.map((read) => (read.problem ? problem(read, file.name) : card({ mail: { ...read, date: read.date || file.header.date }, size: read.size, origin })));
  });
  holder.className = shown.length > 1 ? 'many' : '';
  holder.replaceChildren(...shown);
}

function show() {
  const { phase, files, me } = state;
  const isAsking = phase === 'ask' || phase === 'sending';
  const visible = { bring: phase === 'bring' && files.length === 0, 'sign-in': isAsking && !me && !state.isSample, ask: isAsking && me && !state.isSample, send: isAsking && me && !state.isSample,
    done: phase === 'done', until: phase !== 'done' };
  for (const [id, is] of Object.entries(visible)) byId(id).hidden = !is;
  byId('title').textContent = files.length > 1 ? text('titles', { count: files.length }) : text('title');
  byId('account').textContent = me?.login ?? '';
  byId('account').title = me ? text('signOut', { login: me.login }) : '';
  byId('notes').replaceChildren(...state.notes.map((note) => make('p.note', ...[note].flat())));
  byId('mails').hidden = phase === 'done';
  if (phase !== 'done') showMails();
  byId('where').textContent = text('whereTo', { host: location.host });
  byId('cancel').textContent = text(phase === 'done' ? 'close' : 'cancel');
  const isSpam = kind() !== 'not_spam';
  byId('block-row').hidden = !(isSpam && state.sender);
  byId('block-text').textContent = state.sender ? text('block', { sender: state.sender.pattern }) : '';
  byId('alike-row').hidden = !(isSpam && state.waves);
  byId('alike-text').textContent = state.waves ? text('alike', { count: state.waves.count }) : '';
  if (phase !== 'sending') {
    byId('send-text').textContent = text(`report_${kind()}`);
    byId('send').disabled = files.every(({ reads }) => reads?.every((read) => read.problem));
  }
}

// New mail on the screen; the node is asked about it only when somebody is signed in.
function take(files, origin) {
  const room = MAX_MAILS - state.files.length;
  const fits = files.filter(({ bytes }) => bytes.length > 0 && bytes.length <= MAX_MAIL_BYTES);
  const tooLarge = files.length - fits.length;
  if (tooLarge) state.notes.push(text('tooLarge', { count: tooLarge }));
  if (fits.length > room) state.notes.push(text('tooMany', { count: fits.length - room }));
  state.files.push(...fits.slice(0, room).map((file) => ({ ...file, origin, header: readHeader(file.bytes), reads: null, results: null })));
  if (!state.files.length) return void show();
  state.phase = 'ask';
  state.shownAt = performance.now();
  say('got', { count: state.files.length, origin: originText(origin) });
  if (state.files.some(({ lossy }) => lossy)) state.notes.push(text('lossy'));
  // Ours only when this very site sent it: elsewhere the field is a stranger's.
  state.isSample = origin === location.origin && state.files.every(({ header }) => header.isSample);
  if (state.isSample) {
    state.notes = [];
    say('sample');
  }
  show();
  if (!state.isSample) askNode();
}

async function askNode() {
  if (!keptSession(storage)) {
    byId('login').focus();
    return;
  }
  const mine = ++asking;
  await attempt(async () => {
    state.me ??= await api.me();
    show();
    for (const file of state.files.filter(({ reads }) => !reads)) {
      const reads = await api.preview(file);
      if (mine !== asking) return;
      file.reads = reads;
      show();
    }
    state.waves = wavesOf(items());
    state.sender = await senderToBlock(items(), state.me, api);
    if (mine === asking) show();
  });
}

async function send(event) {
  event.preventDefault();
  if (state.phase !== 'ask' || !event.isTrusted || performance.now() - state.shownAt < CALM_MS) return;
  const what = kind();
  const left = state.files.filter(({ results }) => !results);
  state.phase = 'sending';
  byId('send').disabled = true;
  const done = await attempt(async () => {
    for (const file of left) {
      byId('send-text').textContent = text('sending', { done: state.files.filter(({ results }) => results).length, count: state.files.length });
      file.results = await api.report(file, what);
    }
  });
  state.phase = done ? 'done' : 'ask';
  if (done) await showOutcome(what);
  else if (state.me) {
    byId('send').disabled = false;
    byId('send-text').textContent = text('again');
  }
}

async function showOutcome(what) {
  const acts = {
    undo: (report) => attempt(() => api.undo(report.id)),
    remove: (entry) => attempt(() => api.remove(entry)),
    resume: (entry) => attempt(() => api.resume(entry)),
  };
  byId('outcomes').replaceChildren(...state.files.flatMap(({ name, results }) =>
    results.map(({ report, unread }) => (report ? outcome(report, acts) : problem(unread, name)))));
  show();
  byId('done-title').focus();
  if (what === 'not_spam') return;
  if (state.sender && byId('block').checked) await blockSender(state.sender);
  if (state.waves && byId('alike').checked && (await attempt(() => api.teachAlike(state.waves.ids)))) byId('outcomes').append(make('li', text('alikeDone', { count: state.waves.count })));
}

async function blockSender(entry) {
  const sender = entry.pattern;
  let added = null;
  const known = await attempt(async () => {
    try {
      added = await api.block(entry);
    } catch (error) {
      if (error.status !== 409) throw error;
    }
  });
  if (!known) return;
  const said = make('p', text(added ? 'blocked' : 'blockedBefore', { sender }));
  const row = make('li', said);
  if (added) {
    row.append(button(text('undo'), async (made) => {
      if (!(await attempt(() => api.remove(added)))) return;
      said.textContent = text('unblocked', { sender });
      made.remove();
    }));
  }
  byId('outcomes').append(row);
}

// What the bookmarklet sent, and what it could not.
function arrived(offer, origin) {
  for (const name of ['unread', 'tooLarge', 'tooMany']) if (offer[name]) state.notes.push(text(name, { count: offer[name] }));
  const version = document.querySelector('meta[name=pratique-button]')?.content;
  if (version && offer.version !== version) {
    const link = make('a', text('newButton'));
    link.href = '/r/install/';
    link.target = '_blank';
    state.notes.push([`${text('oldButton')} `, link]);
  }
  if (!offer.mails.length) {
    say('nothing', { app: offer.app || text('aPage') });
    state.phase = 'bring';
    return void show();
  }
  take(offer.mails, origin);
}

async function takeFiles(list) {
  const files = [...list].slice(0, MAX_MAILS + 1);
  // A file that is too large is not even read.
  take(await Promise.all(files.map(async (file) => ({ name: file.name, bytes: file.size > MAX_MAIL_BYTES ? new Uint8Array() : new Uint8Array(await file.arrayBuffer()), lossy: false }))), '');
}

function listen() {
  byId('ask').addEventListener('submit', send);
  byId('ask').addEventListener('change', show);
  byId('files').addEventListener('change', ({ target }) => takeFiles(target.files));
  byId('take').addEventListener('click', () => take(readPasted(byId('source').value).map((file) => ({ name: '', ...file })), ''));
  for (const id of ['close', 'cancel']) byId(id).addEventListener('click', () => window.close());
  document.addEventListener('dragover', (event) => {
    event.preventDefault();
    document.body.classList.add('over');
  });
  document.addEventListener('dragleave', () => document.body.classList.remove('over'));
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    document.body.classList.remove('over');
    if (state.phase === 'bring' || state.phase === 'ask') takeFiles(event.dataTransfer.files);
  });
}

function start() {
  const look = keptLook(storage);
  applyTheme(look.theme);
  document.documentElement.lang = setTextLanguage(look.language || navigator.language);
  for (const element of document.querySelectorAll('[data-text]')) element.textContent = text(element.dataset.text);
  for (const element of document.querySelectorAll('[data-label]')) element.setAttribute('aria-label', text(element.dataset.label));
  document.title = text('title');
  listen();
  startSignIn({ document, storage, fault, signedIn: () => { fault(''); show(); askNode(); } });
  const address = readAddress(location.hash);
  const isAwaited = awaitMail({
    window, arrived,
    silent: () => {
      state.phase = 'bring';
      say('silent', { origin: originText(address.origin) });
      show();
    },
  });
  if (isAwaited) {
    state.phase = 'waiting';
    say('waiting', { origin: originText(address.origin) });
  }
  show();
}

start();
