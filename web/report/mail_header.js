// The few header fields (RFC 5322) that the popup shows before the node has read the message: total for any bytes, and bounded.
// Encoded words (RFC 2047) and raw 8-bit text are decoded by the browser's own TextDecoder.

const MAX_HEADER_BYTES = 256 * 1024;
const MAX_VALUE = 2000;

const latin1 = (bytes) => {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return text;
};
const bytesOf = (text) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

// In the charset that is named, if the browser knows it; else UTF-8 where the bytes are that, else windows-1252, which takes everything.
export function decodeBytes(bytes, charset) {
  for (const [label, fatal] of [[charset, false], ['utf-8', true], ['windows-1252', false]]) {
    if (!label) continue;
    try {
      return new TextDecoder(label, { fatal }).decode(bytes);
    } catch { /* an unknown charset, or not this one */ }
  }
  return '';
}

function wordBytes(encoding, text) {
  if (encoding === 'q') return bytesOf(text.replaceAll('_', ' ').replace(/=([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16))));
  try {
    return bytesOf(atob(text.replace(/[^A-Za-z0-9+/]/g, '')));
  } catch {
    return new Uint8Array();
  }
}

// Raw 8-bit text is in `charset` at best; of encoded words that follow each other the bytes are joined first: many programs cut a letter in two.
export function decodeValue(raw, charset) {
  const rest = (text) => decodeBytes(bytesOf(text), /[\x80-\xff]/.test(text) ? (isUtf8(text) ? 'utf-8' : charset) : 'utf-8');
  let shown = '';
  let end = 0;
  let open = null;
  const flush = () => {
    if (open) shown += decodeBytes(bytesOf(open.letters), open.charset);
    open = null;
  };
  for (const found of raw.matchAll(/=\?([^?\s*]{1,40})(?:\*[^?\s]{0,40})?\?([bq])\?([^?]*)\?=/gi)) {
    const between = raw.slice(end, found.index);
    const word = { charset: found[1].toLowerCase(), letters: latin1(wordBytes(found[2].toLowerCase(), found[3])) };
    if (between.trim() || !end) {
      flush();
      shown += rest(between);
    } else if (open && open.charset !== word.charset) flush();
    open = open ? { ...open, letters: open.letters + word.letters } : word;
    end = found.index + found[0].length;
  }
  flush();
  return visible(shown + rest(raw.slice(end)));
}

function isUtf8(text) {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytesOf(text));
    return true;
  } catch {
    return false;
  }
}

// Nothing that could turn the line around or hide in it.
export function visible(text) {
  return text.replace(/\s+/g, ' ').replace(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu, '').trim();
}

function fieldsOf(bytes) {
  const text = latin1(bytes.subarray(0, MAX_HEADER_BYTES)).replace(/^From .*\r?\n/, '');
  const end = text.search(/\r?\n\r?\n/);
  const fields = new Map();
  for (const field of (end < 0 ? text : text.slice(0, end)).replace(/\r?\n[ \t]/g, ' ').split(/\r?\n/)) {
    const [, name, value] = /^([!-9;-~]{1,100})[ \t]*:(.*)$/.exec(field) ?? [];
    if (name && !fields.has(name.toLowerCase())) fields.set(name.toLowerCase(), value.slice(0, MAX_VALUE));
  }
  return fields;
}

// The display name is decoded on its own: an encoded "<" in it is no address.
function mailboxOf(value, charset) {
  const cut = value.lastIndexOf('<');
  const address = (cut < 0 ? value.replace(/\([^)]*\)/g, '') : value.slice(cut + 1).split('>')[0]).trim();
  const name = cut < 0 ? '' : value.slice(0, cut).trim().replace(/^"(.*)"$/, '$1').replace(/\\(.)/g, '$1');
  return { name: decodeValue(name, charset), address: decodeValue(address, charset) };
}

// { from: { name, address }, subject, date (ISO 8601, or empty), isSample }
export function readHeader(bytes) {
  const fields = fieldsOf(bytes);
  const charset = /charset\s*=\s*"?([^"\s;]+)/i.exec(fields.get('content-type') ?? '')?.[1];
  const date = new Date(fields.get('date')?.replace(/\([^)]*\)/g, '') ?? '');
  return {
    from: mailboxOf(fields.get('from') ?? '', charset),
    subject: decodeValue(fields.get('subject') ?? '', charset),
    date: Number.isNaN(date.getTime()) ? '' : date.toISOString(),
    isSample: fields.has('x-pratique-sample'),
  };
}

// What was pasted: a message's source as text, or lines of "data:message/rfc822;base64,…" as the bookmarklet copies what text would spoil.
export function readPasted(text) {
  const lines = text.trim().split(/\s*\n\s*/);
  if (!lines[0]?.startsWith('data:message/rfc822;base64,')) return text.trim() ? [{ bytes: new TextEncoder().encode(text.trimStart()), lossy: true }] : [];
  return lines.map((one) => ({ bytes: wordBytes('b', one.slice(one.indexOf(',') + 1)), lossy: false })).filter(({ bytes }) => bytes.length);
}
