// Real webmail, used as a person uses it; and the messages that are hard to hand on unchanged.
import { eventually } from './stack.mjs';

const header = (subject, more = '') => `From: Offers <offers@deals-mail.example>\r\nTo: frida@demo.example\r\nSubject: ${subject}\r\nDate: Sun, 22 Nov 2026 10:00:00 +0000\r\nMessage-ID: <${subject.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}@deals-mail.example>\r\nMIME-Version: 1.0\r\n${more}\r\n`;
const text = (charset) => `Content-Type: text/plain; charset=${charset}\r\nContent-Transfer-Encoding: 8bit\r\n`;
const bytes = (...pieces) => Buffer.concat(pieces.map((piece) => (Buffer.isBuffer(piece) ? piece : Buffer.from(piece, 'latin1'))));

// By subject. A letter with its own bytes in every charset, line ends of both kinds, NUL, 20 MB, S/MIME, a message in a message.
export function hardMails() {
  const inner = header('inner', text('koi8-r'));
  return {
    'KOI8-R': bytes(header('KOI8-R', text('koi8-r')), Buffer.from('d0d2c9d7c5d40d0a', 'hex')),
    GB18030: bytes(header('GB18030', text('gb18030')), Buffer.from('c4e3bac381308130ff0d0a', 'hex')),
    'Shift JIS': bytes(header('Shift JIS', text('shift_jis')), Buffer.from('93fa967b8cea5c0d0a', 'hex')),
    'Bare LF': bytes(header('Bare LF', text('us-ascii')), 'one\ntwo\r\nthree\n\t\n'),
    NUL: bytes(header('NUL', text('us-ascii')), Buffer.from('a\0b\0\0c\r\n', 'latin1')),
    'S/MIME': bytes(header('S/MIME', 'Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\r\nContent-Transfer-Encoding: base64\r\n'), `${Buffer.alloc(900, 0x5a).toString('base64').replaceAll(/.{76}/g, '$&\r\n')}\r\n`),
    Nested: bytes(header('Nested', 'Content-Type: message/rfc822\r\n'), inner, Buffer.from('f0d2c9d7c5d40d0a', 'hex')),
    'First of two': bytes(header('First of two', text('utf-8')), 'first\r\n'),
    'Second of two': bytes(header('Second of two', text('utf-8')), 'second\r\n'),
    'Twenty MB': bytes(header('Twenty MB', 'Content-Type: multipart/mixed; boundary=b\r\n'), `--b\r\n${text('us-ascii')}\r\nsee the file\r\n--b\r\nContent-Type: application/octet-stream; name=large.bin\r\nContent-Transfer-Encoding: 8bit\r\n\r\n`,
      Buffer.alloc(20 << 20, `${'\xf0\xd2\xc9'.repeat(25)}\r\n`, 'latin1'), '\r\n--b--\r\n'),
  };
}

export const roundcube = {
  async signIn(page, { url, user, password }) {
    await page.goto(url);
    await page.locator('#rcmloginuser').fill(user);
    await page.locator('#rcmloginpwd').fill(password);
    await page.locator('#rcmloginsubmit').click();
    await page.locator('#messagelist tbody tr').first().waitFor();
  },
  row: (page, subject) => page.locator('#messagelist tbody tr').filter({ hasText: subject }),
  // In the preview pane.
  async select(page, subjects) {
    await this.row(page, subjects[0]).locator('td.subject').click();
    for (const subject of subjects.slice(1)) await this.row(page, subject).locator('td.subject').click({ modifiers: ['Control'] });
    await eventually('the rows are selected', () => page.evaluate((count) => rcmail.message_list.get_selection().length === count, subjects.length));
  },
  // On a page of its own.
  async open(page, subject) {
    await this.row(page, subject).locator('td.subject').dblclick();
    await page.waitForURL(/_action=show/);
    await page.locator('#message-header').waitFor();
  },
  async back(page, url) {
    await page.goto(`${url}?_task=mail&_mbox=INBOX`);
    await page.locator('#messagelist tbody tr').first().waitFor();
  },
};

export const sogo = {
  async signIn(page, { url, user, password }) {
    await page.goto(url);
    await page.locator('input[ng-model="app.creds.username"], #input_1').first().fill(user);
    await page.locator('input[type=password]').first().fill(password);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/SOGo\/so\/.*\/(Mail|Calendar)/);
    await page.goto(page.url().replace(/\/(Mail|Calendar)\/.*/, '/Mail/view'));
    await this.row(page, '').first().waitFor();
  },
  row: (page, subject) => page.locator('md-list-item').filter({ hasText: subject }).filter({ has: page.locator('.sg-tile-content') }),
  async select(page, subjects) {
    if (subjects.length === 1) {
      await page.getByRole('button', { name: subjects[0], exact: true }).click();
    } else {
      for (const subject of subjects) await this.row(page, subject).getByRole('button', { name: 'Select Message' }).click();
    }
    await eventually('they are selected', () => page.evaluate((count) => {
      const box = angular.element(document.body).injector().get('Mailbox').selectedFolder;
      return count === 1 ? box.$selectedMessage && box.selectedMessages().length === 0 : box.selectedMessages().length === count;
    }, subjects.length));
  },
};
