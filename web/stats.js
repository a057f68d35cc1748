// Figures for tests and benches: window.pratique.stats(). Frames drawn since the start, CPU time of the last ones, heap.

const KEPT = 600;

export function createStats(heap) {
  const cpuMs = new Float64Array(KEPT);
  let frames = 0;
  return {
    report(ms) {
      cpuMs[frames % KEPT] = ms;
      return ++frames;
    },
    // `frameCpuMs`: oldest first, at most the last 600.
    read() {
      const kept = Math.min(frames, KEPT);
      const from = frames - kept;
      return { frames, frameCpuMs: Array.from({ length: kept }, (_, i) => cpuMs[(from + i) % KEPT]), ...heap() };
    },
  };
}
