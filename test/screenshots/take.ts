import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { chromium } from 'playwright';
import { rootFlags } from '#electron/launcher/app-window.ts';
import { ensureBuilt } from '#electron/launcher/build.ts';
import { createChildren } from '#electron/launcher/children.ts';
import type { SocketBridge } from '#renderer/bridge/socket-bridge.ts';
import { THEME_SETTING } from '#renderer/stores/settings-store.ts';
import { openSession } from '#test/support/desk-session.ts';
import { presentBrowser } from '#test/support/ensure-browser.ts';
import { launchDesk, ROOT } from '#test/support/launch-desk.ts';
import { tradeForPictures } from './trade-for-pictures.ts';

/** Draws the README's pictures from a market of this seed, over the built desk. */
const SEED = 7;
const FOLDER = join(ROOT, 'resources/screenshots');
const DESK_SIZE = { width: 1680, height: 1000 };
const PANEL_SIZE = { width: 1120, height: 740 };
const SIDE_SIZE = { width: 900, height: 860 };

async function openPage(
  browser: Browser,
  url: string,
  size: { width: number; height: number },
): Promise<Page> {
  const context = await browser.newContext({ viewport: size, locale: 'ko-KR', timezoneId: 'Asia/Seoul' });
  const page = await context.newPage();
  await page.goto(url);
  await untilAlive(page);
  return page;
}

/** Resolves when names, prices and bars are on the page. */
async function untilAlive(page: Page): Promise<void> {
  await page.waitForFunction(() => /\d{2}/.test(document.querySelector('.levels')?.textContent ?? ''));
  await page.waitForFunction(() => /\d{2}/.test(document.querySelector('.chart__legend')?.textContent ?? ''));
  await page.getByText('삼성전자').first().waitFor();
  await untilStill(page);
}

/** Resolves when what just arrived has been drawn, with the next frames. */
async function untilStill(page: Page): Promise<void> {
  for (let frame = 0; frame < 30; frame += 1) {
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  }
}

async function setTheme(bridge: SocketBridge, page: Page, theme: 'dark' | 'light'): Promise<void> {
  await bridge.request('settings.set', { key: THEME_SETTING, value: theme });
  await page.waitForFunction((wanted) => document.documentElement.dataset['theme'] === wanted, theme);
}

/** Draws three months of realised results, in a window of their own. */
async function drawAccountReview(browser: Browser, url: string): Promise<void> {
  const page = await openPage(browser, `${url}&window=account-review`, DESK_SIZE);
  await page.keyboard.press('Control+k');
  await page.locator('.palette__input').fill('계좌 분석');
  await page.getByRole('option', { name: '계좌 분석 패널 보기', exact: true }).click();
  await page.getByRole('radio', { name: '3개월', exact: true }).click();
  await page.locator('.data-panel__chart canvas').first().waitFor();
  await untilStill(page);
  await page.screenshot({ path: join(FOLDER, 'account-review-dark.png') });
  await page.context().close();
}

/** Lays two pictures of windows over each other, as on a screen. */
async function composeWindows(browser: Browser, main: Buffer, side: Buffer, path: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1900, height: 1100 } });
  const image = (picture: Buffer, style: string) =>
    `<img style="position:absolute;border-radius:8px;box-shadow:0 18px 60px #000a;${style}" src="data:image/png;base64,${picture.toString('base64')}">`;
  await page.setContent(
    `<body style="margin:0;background:#39424f">${image(main, 'left:36px;top:36px;width:1480px')}${image(side, 'right:36px;bottom:36px;width:780px')}</body>`,
  );
  await page.screenshot({ path });
  await page.close();
}

/** Shows one panel over the whole window and draws it. */
async function drawPanel(page: Page, title: string, file: string): Promise<void> {
  await page.keyboard.press('Control+KeyK');
  await page.locator('.palette__input').fill(title);
  await page.locator('.palette [cmdk-item][data-value^="panel "]').first().click();
  const panel = page.locator(`section.data-panel[aria-label="${title}"]`);
  await panel.locator('.ag-row').first().waitFor();
  await panel.locator('.ag-row').first().click();
  await page.keyboard.press('Control+Shift+Enter');
  await untilStill(page);
  await page.screenshot({ path: join(FOLDER, file) });
  await page.keyboard.press('Control+Shift+Enter');
}

async function take(): Promise<void> {
  const executablePath = presentBrowser();
  if (executablePath === null) throw new Error('no browser: run npm test once, or install Chromium');
  mkdirSync(FOLDER, { recursive: true });
  const desk = await launchDesk({ seed: SEED, locale: 'ko' });
  const browser = await chromium.launch({ executablePath, args: rootFlags() });
  try {
    const { bridge } = await openSession(await desk.url());
    await tradeForPictures(bridge);
    const page = await openPage(browser, await desk.url(), DESK_SIZE);
    await page.screenshot({ path: join(FOLDER, 'desk-dark.png') });
    await drawAccountReview(browser, await desk.url());
    const side = await openPage(browser, `${await desk.url()}&window=second`, SIDE_SIZE);
    const sidePath = join(desk.home, 'side.png');
    await side.screenshot({ path: sidePath });
    const windows = join(FOLDER, 'two-windows.png');
    await composeWindows(
      browser,
      readFileSync(join(FOLDER, 'desk-dark.png')),
      readFileSync(sidePath),
      windows,
    );
    const wide = await openPage(browser, `${await desk.url()}&window=panels`, PANEL_SIZE);
    await drawPanel(wide, '순위', 'rankings-dark.png');
    await drawPanel(wide, '투자자', 'investors-dark.png');
    await setTheme(bridge, page, 'light');
    await page.screenshot({ path: join(FOLDER, 'desk-light.png') });
    bridge.close();
  } finally {
    await browser.close();
    await desk.stop();
  }
}

await ensureBuilt(ROOT, createChildren(), (line) => process.stderr.write(`${line}\n`));
await take();
process.stdout.write(`drawn into ${FOLDER}\n`);
process.exit();
