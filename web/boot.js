// The first script: theme and language at once, then the kept session's portal or the sign-in form, while WebAssembly loads.
import { LANGUAGE_KEY, THEME_KEY, applyTheme } from './look.js';
import { createStorage, keptSession } from './storage.js';
import { setTextLanguage } from './strings.js';

const storage = createStorage();
applyTheme(storage.read(THEME_KEY));
document.documentElement.lang = setTextLanguage(storage.read(LANGUAGE_KEY) ?? navigator.language);

const loadApp = () => import('./app.js');
const openPortal = () => loadApp().then(({ openPortal: open }) => open({ storage }));

if (keptSession(storage)) {
  openPortal();
} else {
  import('./sign_in.js').then(({ startSignIn }) => startSignIn({ document, storage, signedIn: openPortal }));
  // Compiled while the reader types.
  loadApp().then(({ prepare }) => prepare());
}
