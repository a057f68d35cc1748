// The international signal flags that spell PRATIQUE (International Code of Signals), drawn as SVG. Q alone, all yellow, is the flag a ship
// shows to ask for pratique: it is the product's mark.

const SVG = 'http://www.w3.org/2000/svg';
const WIDTH = 92;
const HEIGHT = 70;

const rect = (className, x, y, width, height) => ['rect', { class: className, x, y, width, height }];
const FLAGS = {
  P: [rect('flag-blue', 0, 0, 92, 70), rect('flag-white', 28, 20, 36, 30)],
  R: [rect('flag-red', 0, 0, 92, 70), rect('flag-yellow', 38, 0, 16, 70), rect('flag-yellow', 0, 27, 92, 16)],
  A: [rect('flag-white', 0, 0, 46, 70), ['path', { class: 'flag-blue', d: 'M46 0H92L70 35L92 70H46Z' }]],
  T: [rect('flag-red', 0, 0, 31, 70), rect('flag-white', 31, 0, 30, 70), rect('flag-blue', 61, 0, 31, 70)],
  I: [rect('flag-yellow', 0, 0, 92, 70), ['circle', { class: 'flag-black', cx: 46, cy: 35, r: 15 }]],
  Q: [rect('flag-yellow', 0, 0, 92, 70)],
  U: [rect('flag-red', 0, 0, 46, 35), rect('flag-white', 46, 0, 46, 35), rect('flag-white', 0, 35, 46, 35), rect('flag-red', 46, 35, 46, 35)],
  E: [rect('flag-blue', 0, 0, 92, 35), rect('flag-red', 0, 35, 92, 35)],
};

function element(document, name, attributes, parent) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  parent.append(made);
  return made;
}

export function drawFlags(holder, name = 'PRATIQUE') {
  const { ownerDocument: document } = holder;
  for (const letter of name) {
    const figure = document.createElement('div');
    figure.className = letter === 'Q' ? 'flag flag-mark' : 'flag';
    const picture = element(document, 'svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}` }, figure);
    for (const [shape, attributes] of FLAGS[letter]) element(document, shape, attributes, picture);
    const caption = document.createElement('span');
    caption.textContent = letter;
    figure.append(caption);
    holder.append(figure);
  }
}
