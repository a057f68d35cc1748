// Numbers, dates, plurals and the reader's zone by Intl. Formatters are made once a language: making one costs more than using it.

// In the order of ports::Localisation::DateStyle.
const DATE_STYLES = [
  { hour: '2-digit', minute: '2-digit' },
  { weekday: 'short', hour: '2-digit', minute: '2-digit' },
  { day: 'numeric', month: 'short' },
  { day: 'numeric', month: 'short', year: 'numeric' },
  { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' },
  { weekday: 'long', day: 'numeric', month: 'long' },
];

// "en" alone would be American; the pseudo-locales borrow a real one's rules.
function usableTag(tag) {
  if (/^en(-xa)?$/i.test(tag)) return 'en-GB';
  if (/^ar-xb$/i.test(tag)) return 'ar';
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? 'en-GB';
  } catch {
    return 'en-GB';
  }
}

export function createLocalisation({ timeZone } = {}) {
  let tag = 'en-GB';
  let formatters = new Map();
  const cached = (key, make) => {
    let formatter = formatters.get(key);
    if (!formatter) formatters.set(key, (formatter = make()));
    return formatter;
  };
  return {
    setLanguage(wanted) {
      const next = usableTag(wanted);
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
