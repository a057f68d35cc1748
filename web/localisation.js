// Numbers, dates, plurals and the reader's zone by Intl. Formatters are made once a language: making one costs more than using it.

const FALLBACK = 'en-GB';
// In the order of ports::Localisation::DateStyle.
const DATE_STYLES = [
  { hour: '2-digit', minute: '2-digit' },
  { weekday: 'short', hour: '2-digit', minute: '2-digit' },
  { day: 'numeric', month: 'short' },
  { day: 'numeric', month: 'short', year: 'numeric' },
  { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' },
  { weekday: 'long', day: 'numeric', month: 'long' },
  { hour: '2-digit', minute: '2-digit', second: '2-digit' },
];

// The reader's own variant of the language where the browser knows it (de-AT, en-US); the pseudo-locales borrow a real one's rules.
function usableTag(tag, preferred) {
  if (/^ar-xb$/i.test(tag)) return 'ar';
  const wanted = /^en-xa$/i.test(tag) ? 'en' : tag;
  const variant = preferred.find((known) => known.toLowerCase().split('-')[0] === wanted.toLowerCase());
  try {
    return Intl.getCanonicalLocales(variant ?? wanted)[0] ?? FALLBACK;
  } catch {
    return FALLBACK;
  }
}

export function createLocalisation({ timeZone, preferred = globalThis.navigator?.languages ?? [] } = {}) {
  let tag = FALLBACK;
  let formatters = new Map();
  const cached = (key, make) => {
    let formatter = formatters.get(key);
    if (!formatter) formatters.set(key, (formatter = make()));
    return formatter;
  };
  return {
    setLanguage(wanted) {
      const next = usableTag(wanted, preferred);
      if (next !== tag) formatters = new Map();
      tag = next;
    },
    decimal: (value, digits) =>
      cached(`n${digits}`, () => new Intl.NumberFormat(tag, { minimumFractionDigits: digits, maximumFractionDigits: digits })).format(value),
    date: (epochMs, style) => cached(`d${style}`, () => new Intl.DateTimeFormat(tag, { ...DATE_STYLES[style], timeZone, hourCycle: 'h23' })).format(epochMs),
    plural: (count) => cached('p', () => new Intl.PluralRules(tag)).select(count),
    zoneOffsetMinutes: (epochMs) => -new Date(epochMs).getTimezoneOffset(),
  };
}
