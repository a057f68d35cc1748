// The portal as its readers know it: by role and name, through the accessibility mirror. Mirror elements let the pointer
// through to the canvas, so a click is a real click at the place where the widget is drawn.
import { expectSoon } from './expect.mjs';

export class Portal {
  constructor(page, url) {
    this.page = page;
    this.url = url;
  }

  // Playwright's role query without its idea of visibility: mirror elements are transparent.
  role(role, name, options = {}) {
    return this.page.getByRole(role, { name, exact: typeof name === 'string', includeHidden: true, ...options });
  }

  async open(path = '/') {
    await this.page.goto(this.url + path, { waitUntil: 'domcontentloaded' });
  }

  async signInByKeyboard(login, password) {
    const name = this.page.getByLabel('E-mail or user name');
    await name.waitFor();
    // The first field has the focus, or one Tab reaches it.
    for (let step = 0; step < 6 && !(await name.evaluate((element) => element === document.activeElement)); ++step) await this.page.keyboard.press('Tab');
    await this.page.keyboard.type(login);
    const secret = this.page.getByLabel('Password', { exact: true });
    for (let step = 0; step < 4 && !(await secret.evaluate((element) => element === document.activeElement)); ++step) await this.page.keyboard.press('Tab');
    await this.page.keyboard.type(password);
    await this.page.keyboard.press('Enter');
    await this.listReady();
  }

  async signIn(login, password) {
    await this.page.getByLabel('E-mail or user name').fill(login);
    await this.page.getByLabel('Password', { exact: true }).fill(password);
    await this.page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await this.listReady();
  }

  get list() {
    return this.role('listbox', /^(Held messages|Messages of the log|Zurückgehaltene Nachrichten|Mails im Protokoll)$/);
  }

  rows() {
    return this.list.getByRole('option', { includeHidden: true });
  }

  row(name) {
    return this.list.getByRole('option', { name, includeHidden: true }).first();
  }

  // How many rows the list has, also those that are not shown.
  total() {
    return this.page.evaluate(() => Number(document.querySelector('[role=option]')?.getAttribute('aria-setsize') ?? 0));
  }

  async listReady() {
    await this.list.waitFor({ state: 'attached' });
    await expectSoon('the first rows are there', async () => (await this.rows().count()) > 0 || (await this.page.getByText('Nothing is held').count()) > 0);
  }

  // A click of the mouse in the middle of what the canvas shows there, once it has come to rest: rows move when a list loads.
  async click(locator, { at = 0.5 } = {}) {
    await locator.waitFor({ state: 'attached' });
    let last = '';
    const box = await expectSoon('it is drawn, and at rest', async () => {
      const found = await locator.boundingBox();
      const rests = JSON.stringify(found) === last;
      last = JSON.stringify(found);
      return rests && found && found.width > 0 && found.height > 0 ? found : null;
    }, { everyMs: 120 });
    await this.page.mouse.click(box.x + box.width * at, box.y + box.height / 2);
  }

  // As a screen reader does it.
  async activate(locator) {
    await locator.waitFor({ state: 'attached' });
    await locator.dispatchEvent('click');
  }

  async openMessage(name) {
    await this.click(this.row(name), { at: 0.25 });  // beside what else a row offers
    await this.role('tab', /^(Message|Nachricht|Mail)$/).first().waitFor({ state: 'attached' });
  }

  // The open message's document. Nothing may run in it, so it is read from the page around it.
  bodyText() {
    return this.page.evaluate(() => document.querySelector('iframe.message-frame:not([hidden])')?.contentDocument?.body?.innerText ?? '');
  }

  // Where the first element with this selector is drawn, in the page's coordinates.
  placeInBody(selector) {
    return this.page.evaluate((wanted) => {
      const frame = document.querySelector('iframe.message-frame:not([hidden])');
      const inside = frame?.contentDocument?.querySelector(wanted)?.getBoundingClientRect();
      const outside = frame?.getBoundingClientRect();
      return inside ? { x: outside.left + inside.left, y: outside.top + inside.top, width: inside.width, height: inside.height } : null;
    }, selector);
  }

  get frame() {
    return this.page.locator('iframe.message-frame');
  }

  // F6 goes from pane to pane; the list is one stop.
  async focusListByKeyboard() {
    const inList = () => this.page.evaluate(() => document.activeElement?.closest('[role=listbox]') !== null);
    for (let step = 0; step < 4 && !(await inList()); ++step) {
      await this.page.keyboard.press('F6');
      await this.page.waitForTimeout(150);
    }
    await expectSoon('the list has the focus', inList, { withinMs: 3000 });
  }

  // The row that has the keyboard: its place in the list and its name; empty while the list as a whole has it.
  currentRow() {
    return this.page.evaluate(() => {
      const row = document.activeElement?.closest('[role=option]');
      return { position: row?.getAttribute('aria-posinset') ?? '', name: row?.getAttribute('aria-label') ?? '' };
    });
  }

  async press(...keys) {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  // What is typed before the field has the focus would be commands.
  async focusSearch() {
    const hasFocus = () => this.role('searchbox', /^Search (held mail|the log)$/).first().evaluate((element) => element === document.activeElement);
    if (await hasFocus()) return;
    await this.press('/');
    await expectSoon('the search field has the focus', hasFocus);
  }

  // Into the field of this name that has the focus, or gets it by a click.
  async typeInto(name, text) {
    const hasFocus = () => this.page.evaluate((wanted) => document.activeElement?.getAttribute('aria-label') === wanted, name);
    await this.page.waitForTimeout(100);
    if (!(await hasFocus())) await this.click(this.role('textbox', name).or(this.role('searchbox', name)).first());
    await expectSoon(`“${name}” has the focus`, hasFocus);
    await this.page.keyboard.type(text);
  }

  async search(text) {
    const clear = this.role('button', 'Clear the search').first();
    if (await clear.count()) await this.activate(clear);
    await this.focusSearch();
    await this.page.keyboard.press('ControlOrMeta+a');
    await this.page.keyboard.type(text);
    await this.page.keyboard.press('Enter');
  }

  stats() {
    return this.page.evaluate(() => window.pratique.stats());
  }
}
