import type { Browser, BrowserContext, Page } from 'playwright';
import { chromium } from 'playwright';
import { rootFlags } from '#electron/launcher/app-window.ts';
import { presentBrowser } from '#test/support/ensure-browser.ts';
import type { PageProbe } from './page-probe.ts';
import { installProbe } from './page-probe.ts';

export interface BenchPage {
  readonly browser: Browser;
  readonly page: Page;
  /** What the probe in the page has seen since last asked. */
  takeProbe(): Promise<PageProbe>;
  close(): Promise<void>;
}

export async function launchBrowser(): Promise<Browser> {
  const executablePath = presentBrowser();
  if (executablePath === null) throw new Error('no browser: run npm test once, or install Chromium');
  return chromium.launch({ executablePath, args: rootFlags() });
}

/** Opens the desk with the probe inside; resolves when the order book shows its first prices. */
export async function openBenchPage(url: string, browser: Browser): Promise<BenchPage> {
  const context: BrowserContext = await browser.newContext({ viewport: { width: 1600, height: 1000 } });
  const page = await context.newPage();
  // The compiler names functions through a helper that a function sent to a page leaves behind.
  await page.addInitScript('globalThis.__name = (named) => named;');
  await page.addInitScript(installProbe);
  await page.goto(url);
  await waitForBook(page);
  return {
    browser,
    page,
    takeProbe: () => page.evaluate(() => window.hogaProbe.take()),
    close: () => context.close(),
  };
}

/** Resolves when the first price of the order book is on the page. */
export async function waitForBook(page: Page): Promise<void> {
  await page.waitForFunction(
    () => /\d/.test(document.querySelector('.levels')?.textContent ?? ''),
    undefined,
    {
      polling: 'raf',
      timeout: 60_000,
    },
  );
}
