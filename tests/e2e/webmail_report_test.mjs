// Spam that real Postfix and Rspamd let through, reported from real Roundcube: the window knows it, the filter learns, the sender is blocked, what is held like it goes
// along, and it can be taken back.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch } from './support/browser.mjs';
import { eventually, startStack } from './support/stack.mjs';
import { roundcube } from './support/webmails.mjs';
import { clickBookmark } from '../web/support/report_site.mjs';

const USER = 'frida@demo.example';
const SKIP = process.getuid() !== 0 && 'Postfix can only be started by root';
const lanterns = Array.from({ length: 40 }, (_, at) => `Paper lanterns of kind ${at} at ${at * 7 + 3} crowns, delivered by boat.`).join('\r\n');
const raffle = (name, score) => Buffer.from(`From: Harbour raffle <win@raffle.example>\r\nTo: ${USER}\r\nSubject: Raffle ${name}\r\nMessage-ID: <${name}@raffle.example>\r\nDate: Sun, 22 Nov 2026 11:00:00 +0000\r\nX-Demo-Score: ${score}\r\n\r\n${lanterns}\r\n`);

let stack;
let browser;
before(async () => {
  if (SKIP) return;
  stack = await startStack({ mailFlow: true });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await stack?.stop();
});

const json = async (path) => {
  const answer = await stack.api(path);
  const body = await answer.json();
  if (!answer.ok) throw new Error(`${path} answered ${answer.status} ${JSON.stringify(body)}`);
  return body;
};
const row = async (name) => (await json(`/v1/messages?q=${encodeURIComponent(`subject:"Raffle ${name}"`)}`)).items[0];

test('spam that got through is known, reported, and taken back again', { skip: SKIP }, async () => {
  for (const [name, score, status] of [['delivered', -1, 'delivered'], ['held', 9, 'quarantined'], ['kept', 9, 'quarantined']]) {
    await stack.ask({ do: 'send_mail', raw: raffle(name, score).toString('base64'), sender: 'win@raffle.example', recipient: USER });
    await eventually(`${name} is ${status}, and its score known`, async () => {
      const found = await row(name).catch(() => null);  // asked again soon
      return found?.status === status && found.score !== undefined && found.score !== null;
    }, { withinMs: 40_000 });
  }
  const { url, password } = await stack.ask({ do: 'start_webmail', kind: 'roundcube', user: USER });
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, locale: 'en-GB' });
  const page = await context.newPage();
  await page.goto(`${stack.url}/r/install/`);
  await page.getByRole('link', { name: 'Report mail' }).waitFor();
  const button = await page.getByLabel('The button’s address').inputValue();
  await roundcube.signIn(page, { url, user: USER, password });
  const click = async (subject) => {
    await roundcube.select(page, [subject]);
    const [popup] = await Promise.all([context.waitForEvent('page'), clickBookmark(page, button)]);
    popup.setDefaultTimeout(30_000);
    return popup;
  };
  const send = async (popup) => {
    await popup.getByText('Came through this filter').waitFor();
    await popup.getByText(/Score -?[0-9.]+ of [0-9.]+/).waitFor();
    await popup.waitForTimeout(600);
    await popup.getByRole('button', { name: 'Report as spam' }).click();
    await popup.getByText('Reported as spam. The filter has learned from it.').waitFor();
  };
  const popup = await click('Raffle delivered');
  await popup.getByLabel('E-mail or user name').fill(USER);
  await popup.getByRole('textbox', { name: 'Password' }).fill(stack.passwords[USER]);
  await popup.getByLabel('Stay signed in').check();
  await popup.keyboard.press('Enter');
  await popup.getByLabel('Block everything from raffle.example').check();
  await send(popup);
  await popup.getByText('raffle.example is blocked from now on.').waitFor();
  const [report] = (await json('/v1/reports')).items;
  assert.deepEqual([report.trace, report.kind, report.outcome, report.message.id], ['ours', 'spam', 'learned', (await row('delivered')).id]);
  const blocked = async () => (await json('/v1/lists/block')).items.map(({ pattern, applies_to: appliesTo }) => `${pattern} ${appliesTo}`);
  assert.deepEqual(await blocked(), [`raffle.example ${USER}`]);
  await popup.getByRole('listitem').filter({ hasText: 'is blocked' }).getByRole('button', { name: 'Undo' }).click();
  await popup.getByText('is no longer blocked').waitFor();
  await popup.getByRole('listitem').filter({ hasText: 'Raffle delivered' }).getByRole('button', { name: 'Undo' }).click();
  await popup.getByText('Taken back').waitFor();
  assert.deepEqual(await blocked(), []);
  assert.ok((await json('/v1/reports')).items[0].undone_at);
  await popup.close();

  // Of a message that was held and let go, the node knows which held ones are its like.
  await stack.api('/v1/actions', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ action: 'release', ids: [(await row('held')).id] }) });
  await eventually('it is in the mailbox', async () => (await stack.mailbox(USER)).some((raw) => raw.includes('held@raffle.example')), { withinMs: 30_000 });
  await page.reload();
  const again = await click('Raffle held');
  await again.getByLabel('Also report 1 like it in my quarantine').check();
  await send(again);
  await again.getByText('Also reported: 1 like it.').waitFor();
  const job = await eventually('the held one is reported', async () => (await json('/v1/jobs')).items.find(({ action, state }) => action === 'train_spam' && state === 'done'));
  assert.deepEqual([job.total, job.done], [1, 1]);
  await context.close();
});
