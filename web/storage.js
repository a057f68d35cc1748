// What survives a reload: localStorage, or sessionStorage for a key that the sign-in kept for this tab only.
// A browser may refuse both (private mode, blocked site data): reading gives null, writing does nothing.

export const SESSION_KEY = 'pratique.session';

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
    read: (key) => attempt(() => kept().getItem(key)) ?? attempt(() => tab().getItem(key)),
    // A session that ended and is renewed stays where the reader wanted it.
    write(key, value, { tabOnly = isOfTab(key) } = {}) {
      ofTab[tabOnly ? 'add' : 'delete'](key);
      attempt(() => (tabOnly ? kept() : tab()).removeItem(key));
      attempt(() => (tabOnly ? tab() : kept()).setItem(key, value));
    },
    erase(key) {
      isOfTab(key);
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
