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

interface PanelPicture {
  /** Its name in the command palette. */
  readonly title: string;
  /** Brings it into the state that is drawn. */
  readonly prepare: (page: Page) => Promise<void>;
  readonly file: string;
}

/** Picks the first entry of the command palette for `text`. */
async function pick(page: Page, text: string, kind: 'panel' | 'api'): Promise<void> {
  await page.keyboard.press('Control+KeyK');
  await page.locator('.palette__input').fill(text);
  await page.locator(`.palette [cmdk-item][data-value^="${kind} "]`).first().click();
}

/** The first instrument of a data panel's answer, chosen. */
const firstRow =
  (title: string) =>
  async (page: Page): Promise<void> => {
    const row = page.locator(`section.data-panel[aria-label="${title}"] .ag-row`).first();
    await row.waitFor();
    await row.click();
  };

const PANEL_PICTURES: readonly PanelPicture[] = [
  { title: '순위', prepare: firstRow('순위'), file: 'rankings-dark.png' },
  { title: '투자자', prepare: firstRow('투자자'), file: 'investors-dark.png' },
  {
    title: '조건검색',
    async prepare(page) {
      await page.locator('.conditions__switch').last().click();
      await page.locator('.conditions .ag-row').first().click();
    },
    file: 'conditions-dark.png',
  },
  {
    title: 'API 탐색기',
    async prepare(page) {
      await pick(page, 'API ka10027', 'api');
      await page.getByRole('button', { name: /^조회/ }).click();
      await page.locator('.explorer .ag-row').first().click();
    },
    file: 'explorer-dark.png',
  },
  {
    title: '주문 원장',
    async prepare(page) {
      await page.locator('.ledger__list .ag-row').first().click();
      await page.locator('.ledger__story .ag-row').first().waitFor();
    },
    file: 'ledger-dark.png',
  },
  {
    title: '계좌 설정',
    async prepare(page) {
      await page.locator('.account-settings').getByRole('radio', { name: '주문 한도' }).click();
    },
    file: 'limits-dark.png',
  },
];

/** Shows one panel over the whole window and draws it. */
async function drawPanel(page: Page, { title, prepare, file }: PanelPicture): Promise<void> {
  await pick(page, title, 'panel');
  await prepare(page);
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
  // With its scroll bars, as traders see it: without them a grid keeps their room and cuts its last column.
  const ignoreDefaultArgs = ['--hide-scrollbars'];
  const browser = await chromium.launch({ executablePath, args: rootFlags(), ignoreDefaultArgs });
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
    for (const picture of PANEL_PICTURES) await drawPanel(wide, picture);
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
