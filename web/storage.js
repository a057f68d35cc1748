// What survives a reload: localStorage, or sessionStorage for a key that the sign-in kept for this tab only; what the tab keeps counts
// first. A browser may refuse both (private mode, a frame in somebody else's page): then it lives as long as the page.

export const SESSION_KEY = 'pratique.session';
export const LOGOUT_KEY = 'pratique.logout';  // where signing out leads, of a session that a panel opened

const ofPage = new Map();  // what the browser would not keep

function attempt(action) {
  try {
    return action();
  } catch {
    return null;
  }
}

export function createStorage(page = globalThis) {
  const tab = () => page.sessionStorage;
  const kept = () => page.localStorage;
  const ofTab = new Set();  // keys that were last seen in the tab's storage, also after being erased
  function isOfTab(key) {
    if (attempt(() => tab().getItem(key)) !== null) ofTab.add(key);
    return ofTab.has(key);
  }
  return {
    read: (key) => attempt(() => tab().getItem(key)) ?? attempt(() => kept().getItem(key)) ?? ofPage.get(key) ?? null,
    // A session that ended and is renewed stays where the reader wanted it.
    write(key, value, { tabOnly = isOfTab(key) } = {}) {
      ofTab[tabOnly ? 'add' : 'delete'](key);
      if (!tabOnly) attempt(() => tab().removeItem(key));
      ofPage.delete(key);
      attempt(() => (tabOnly ? tab() : kept()).setItem(key, value));
      if (attempt(() => (tabOnly ? tab() : kept()).getItem(key)) !== value) ofPage.set(key, value);
    },
    erase(key) {
      isOfTab(key);
      ofPage.delete(key);
      attempt(() => kept().removeItem(key));
      attempt(() => tab().removeItem(key));
    },
  };
}

// The kept session, or null if there is none or it has run out.
export function keptSession(storage, now = Date.now()) {
  const session = attempt(() => JSON.parse(storage.read(SESSION_KEY)));
  if (!session || typeof session.token !== 'string' || !session.token) return null;
  return Date.parse(session.expires_at) > now ? session : null;
}
