// Pictures of the real portal for the eye: `./dev shots [DIR]`. Three sizes, light and dark, the main views.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launch, openPage } from './support/browser.mjs';
import { Portal } from './support/portal.mjs';
import { startStack } from './support/stack.mjs';

const SIZES = [[1440, 900], [820, 1180], [390, 844]];
const folder = process.argv[2] ?? 'build/shots';
mkdirSync(folder, { recursive: true });

async function settled(page) {
  await page.waitForTimeout(900);
}

async function shootViews(browser, stack, [width, height], colorScheme) {
  const view = await openPage(browser, { width, height, colorScheme, hasTouch: width < 760, isMobile: width < 760 });
  const { page } = view;
  const portal = new Portal(page, stack.url);
  const shoot = async (name) => {
    await settled(page);
    const path = join(folder, `${name}-${colorScheme}-${width}x${height}.png`);
    await page.screenshot({ path });
    console.log(path);
  };
  await portal.open();
  await page.getByLabel('Password', { exact: true }).waitFor();
  await shoot('sign-in');
  await portal.signIn('frida@demo.example', stack.passwords['frida@demo.example']);
  await shoot('quarantine');
  await portal.click(portal.rows().nth(2));
  await shoot('message');
  for (const [tab, name] of [['Why held', 'why'], ['Headers', 'headers'], ['Source', 'source'], ['Parts', 'parts']]) {
    const target = portal.role('tab', tab).first();
    if (await target.count()) {
      await portal.activate(target);
      await shoot(name);
    }
  }
  if (width >= 760) {
    await page.keyboard.press('Escape');
    for (let row = 0; row < 4; ++row) {
      await page.keyboard.press('x');
      await page.keyboard.press('j');
    }
    await shoot('selection');
    await page.keyboard.press('Escape');
  }
  if (width >= 760) {
    await portal.focusListByKeyboard();
    await page.keyboard.press('*');
    await shoot('all-matching');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+k');
    await shoot('palette');
    await page.keyboard.press('Escape');
  }
  await portal.open('/log');
  await portal.rows().first().waitFor({ state: 'attached' });
  await shoot('log');
  await portal.click(portal.rows().nth(1));
  await shoot('log-message');
  await portal.open('/quarantine?q=nosuchword');
  await shoot('empty');
  await portal.open('/lists/block');
  await portal.click(portal.role('button', 'Add').first());
  await shoot('lists-form');
  for (const [path, name] of [['/lists/block', 'lists'], ['/requests', 'requests'], ['/settings', 'settings']]) {
    await portal.open(path);
    await shoot(name);
  }
  if (view.faults.length) console.log(`  faults: ${view.faults.join(' | ')}`);
  await view.context.close();
}

const stack = await startStack({ messages: 220 });
const browser = await launch();
try {
  for (const size of SIZES) for (const scheme of ['light', 'dark']) await shootViews(browser, stack, size, scheme);
} finally {
  await browser.close();
  await stack.stop();
}
