// The portal inside somebody else's page, beside web/embed/embed.js. Who may frame it at all the node decides by frame-ancestors; here the
// frame finds out who that is, gets its ticket, follows the page's look, and tells it what happens.
//   to the page:   hello · ticket-wanted · ready · count {held} · navigate {path, title} · signed-out
//   to the frame:  welcome {theme, locale} · ticket {ticket} · look {theme, locale} · go {path}
// Each is { pratique: 1, type, … }. Only `hello` is said to anybody: it holds nothing. The first `welcome` of the parent window fixes its
// origin, and nothing of another window or origin is heard or told after it.

import { keepLook, keptLook } from './look.js';
import { keptSession } from './storage.js';
import { text } from './strings.js';

const HELLO_EVERY_MS = 250;
const HELLO_FOR_MS = 10000;
const TICKET_FOR_MS = 20000;

// Resolves to the connection once the page has answered; null: it does not speak to us (a frame without embed.js).
export function greet({ page = globalThis, setTimeout = globalThis.setTimeout, setInterval = globalThis.setInterval } = {}) {
  return new Promise((resolve) => {
    let origin = null;
    let heard = () => {};
    let waiting = [];
    const hello = () => page.parent.postMessage({ pratique: 1, type: 'hello' }, '*');
    const post = (message) => { if (origin) page.parent.postMessage({ pratique: 1, ...message }, origin); };
    const connection = {
      tell: (type, detail) => post({ type, detail }),
      listen(deliver) { heard = deliver; },
      // A ticket for a session, or '' when the page has none.
      ticket() {
        return new Promise((given) => {
          const settle = (ticket) => { waiting = waiting.filter((one) => one !== settle); given(ticket); };
          waiting.push(settle);
          setTimeout(() => settle(''), TICKET_FOR_MS);
          post({ type: 'ticket-wanted' });
        });
      },
    };
    page.addEventListener('message', ({ source, origin: from, data }) => {
      if (source !== page.parent || data?.pratique !== 1 || (origin && from !== origin)) return;
      if (data.type === 'welcome' && !origin) {
        origin = from;
        clearInterval(greeting);
        resolve({ ...connection, look: lookOf(data) });
      } else if (!origin) {
        return;
      } else if (data.type === 'ticket') {
        for (const settle of [...waiting]) settle(typeof data.ticket === 'string' ? data.ticket : '');
      } else if (data.type === 'look') {
        heard('look', lookOf(data));
      } else if (data.type === 'go' && typeof data.path === 'string' && /^\/(?!\/)/.test(data.path)) {
        heard('go', data.path);
      }
    });
    const greeting = setInterval(hello, HELLO_EVERY_MS);
    setTimeout(() => { if (!origin) { clearInterval(greeting); resolve(null); } }, HELLO_FOR_MS);
    hello();
  });
}

function lookOf({ theme, locale }) {
  return { theme: typeof theme === 'string' ? theme : '', language: typeof locale === 'string' ? locale : '' };
}

// What the application and its host need of the page around: how it looks, tickets, and somebody to tell. The page's look is this frame's
// alone: the reader's own choices elsewhere stay.
export function followPage(connection, { storage, redeem, applyLook }) {
  const take = ({ theme, language }) => {
    keepLook(storage, { theme, ...(language && { language }) }, { tabOnly: true });
    applyLook();
  };
  take(connection.look);
  const around = {
    ...connection,
    renewing: (fetch, token) => renewingFetch({ fetch, token, renew: around.renew }),
    watch: (parts) => tellPage(around, parts),
    guard: () => guardFrame({ document: globalThis.document, window: globalThis }),
    lookOver: (system) => lookOfPage(keptLook(storage), system),
    // The token of a new session; null: the page has no ticket that still counts.
    async renew() {
      const ticket = await connection.ticket();
      const { ask } = await import('./session_call.js');
      if (!ticket || (await redeem(ticket, { ask, storage }))) return null;
      return keptSession(storage)?.token ?? null;
    },
    listen(deliver) {
      connection.listen((type, what) => {
        if (type === 'look') take(what);
        deliver(type, what);
      });
    },
  };
  return around;
}

// A theme that the page named holds whatever the system asks for.
export function lookOfPage({ theme }, system) {
  if (!['light', 'dark', 'contrast'].includes(theme)) return system;
  return { ...system, dark: theme !== 'light', contrast: theme === 'contrast' };
}

const COUNT_AFTER_MS = 400;

// The URL bar and the services of a frame: what they are told, the page around is told as well.
export function tellPage(around, { urlBar, services, token, fetch, page = globalThis }) {
  let counting = 0;
  let held = null;
  // The title changes when the number of held messages does, among other things.
  function countSoon() {
    page.clearTimeout(counting);
    counting = page.setTimeout(async () => {
      const answer = await fetch('/v1/messages/count?q=status:held', { headers: { authorization: `Bearer ${token}` }, credentials: 'omit', cache: 'no-store' }).catch(() => null);
      const count = answer?.ok ? (await answer.json()).count : held;
      if (count !== held) around.tell('count', { held: count });
      held = count;
    }, COUNT_AFTER_MS);
  }
  return {
    urlBar: {
      ...urlBar,
      set(url, replace) {
        urlBar.set(url, replace);
        around.tell('navigate', { path: urlBar.current(), title: page.document.title });
      },
    },
    services: {
      ...services,
      setTitle(title) {
        if (page.document.title === title) return;
        services.setTitle(title);
        countSoon();
      },
      // The page around decides what comes then; nothing of the account stays here.
      leaveToSignIn() {
        services.forgetSession();
        around.tell('signed-out', {});
        page.location.replace('about:blank');
      },
    },
  };
}

// A frame that is too small to read, or moved out of sight by the page around it, takes no click and no key: what is pressed in it must have been
// seen. (Chromium's trackVisibility would know of covers, too, but it errs: a page that draws nothing for a while counts as covered.)
const MIN_WIDTH = 240;
const MIN_HEIGHT = 200;
export function guardFrame({ document, window }) {
  const cover = document.createElement('p');
  cover.className = 'frame-guard';
  cover.hidden = true;
  document.body.append(cover);
  let isSeen = true;
  const isSmall = () => window.innerWidth < MIN_WIDTH || window.innerHeight < MIN_HEIGHT;
  const judge = () => {
    cover.hidden = !isSmall();
    cover.textContent = text('frameTooSmall');
  };
  const refuse = (event) => {
    if (isSeen && !isSmall()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  for (const type of ['pointerdown', 'mousedown', 'touchstart', 'click', 'keydown']) window.addEventListener(type, refuse, { capture: true, passive: false });
  window.addEventListener('resize', judge);
  judge();
  try {
    const observer = new window.IntersectionObserver((entries) => { isSeen = entries.at(-1).isIntersecting; }, { threshold: 0.01 });
    observer.observe(document.getElementById('overlay'));  // which lies over the canvas
  } catch { /* not here */ }
}

// A fetch that outlives its session: at the first 401 a ticket is asked for, and the call is made again with the new session's token; later
// calls, which the application still makes with the token it started with, get the new one. `renew` answers the new token, or null.
export function renewingFetch({ fetch, token, renew }) {
  let current = token;
  let renewing = null;
  const withToken = (options) => {
    const headers = new Headers(options.headers);
    if (headers.has('authorization') && current !== token) headers.set('authorization', `Bearer ${current}`);
    return { ...options, headers };
  };
  return async (path, options) => {
    const used = current;
    const answer = await fetch(path, withToken(options));
    if (answer.status !== 401 || !new Headers(options.headers).has('authorization')) return answer;
    if (current === used) {
      renewing ??= renew().finally(() => { renewing = null; });
      const fresh = await renewing;
      if (!fresh) return answer;
      current = fresh;
    }
    return options.signal?.aborted ? answer : fetch(path, withToken(options));
  };
}
