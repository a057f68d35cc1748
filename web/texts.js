// The application's texts of the languages that are not part of the program: fetched once they are wanted, a file each.
// A language without a <link id="texts-…"> is part of the program.
const RETRY_MS = 5000;

export function createTexts({ document = globalThis.document, fetch = globalThis.fetch.bind(globalThis), arrived = () => {} } = {}) {
  const known = new Map();    // tag -> text, or null while it loads or failed
  const failed = new Map();   // tag -> when

  async function load(tag) {
    const url = document.getElementById(`texts-${tag}`)?.href;
    if (!url || known.has(tag)) return;
    known.set(tag, null);
    try {
      const response = await fetch(url, { credentials: 'same-origin' });
      if (!response.ok) throw new Error(`HTTP ${response.status}`);
      known.set(tag, await response.text());
      arrived();
    } catch {
      failed.set(tag, Date.now());
    }
  }

  return {
    // Before the first frame, so that nobody reads English first.
    load,
    // null: not there yet; `arrived` is called when it is.
    read(tag) {
      if (known.get(tag) === null && Date.now() - (failed.get(tag) ?? Infinity) > RETRY_MS) {
        known.delete(tag);
        failed.delete(tag);
      }
      if (!known.has(tag)) load(tag);
      return known.get(tag) ?? null;
    },
  };
}
