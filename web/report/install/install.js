// The page that sets the button up. The button is a real link: the bookmarklet (shim.txt, made of web/bookmarklet by tools/pack_report.py) with this site's
// address and the reader's words in it. Run from here it would do nothing: this page's policy lets no inline script run, and a click says what to do.
import { applyTheme, keptLook } from '../../look.js';
import { createStorage } from '../../storage.js';
import { setTextLanguage, text } from './install_texts.js';
import SHIM from './shim.txt';

// What the node says of its brand (node/http/branded_page.hpp); nothing where it has none.
const BRAND = JSON.parse(document.querySelector('meta[name=pratique-brand]')?.content ?? '{}');
const buttonName = () => BRAND.button || text('button');
const byId = (id) => document.getElementById(id);
const SHIM_WORDS = { title: 'shimTitle', open: 'shimOpen', copy: 'shimCopy', copied: 'shimCopied', save: 'shimSave', close: 'shimClose' };

// "javascript:…"; what a URL would take as its own is escaped.
function bookmarklet(version) {
  const words = Object.fromEntries(Object.entries(SHIM_WORDS).map(([name, key]) => [name, text(key)]));
  const given = `var ORIGIN=${JSON.stringify(location.origin)},VERSION=${JSON.stringify(version)},WORDS=${JSON.stringify(words)};`;
  return `javascript:${`(()=>{${given}${SHIM}})()`.replace(/[%#\r\n\t]/g, encodeURIComponent)}`;
}

function browserOf({ userAgent, platform, maxTouchPoints }) {
  if (/iPhone|iPad/.test(userAgent) || (/Mac/.test(platform) && maxTouchPoints > 1)) return 'ios';
  if (/Android/.test(userAgent)) return 'android';
  if (/Firefox/.test(userAgent)) return 'firefox';
  return /Chrome|Chromium|Edg/.test(userAgent) ? 'chrome' : 'safari';
}

function fill() {
  const browser = byId('browser').value;
  const isMac = /Mac/.test(navigator.platform);
  const isPhone = browser === 'android' || browser === 'ios';
  const name = buttonName();
  byId('desk').hidden = isPhone;
  byId('without-mouse').hidden = isPhone;
  byId('phone').hidden = !isPhone;
  if (isPhone) byId('use').textContent = text(`use_${browser}`, { name });
  else byId('step1').textContent = text(`step1_${browser}`, { keys: isMac ? '⌘ Shift B' : 'Ctrl+Shift+B' });
  byId('keyboard').textContent = text('keyboard', { keys: isMac ? '⌘ D' : 'Ctrl+D' });
  byId('phone3').textContent = text('phone3', { name });
}

function start() {
  const look = keptLook(createStorage());
  applyTheme(look.theme);
  document.documentElement.lang = setTextLanguage(look.language || navigator.language);
  for (const element of document.querySelectorAll('[data-text]')) element.textContent = text(element.dataset.text);
  byId('bar').setAttribute('aria-label', text('bar'));
  document.title = text('title');
  const address = bookmarklet(document.querySelector('meta[name=pratique-button]').content);
  const link = byId('button');
  link.href = address;
  link.textContent = buttonName();
  link.addEventListener('click', (event) => {
    event.preventDefault();
    byId('said').textContent = text('noClick');
  });
  byId('address').value = address;
  byId('address').addEventListener('focus', ({ target }) => target.select());
  for (const copy of document.querySelectorAll('.copy')) {
    copy.addEventListener('click', async () => {
      byId('address').focus();
      await (navigator.clipboard?.writeText(address) ?? document.execCommand('copy'));
      byId('said').textContent = text('copied');
    });
  }
  for (const browser of ['chrome', 'firefox', 'safari', 'android', 'ios']) byId('browser').append(new Option(text(browser), browser));
  byId('browser').value = browserOf(navigator);
  byId('browser').addEventListener('change', fill);
  fill();
}

start();
