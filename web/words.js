// Texts by key in the reader's language; each page of the portal brings its own { en: {…}, de: {…} }.

export function createWords(texts) {
  let language = 'en';
  // "de-AT" is German; an unknown tag is English.
  const languageOf = (tag) => {
    const short = String(tag ?? '').toLowerCase().split('-')[0];
    return short in texts ? short : 'en';
  };
  return {
    languageOf,
    setTextLanguage(tag) {
      language = languageOf(tag);
      return language;
    },
    text(key, parameters = {}) {
      const found = texts[language][key] ?? texts.en[key];
      return found.replace(/\{(\w+)\}/g, (whole, name) => parameters[name] ?? whole);
    },
  };
}
