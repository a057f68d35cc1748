// The report button in Roundcube with Debian's Firefox, driven over WebDriver BiDi. The button is a link that a real click of the mouse follows, so that the
// popup blocker is in force as it is for a bookmark.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import puppeteer from 'puppeteer-core';
import { eventually, startStack } from './support/stack.mjs';
import { hardMails } from './support/webmails.mjs';

const USER = 'frida@demo.example';
const SUBJECTS = ['KOI8-R', 'GB18030', 'Shift JIS', 'Bare LF', 'NUL', 'S/MIME', 'Nested', 'Twenty MB'];

let stack;
let browser;
let bodies;
before(async () => {
  stack = await startStack();
  await stack.ask({ do: 'put_mail', user: USER, raws: Object.values(hardMails()).map((raw) => raw.toString('base64')) });
  ({ bodies } = await stack.ask({ do: 'imap_bodies', user: USER }));
  browser = await puppeteer.launch({ browser: 'firefox', executablePath: process.env.PRATIQUE_FIREFOX ?? '/usr/bin/firefox-esr', headless: true, protocolTimeout: 120_000, extraPrefsFirefox: { 'intl.accept_languages': 'en-GB' } });
});
after(async () => {
  await browser?.close();
  await stack?.stop();
});

const wanted = (subject) => Object.values(bodies)[Object.keys(hardMails()).indexOf(subject)];
const reported = async () => (await (await stack.api('/v1/reports?limit=100')).json()).items;

// Puppeteer's own waiting makes a Function in the page, which our pages' policy forbids.
// While a window goes from its first, empty page to the next it answers with an error.
const shown = (page, selector) => eventually(selector, () => page.$(selector).catch(() => null), { withinMs: 60_000 });

async function openRoundcube() {
  const { url, password } = await stack.ask({ do: 'start_webmail', kind: 'roundcube', user: USER });
  const page = await browser.newPage();
  page.setDefaultTimeout(60_000);
  await page.goto(`${stack.url}/r/install/`);
  await shown(page, '#button[href^="javascript:"]');
  const button = await page.$eval('#address', (element) => element.value);
  await page.goto(url);
  await page.type('#rcmloginuser', USER);
  await page.type('#rcmloginpwd', password);
  await Promise.all([page.waitForNavigation(), page.click('#rcmloginsubmit')]);
  await shown(page, '#messagelist tbody tr');
  return { page, button };
}

const rowOf = (page, subject) => page.evaluateHandle((words) => [...document.querySelectorAll('#messagelist tbody tr')].find((one) => one.innerText.includes(words)).querySelector('td.subject'), subject);

async function select(page, subject) {
  await (await rowOf(page, subject)).click();
  await eventually('the row is selected', () => page.evaluate((words) => {
    const [uid, ...more] = rcmail.message_list.get_selection();
    return more.length === 0 && uid !== undefined && document.querySelector('#messagelist tr.selected')?.innerText.includes(words);
  }, subject));
}

async function clickButton(page, button) {
  await page.evaluate((url) => {
    document.getElementById('bookmark')?.remove();
    const link = document.createElement('a');
    link.id = 'bookmark';
    link.href = url;
    link.textContent = 'Report mail';
    link.style.cssText = 'position:fixed;top:0;left:40%;z-index:99999;background:#fff;padding:8px';
    document.body.append(link);
  }, button);
  const opened = new Promise((resolve) => { browser.once('targetcreated', resolve); });
  await page.click('#bookmark');
  const popup = await (await opened).page();
  popup.setDefaultTimeout(60_000);
  return popup;
}

test('Firefox: every hard message of Roundcube arrives as IMAP has it', async () => {
  const { page, button } = await openRoundcube();
  for (const subject of SUBJECTS) {
    await select(page, subject);
    const clicked = Date.now();
    const popup = await clickButton(page, button);
    if (subject === SUBJECTS[0]) {
      await shown(popup, '#sign-in:not([hidden])');
      await popup.type('#login', USER);
      await popup.type('#password', stack.passwords[USER]);
      await popup.click('#stay');
      await popup.click('#enter');
    }
    await shown(popup, '.facts b');
    await new Promise((resolve) => { setTimeout(resolve, 600); });
    await popup.click('#send');
    await shown(popup, '#done:not([hidden])');
    const [newest] = await reported();
    assert.equal(newest.sha256, wanted(subject), `${subject}: the node has the bytes of IMAP's BODY[]`);
    console.log(`${subject}: ${Date.now() - clicked} ms from click to confirmed outcome, 600 of them a person's`);
    await popup.close();
  }
  await select(page, 'First of two');
  await page.keyboard.down('Control');
  await (await rowOf(page, 'Second of two')).click();
  await page.keyboard.up('Control');
  const popup = await clickButton(page, button);
  await shown(popup, 'article:nth-child(2) .facts b');
  await new Promise((resolve) => { setTimeout(resolve, 600); });
  await popup.click('#send');
  await shown(popup, '#done:not([hidden])');
  const last = (await reported()).slice(0, 2).map(({ sha256 }) => sha256);
  assert.deepEqual(last.sort(), [wanted('First of two'), wanted('Second of two')].sort());
  assert.equal((await reported()).length, SUBJECTS.length + 2);
});
