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
  desk: async ({ browserName: _browserName }, use, info) => {
    const desk = await launchDesk();
    await use(desk);
    if (info.status !== info.expectedStatus) await info.attach('desk log', { body: desk.log() });
    await desk.stop();
  },
  complaints: async ({ page }, use, info) => {
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    await use(complaints);
    if (info.status !== info.expectedStatus) await info.attach('complaints', { body: complaints.join('\n') });
  },
  deskPage: async ({ page, desk, complaints: _complaints }, use) => {
    await page.goto(await desk.url());
    await use(page);
  },
});

export { expect };
