import { expect, test as base } from '@playwright/test';
import type { Page } from '@playwright/test';
import { launchDesk } from './launch-desk.ts';
import type { LaunchedDesk } from './launch-desk.ts';

interface DeskFixtures {
  /** A running desk with files of its own. */
  desk: LaunchedDesk;
  /** The desk's page, let in and open. */
  deskPage: Page;
  /** What the page complained about: script errors and violations of the content policy. */
  complaints: string[];
}

/** Playwright's test with a desk of its own, started before and ended after. */
export const test = base.extend<DeskFixtures>({
  // Playwright reads the fixtures that one needs from its first parameter.
  desk: async ({ browserName: _browserName }, use) => {
    const desk = await launchDesk();
    await use(desk);
    await desk.stop();
  },
  complaints: async ({ page }, use) => {
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    await use(complaints);
  },
  deskPage: async ({ page, desk, complaints: _complaints }, use) => {
    await page.goto(await desk.url());
    await use(page);
  },
});

export { expect };
