// The first script: theme and language at once, then the portal of a ticket's or a kept session, or the sign-in form, while WebAssembly
// loads. In somebody else's page that page says how to look, and brings the ticket.
import { applyTheme, keepLook, keptLook } from './look.js';
import { createStorage, keptSession } from './storage.js';
import { setTextLanguage } from './strings.js';
import { redeem, takeTicket } from './ticket.js';

const storage = createStorage();
const loadApp = () => import('./app.js');

function applyLook() {
  const look = keptLook(storage);
  applyTheme(look.theme);
  const language = setTextLanguage(look.language || navigator.language);
  document.documentElement.lang = language;
  // The application starts in the language of the form, not in English.
  if (!look.language) keepLook(storage, { language });
}

async function start(around) {
  const openPortal = () => loadApp().then(({ openPortal: open }) => open({ around }));
  const redeemTicket = async (ticket) => redeem(ticket, { ask: (await import('./session_call.js')).ask, storage });
  const openSignIn = (refused) => {
    // Compiled while the reader types.
    loadApp().then(({ prepare }) => prepare());
    return import('./sign_in.js').then(({ startSignIn }) => startSignIn({ document, storage, signedIn: openPortal, refused }));
  };
  // A link that came by mail, or the way back from the organisation's sign-in.
  const { hash } = location;
  if (/^#(link|oidc)=/.test(hash)) return void import('./sign_in_more.js').then(({ openHash }) => openHash(hash, { document, storage, signedIn: openPortal, openSignIn }));
  const given = takeTicket();
  if (given === null && !around && keptSession(storage)) return void openPortal();
  if (given === null && !around) return void openSignIn();
  loadApp().then(({ prepare }) => prepare());
  const ticket = given ?? (await around.ticket());
  if (!ticket) return keptSession(storage) ? void openPortal() : openSignIn();
  const refused = await redeemTicket(ticket);
  return refused ? openSignIn(refused) : void openPortal();
}

applyLook();
if (parent === globalThis) {
  start(null);
} else {
  import('./embedded.js').then(({ followPage, greet }) => greet().then((page) => start(page && followPage(page, { storage, redeem, applyLook }))));
}
