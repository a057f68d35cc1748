// Waiting for what must become true, with a sentence that says what was waited for.
export async function expectSoon(what, probe, { withinMs = 30_000, everyMs = 50 } = {}) {
  const deadline = Date.now() + withinMs;
  let last;
  for (;;) {
    try {
      const value = await probe();
      if (value) return value;
      last = undefined;
    } catch (error) {
      last = error;
    }
    if (Date.now() > deadline) throw new Error(`not within ${withinMs} ms: ${what}${last ? ` (${last.message})` : ''}`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
