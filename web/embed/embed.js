// Pratique in somebody else's page: <div data-pratique="https://filter.example" data-ticket="…"></div>, or Pratique.mount(element, options).
// Makes an iframe, hands it the single sign-on ticket by postMessage, and tells the page what happens in it. No cookie, no storage, no
// dependency. What both sides say is in web/embedded.js; how to use it in docs/panels/.
(() => {
  const SILENCE_MS = 12000;
  const MIN_HEIGHT = 480;
  const VIEWS = { quarantine: '/', log: '/log', report: '/report', lists: '/lists' };
  const WORDS = {
    en: ['Mail quarantine', 'The quarantine cannot be shown inside this page.', 'Open it in a new tab'],
    de: ['Quarantäne', 'Die Quarantäne kann in dieser Seite nicht gezeigt werden.', 'In einem neuen Tab öffnen'],
  };

  // options: url (the portal), ticket or getTicket() → ticket or a promise of it; view (quarantine, log, report, lists) or path ("/log?q=…"),
  // theme (light, dark, contrast, system), locale (en, de), height (CSS pixels; left out: down to the window's end, at least 480), and
  // on(event, detail) with ready, count {held}, navigate {path, title}, signed-out, blocked. Answers { element, go(path), look({theme,
  // locale}), destroy() }.
  function mount(element, options) {
    const origin = new URL(options.url).origin;
    const base = options.url.replace(/\/+$/, '');
    const words = WORDS[(options.locale ?? document.documentElement.lang ?? '').slice(0, 2)] ?? WORDS.en;
    const on = options.on ?? (() => {});
    let ticket = options.ticket;
    let greeted = false;
    const frame = document.createElement('iframe');
    frame.title = words[0];
    frame.referrerPolicy = 'no-referrer';
    frame.allow = 'clipboard-write';
    frame.style.cssText = 'display:block;width:100%;border:0';
    frame.src = base + (options.path ?? VIEWS[options.view] ?? '/');

    const say = (message) => frame.contentWindow?.postMessage({ pratique: 1, ...message }, origin);
    const look = ({ theme = options.theme, locale = options.locale } = {}) => ({ theme, locale });

    // A ticket is used at once and asked for anew when the session has ended.
    async function freshTicket() {
      const given = ticket;
      ticket = undefined;
      return given ?? (await options.getTicket?.()) ?? '';
    }
    async function hear({ data, source, origin: from }) {
      if (source !== frame.contentWindow || from !== origin || data?.pratique !== 1) return;
      if (data.type === 'hello') {
        if (greeted && !data.again) return;
        greeted = true;
        clearTimeout(silence);
        say({ type: 'welcome', ...look() });
      } else if (data.type === 'ticket-wanted') {
        say({ type: 'ticket', ticket: await freshTicket().catch(() => '') });
      } else if (['ready', 'count', 'navigate', 'signed-out'].includes(data.type)) {
        on(data.type, data.detail);
      }
    }
    function fit() {
      const top = frame.getBoundingClientRect().top + scrollY;
      frame.style.height = `${options.height ?? Math.max(MIN_HEIGHT, innerHeight - Math.max(0, Math.round(top)))}px`;
    }
    // A frame that never greets was kept from loading: by the browser, a proxy, or a node that does not know this page's origin.
    async function fallBack() {
      const note = document.createElement('p');
      const link = document.createElement('a');
      link.textContent = words[2];
      link.target = '_blank';
      link.rel = 'noopener';
      link.href = `${base}/`;
      // The ticket is put into the address only by the click that uses it.
      link.addEventListener('click', async (event) => {
        if (!ticket && !options.getTicket) return;
        event.preventDefault();
        const tab = open('about:blank', '_blank');
        const fresh = await freshTicket().catch(() => '');
        if (tab) tab.location.replace(`${base}/?authticket=${encodeURIComponent(fresh)}`);
      });
      note.append(`${words[1]} `, link);
      frame.replaceWith(note);
      on('blocked', {});
    }

    const silence = setTimeout(fallBack, options.silenceMs ?? SILENCE_MS);
    addEventListener('message', hear);
    addEventListener('resize', fit);
    element.append(frame);
    fit();
    return {
      element: frame,
      go: (path) => say({ type: 'go', path }),
      look: (changes) => say({ type: 'look', ...look(changes) }),
      destroy() {
        clearTimeout(silence);
        removeEventListener('message', hear);
        removeEventListener('resize', fit);
        frame.remove();
      },
    };
  }

  function mountAll() {
    for (const element of document.querySelectorAll('[data-pratique]')) {
      if (element.dataset.pratiqueMounted) continue;
      element.dataset.pratiqueMounted = 'yes';
      const { pratique: url, ticket, ticketUrl, view, path, theme, locale, height } = element.dataset;
      // data-ticket-url: an address of the panel's own that answers a fresh ticket as text.
      const getTicket = ticketUrl && (() => fetch(ticketUrl, { method: 'POST', credentials: 'same-origin' }).then((answer) => (answer.ok ? answer.text() : '')).then((text) => text.trim()));
      mount(element, {
        url, ticket, getTicket, view, path, theme, locale, height: height && Number(height),
        on: (type, detail) => element.dispatchEvent(new CustomEvent(`pratique-${type}`, { detail, bubbles: true })),
      });
    }
  }

  globalThis.Pratique = { mount };
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', mountAll);
  else mountAll();
})();
