// Messages for single tests, as text with LF line ends.
let counter = 0;

export function plainMail({ subject, from = 'Alma Whitcombe <alma@tidewater-supplies.example>', text = 'The mooring lines are in stock again.\n', score = 7.1, symbols = 'BAYES_SPAM(5.10)[99.00%];\n\tRDNS_NONE(2.00)[]' }) {
  return `${head({ subject, from, score, symbols })}Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n${text}`;
}

export function htmlMail({ subject, from = 'Slow Tides <letter@slow-tides.example>', html, score = 6.4, symbols = 'BULK_MAILER(1.50)[];\n\tBAYES_SPAM(4.90)[98.00%];\n\tHAS_LIST_UNSUB(-0.01)[]' }) {
  return `${head({ subject, from, score, symbols })}Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n${Buffer.from(html).toString('base64').replaceAll(/.{76}/g, '$&\n')}\n`;
}

function head({ subject, from, score, symbols }) {
  counter += 1;
  const id = `4E2ETEST${String(counter).padStart(6, '0')}`;
  const now = new Date().toUTCString().replace('GMT', '+0000');
  return `Received: from client.example (client.example [192.0.2.25])
\tby mx.demo.example (Postfix) with ESMTPS id ${id}
\tfor <frida@demo.example>; ${now}
X-Spamd-Result: default: True [${score.toFixed(2)} / 6.00];
\t${symbols}
X-Rspamd-Queue-Id: ${id}
X-Rspamd-Action: add header
X-Spam: Yes
Date: ${now}
From: ${from}
To: Frida Lindqvist <frida@demo.example>
Subject: ${subject}
Message-ID: <${id}@client.example>
MIME-Version: 1.0
`;
}

// The message as its sender sent it: without what the filter put on top (exactly these names, see docs/operator).
export function withoutFilterHeaders(raw) {
  const text = raw.toString('latin1');
  const end = text.indexOf('\r\n\r\n') + 2;
  const fields = text.slice(0, end).match(/[^\r\n]+\r\n(?:[ \t][^\r\n]*\r\n)*/g) ?? [];
  const kept = fields.filter((field) => !/^(x-spamd-result|x-spamd-bar|x-spam|x-spam-[\w-]+|x-rspamd-[\w-]+|authentication-results):/i.test(field));
  return Buffer.from(kept.join('') + text.slice(end), 'latin1');
}
