// The header fields that the report window shows by itself, from any bytes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readHeader, readPasted } from '../../web/report/mail_header.js';

const bytes = (text) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const subject = (value, more = '') => readHeader(bytes(`${more}Subject: ${value}\r\n\r\n`)).subject;

test('encoded words of every charset, with letters cut between two of them, and none of the blanks between them', () => {
  assert.equal(subject('=?UTF-8?Q?Gr=C3=BC=C3=9Fe?='), 'Grüße');
  assert.equal(subject('=?utf-8*de?b?R3LDvMOfZQ==?= und mehr'), 'Grüße und mehr');
  assert.equal(subject('=?utf-8?Q?a=C3?= =?utf-8?Q?=BCb?='), 'aüb');
  assert.equal(subject('=?gb18030?B?xOO6ww==?=\r\n =?koi8-r?B?8NLJ18XU?='), '你好Привет');
  assert.equal(subject('=?shift_jis?B?k/qWe4zq?='), '日本語');
  assert.equal(subject('plain =?x-unknown?Q?=FCber?= end'), 'plain über end');
});

test('raw 8-bit text is UTF-8 where it can be, else what Content-Type names', () => {
  assert.equal(subject('\xc3\xbc'), 'ü');
  assert.equal(subject('\xf0\xd2\xc9\xd7\xc5\xd4', 'Content-Type: text/plain; charset="koi8-r"\r\n'), 'Привет');
  assert.equal(subject('\xfc'), 'ü');
});

test('addresses in every shape; a name that pretends to be one stays a name', () => {
  const from = (value) => readHeader(bytes(`From: ${value}\n\n`)).from;
  assert.deepEqual(from('"Ann \\"A\\" Lee" <ann@far.example>'), { name: 'Ann "A" Lee', address: 'ann@far.example' });
  assert.deepEqual(from('ann@far.example (Ann)'), { name: '', address: 'ann@far.example' });
  assert.deepEqual(from('=?utf-8?Q?boss=40bank.example_=3Cboss=40bank.example=3E?= <ann@far.example>'), { name: 'boss@bank.example <boss@bank.example>', address: 'ann@far.example' });
  assert.deepEqual(from(''), { name: '', address: '' });
});

test('any bytes give a header, quickly: none, only NULs, no end, a line of a megabyte, thousands of fields', () => {
  for (const hostile of [new Uint8Array(), new Uint8Array(5000), bytes('Subject'), bytes(`Subject: ${'=?utf-8?Q?'.repeat(100_000)}`), bytes('=?'.repeat(500_000)), bytes('a: b\n'.repeat(200_000)), Uint8Array.from({ length: 300_000 }, (_, at) => at * 7 & 255)]) {
    const started = Date.now();
    const { subject: shown, from, date } = readHeader(hostile);
    assert.ok([shown, from.name, from.address, date].every((text) => typeof text === 'string'));
    assert.ok(Date.now() - started < 1500);
  }
  assert.equal(readHeader(bytes('Date: never\n\n')).date, '');
  assert.equal(readHeader(bytes('Date: Sun, 22 Nov 2026 10:00:00 +0000 (UTC)\n\n')).date, '2026-11-22T10:00:00.000Z');
  assert.equal(subject('a\x00b\x1b[31m\u0007'), 'ab[31m');
});

test('a paste is text, or the lines that the bookmarklet copies', () => {
  assert.deepEqual(readPasted('  \n'), []);
  assert.deepEqual(readPasted('\nSubject: x\n\ny'), [{ bytes: new TextEncoder().encode('Subject: x\n\ny'), lossy: true }]);
  const lines = `data:message/rfc822;base64,${btoa('one')}\n data:message/rfc822;base64,${btoa('\xff\x00')}\n`;
  assert.deepEqual(readPasted(lines).map(({ bytes: read }) => [...read]), [[111, 110, 101], [255, 0]]);
  assert.deepEqual(readPasted('data:message/rfc822;base64,@@@'), []);
});
