// What the system asks for: dark or light, more contrast, less motion, and whether there is a network.
// And the theme the reader chose, applied to the page's own HTML (the canvas gets it from the application).

// What the reader chose, as the application keeps it too (client/flows/look_flow.hpp): api::Settings as JSON.
export const LOOK_KEY = 'pratique.look';
const THEMES = ['light', 'dark', 'contrast'];

export function systemLook(window = globalThis) {
  const matches = (query) => window.matchMedia(query).matches;
  return {
    dark: matches('(prefers-color-scheme: dark)'),
    contrast: matches('(prefers-contrast: more)') || matches('(forced-colors: active)'),
    reducedMotion: matches('(prefers-reduced-motion: reduce)'),
    coarsePointer: matches('(pointer: coarse)'),
  };
}

export function watchLook(changed, window = globalThis) {
  for (const query of ['(prefers-color-scheme: dark)', '(prefers-contrast: more)', '(forced-colors: active)', '(prefers-reduced-motion: reduce)', '(pointer: coarse)']) {
    window.matchMedia(query).addEventListener('change', () => changed(systemLook(window)));
  }
}

// Another pixel ratio without another size (a window dragged to another monitor) is no resize for the browser: make it one.
export function watchDensity(window = globalThis) {
  const query = window.matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
  query.addEventListener('change', () => {
    window.dispatchEvent(new UIEvent('resize'));
    watchDensity(window);
  }, { once: true });
}

// Name and colours of the brand of this host name, as the node puts them into the page (api::BrandLook); null: the product's own. Colours in the
// order of web/page.hpp.
const ACCENT = ['fill', 'hover', 'pressed', 'on', 'soft', 'soft_on', 'focus'];
export function brandOf(document) {
  const said = document.querySelector('meta[name=pratique-brand]')?.content;
  if (!said) return null;
  const { name = '', light, dark } = JSON.parse(said);
  const digits = (accent) => (accent ? ACCENT.map((part) => accent[part].slice(1)).join('') : '');
  return { name, light: digits(light), dark: digits(dark) };
}

// The phone's notch and home bar: top, bottom, left, right. `probe` has them as its padding (page.css).
export function safeInsets(probe) {
  const style = getComputedStyle(probe);
  return ['paddingTop', 'paddingBottom', 'paddingLeft', 'paddingRight'].map((side) => parseFloat(style[side]) || 0);
}

// 'system' or an unknown word follow the system.
export function applyTheme(chosen, document = globalThis.document) {
  if (THEMES.includes(chosen)) document.documentElement.dataset.theme = chosen;
  else delete document.documentElement.dataset.theme;
}

export function keptLook(storage) {
  try {
    const look = JSON.parse(storage.read(LOOK_KEY));
    return look && typeof look === 'object' && !Array.isArray(look) ? look : {};
  } catch {
    return {};
  }
}

export function keepLook(storage, changes, { tabOnly = false } = {}) {
  storage.write(LOOK_KEY, JSON.stringify({ ...keptLook(storage), ...changes }), { tabOnly });
}
