import { launch, openPage } from '/work/wt/lead/tests/e2e/support/browser.mjs';
import { Portal } from '/work/wt/lead/tests/e2e/support/portal.mjs';
import { startStack } from '/work/wt/lead/tests/e2e/support/stack.mjs';
export const dump = (page) => page.evaluate(() => {
  const out = [];
  const walk = (el, depth) => {
    const role = el.getAttribute?.('role') || (el.tagName === 'BUTTON' ? 'button' : el.tagName === 'A' ? 'link' : el.tagName === 'INPUT' ? 'input' : el.tagName==='H2'||el.tagName==='H1'?'heading':'');
    const name = el.getAttribute?.('aria-label') || (el.children?.length === 0 ? el.textContent : '') ;
    const st = ['aria-selected','aria-checked','aria-expanded','aria-pressed','aria-disabled'].map(a => el.getAttribute?.(a) ? `${a.slice(5)}=${el.getAttribute(a)}` : '').filter(Boolean).join(' ');
    if (role || name) out.push('  '.repeat(depth) + `${role||el.tagName} "${(name||'').slice(0,110)}" ${st} ${el.value? 'value='+el.value:''}`);
    for (const c of el.children ?? []) walk(c, depth + (role ? 1 : 0));
  };
  const root = document.querySelector('[data-mirror], #mirror, .mirror, .a11y-mirror') ?? document.body;
  walk(root, 0);
  return out.join('\n');
});
const stack = await startStack({ messages: 240, undoWindowSecs: 8 });
const browser = await launch();
const view = await openPage(browser);
const portal = new Portal(view.page, stack.url);
await portal.open();
const spec = JSON.parse(process.env.PRATIQUE_STEPS); const who = spec.who;
await portal.signIn(who, stack.passwords[who]);
for (const step of spec.steps) {
  console.log('##', step.slice(0,200));
  try { await eval(`(async()=>{${step}})()`); } catch (e) { console.log('!!', e.message.slice(0, 300)); }
  await portal.page.waitForTimeout(500);
  const prev = globalThis.last ?? []; const now = (await dump(portal.page)).split('\n'); console.log(now.filter((l) => !prev.includes(l)).join('\n')); globalThis.last = now;
}
await browser.close(); await stack.stop();
