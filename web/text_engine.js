// Measures and draws text by a 2D canvas, in device pixels (docs/text-engine.md). Glyphs and whole runs alike: the browser shapes,
// orders and picks the font of every script. Drawn in one colour on clear; what has another colour (emoji) makes the picture `coloured`.

const FALLBACK = 'system-ui, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", sans-serif';
// In the order of text::Face.
const FACES = [
  (size) => `400 ${size}px Inter, ${FALLBACK}`,
  (size) => `600 ${size}px Inter, ${FALLBACK}`,
  (size) => `400 ${size}px "JetBrains Mono", ui-monospace, "DejaVu Sans Mono", Consolas, monospace, ${FALLBACK}`,
  (size) => `400 ${size}px "Pratique Icons"`,
];
// The part of Inter that most screens never need: fetched with the first such letter. The page tells the application when it is there.
const MORE = /[\u0100-\u0151\u0154-\u0177\u0179-\u024f\u0370-\u052f\u1e00-\u1eff\u20a0-\u20ab\u20ad-\u20bf]/;
const EMOJI = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20E3/u;
const MAX_SIDE = 4096;  // pixels; a longer run is cut, as no screen shows more

// What must be loaded before the first text: glyphs of a fallback font would stay.
export const FONTS = ['400 16px Inter', '600 16px Inter', '400 16px "Pratique Icons"'];
// Only headers and source are set in it: loaded with the first of them. The page tells the application when it is there.
const MONO = 2;
const MONO_FONT = '400 16px "JetBrains Mono"';

// Whether anything was drawn in another colour than `rgba` (0xRRGGBBAA). Nearly clear pixels are left out: their colour is rounded.
function isColoured(pixels, rgba) {
  const [red, green, blue] = [rgba >>> 24, (rgba >>> 16) & 255, (rgba >>> 8) & 255];
  for (let i = 0; i < pixels.length; i += 4) {
    if (pixels[i + 3] > 96 && Math.abs(pixels[i] - red) + Math.abs(pixels[i + 1] - green) + Math.abs(pixels[i + 2] - blue) > 24) return true;
  }
  return false;
}

export function createTextEngine({ makeCanvas = (width, height) => new OffscreenCanvas(width, height), fonts = globalThis.document?.fonts } = {}) {
  let canvas = makeCanvas(256, 64);
  let context = canvas.getContext('2d', { willReadFrequently: true });
  let font = '';
  const metricsKnown = new Map();

  let monoAsked = false;
  let moreAsked = false;

  function askForMore(text) {
    const letter = moreAsked ? null : MORE.exec(text);
    if (!letter) return;
    moreAsked = true;
    for (const weight of [400, 600]) fonts?.load(`${weight} 16px Inter`, letter[0]).catch(() => {});
  }

  function use(face, size, rightToLeft) {
    if (face === MONO && !monoAsked) {
      monoAsked = true;
      fonts?.load(MONO_FONT).catch(() => {});
    }
    const wanted = FACES[face](size);
    if (font !== wanted) context.font = font = wanted;
    context.direction = rightToLeft ? 'rtl' : 'ltr';
    context.textAlign = 'left';
  }

  function grow(width, height) {
    if (canvas.width >= width && canvas.height >= height) return;
    canvas = makeCanvas(Math.max(canvas.width, width), Math.max(canvas.height, height));
    context = canvas.getContext('2d', { willReadFrequently: true });
    font = '';
  }

  // A font that came late has other metrics than the one that stood in for it.
  fonts?.addEventListener('loadingdone', () => {
    font = '';
    metricsKnown.clear();
  });

  function metrics(face, size) {
    const key = face * 100000 + size;
    let known = metricsKnown.get(key);
    if (!known) {
      use(face, size, false);
      const measured = context.measureText('x');
      metricsKnown.set(key, (known = { ascent: measured.fontBoundingBoxAscent, descent: measured.fontBoundingBoxDescent }));
    }
    return known;
  }

  return {
    metrics,
    width(face, size, rightToLeft, text) {
      askForMore(text);
      use(face, size, rightToLeft);
      return context.measureText(text).width;
    },
    rasterise(face, size, rightToLeft, text, rgba) {
      askForMore(text);
      use(face, size, rightToLeft);
      const measured = context.measureText(text);
      let left = Math.floor(-measured.actualBoundingBoxLeft) - 1;
      let right = Math.ceil(measured.actualBoundingBoxRight) + 1;
      let top = Math.floor(-measured.actualBoundingBoxAscent) - 1;
      let bottom = Math.ceil(measured.actualBoundingBoxDescent) + 1;
      const emoji = EMOJI.test(text);
      const inkless = measured.actualBoundingBoxRight + measured.actualBoundingBoxLeft <= 0 || measured.actualBoundingBoxAscent + measured.actualBoundingBoxDescent <= 0;
      if (emoji) {
        // Firefox 140 gives colour emoji a box that is too small or empty: never less than advance by line.
        const line = metrics(face, size);
        use(face, size, rightToLeft);
        left = Math.min(left, -1);
        right = Math.max(right, Math.ceil(measured.width) + 1);
        top = Math.min(top, -Math.ceil(line.ascent));
        bottom = Math.max(bottom, Math.ceil(line.descent));
      }
      const width = Math.min(MAX_SIDE, right - left);
      const height = Math.min(MAX_SIDE, bottom - top);
      const nothing = { width: 0, height: 0, left: 0, top: 0, advance: measured.width, coloured: false, pixels: null };
      if ((inkless && !emoji) || width <= 0 || height <= 0) return nothing;
      grow(width, height);
      use(face, size, rightToLeft);
      context.clearRect(0, 0, width, height);
      context.fillStyle = `#${(rgba >>> 8).toString(16).padStart(6, '0')}`;
      context.fillText(text, -left, -top);
      const pixels = context.getImageData(0, 0, width, height).data;
      return { width, height, left, top: -top, advance: measured.width, coloured: isColoured(pixels, rgba), pixels };
    },
  };
}
