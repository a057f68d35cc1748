// Text of every script by the browser's canvas.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, openPage, overlayHtml, servePage } from './support/page.mjs';

const SCRIPT = `
import { createTextEngine } from './text_engine.js';
const engine = createTextEngine();
window.draw = (face, size, rightToLeft, text, rgba = 0xffffffff) => {
  const { pixels, ...rest } = engine.rasterise(face, size, rightToLeft, text, rgba);
  let ink = 0;
  let colours = new Set();
  for (let i = 0; pixels && i < pixels.length; i += 4) { ink += pixels[i + 3] > 128; if (pixels[i + 3] > 200) colours.add(pixels.slice(i, i + 3).join()); }
  return { ...rest, ink, colours: colours.size, bytes: pixels?.length ?? 0, first: [...colours][0] };
};
window.engine = engine;
window.made = true;`;

let browser;
let served;
let view;
before(async () => {
  browser = await launch();
  served = await servePage({ script: SCRIPT, html: overlayHtml });
  view = await openPage(browser, served.url);
  await view.page.waitForFunction(() => window.made);
});
after(async () => {
  await browser?.close();
  served?.close();
});
const draw = (...given) => view.page.evaluate((parameters) => window.draw(...parameters), given);
const width = (...given) => view.page.evaluate((parameters) => window.engine.width(...parameters), given);

test('a bitmap holds its ink: four bytes a pixel, wider and higher with the size', async () => {
  const small = await draw(0, 14, false, 'g');
  const large = await draw(0, 28, false, 'g');
  assert.equal(small.bytes, small.width * small.height * 4);
  assert.ok(large.height > small.height * 1.6 && large.ink > small.ink * 2);
  assert.ok(small.top > 0 && small.height > small.top, 'top counts upwards from the baseline, and the descender goes below it');
});

test('a space has an advance and no picture', async () => {
  const space = await draw(0, 14, false, ' ');
  assert.ok(space.advance > 2);
  assert.equal(space.bytes, 0);
});

test('Arabic is joined: the run is not the sum of its letters', async () => {
  const word = 'مرحبا';
  const whole = await width(0, 32, true, word);
  let sum = 0;
  for (const letter of word) sum += await width(0, 32, true, letter);
  assert.ok(Math.abs(whole - sum) > 4, `${whole} against ${sum}`);
});

test('Devanagari is shaped: a conjunct is narrower than its parts', async () => {
  const whole = await width(0, 32, false, 'क्ष');
  assert.ok(whole < (await width(0, 32, false, 'क')) + (await width(0, 32, false, 'ष')));
});

test('emoji keep their colours in any text colour; plain text takes the colour it was asked in', async () => {
  const emoji = await draw(0, 24, false, 'Hi 😀', 0x121a26ff);
  assert.equal(emoji.coloured, true);
  const plain = await draw(0, 24, false, 'Hi', 0x121a26ff);
  assert.equal(plain.coloured, false);
  plain.first.split(',').forEach((value, i) => assert.ok(Math.abs(value - [18, 26, 38][i]) <= 2, plain.first));  // stored premultiplied, so rounded
  assert.equal((await draw(1, 24, false, 'Hi')).coloured, false);
});

test('a joined emoji sequence is one picture', async () => {
  const family = await width(0, 24, false, '👩‍👩‍👧');
  assert.ok(family < 1.6 * (await width(0, 24, false, '👩')), 'not three people side by side');
});

test('a run longer than any screen is cut and does not fail', async () => {
  const long = await draw(0, 14, false, 'мир '.repeat(5000));
  assert.ok(long.width <= 4096 && long.advance > 20000);
});

test('the font of headers and source is asked for by the first text that is set in it, and only once', async () => {
  const asked = await view.page.evaluate(async () => {
    const { createTextEngine } = await import('./text_engine.js');
    const loads = [];
    const engine = createTextEngine({ fonts: { load: (font) => { loads.push(font); return Promise.resolve(); }, addEventListener() {} } });
    engine.width(0, 14, false, 'x');
    const before = loads.length;
    engine.width(2, 13, false, 'x');
    engine.rasterise(2, 13, false, 'y', 0xffffffff);
    return [before, loads];
  });
  assert.deepEqual(asked, [0, ['400 16px "JetBrains Mono"']]);
});

test('a lone surrogate or a control character does not fail', async () => {
  for (const odd of ['\ud83d', '\u0000', '\u202e', '\ufeff']) assert.ok((await draw(0, 14, false, odd)).advance >= 0);
});

test('the letters that most screens never need are fetched with the first of them, once', async () => {
  const asked = await view.page.evaluate(async () => {
    const { createTextEngine } = await import('./text_engine.js');
    const loads = [];
    const engine = createTextEngine({ fonts: { load: async (font, text) => loads.push(`${font} ${text}`), addEventListener() {} } });
    engine.width(0, 14, false, 'Plain, naïve text: 12 €');
    const before = loads.length;
    engine.width(0, 14, false, 'Вход и Ελλάδα');
    engine.rasterise(1, 14, false, 'Ещё', 0xff);
    return { before, loads };
  });
  assert.equal(asked.before, 0);
  assert.deepEqual(asked.loads, ['400 16px Inter В', '600 16px Inter В']);
});
