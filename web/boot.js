// The first script: theme and language at once, then the kept session's portal or the sign-in form, while WebAssembly loads.
import { applyTheme, keepLook, keptLook } from './look.js';
import { createStorage, keptSession } from './storage.js';
import { setTextLanguage } from './strings.js';

const storage = createStorage();
const look = keptLook(storage);
applyTheme(look.theme);
const language = setTextLanguage(look.language || navigator.language);
document.documentElement.lang = language;
// The application starts in the language of the form, not in English.
if (!look.language) keepLook(storage, { language });

const loadApp = () => import('./app.js');
const openPortal = () => loadApp().then(({ openPortal: open }) => open({ storage }));

if (keptSession(storage)) {
  openPortal();
} else {
  import('./sign_in.js').then(({ startSignIn }) => startSignIn({ document, storage, signedIn: openPortal }));
  // Compiled while the reader types.
  loadApp().then(({ prepare }) => prepare());
}
