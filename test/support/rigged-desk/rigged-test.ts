import { expect, test as base } from '@playwright/test';
import type { Page } from '@playwright/test';
import { beginAnew, readFirstState } from './begin-anew.ts';
import type { FirstState } from './begin-anew.ts';
import { Trader } from './trader.ts';
import { launchRiggedDesk, QUIET_MARKET } from './launch-rigged-desk.ts';
import type { RiggedDesk, RiggedDeskOptions } from './launch-rigged-desk.ts';

/** A whole desk with its exchange starts in seconds; on a crowded machine in many. */
const START_PATIENCE_MS = 60_000;
/** A Friday in continuous trading. */
const TRADING_TIME = new Date('2026-11-20T13:05:00+09:00');

interface SharedDesk {
  readonly desk: RiggedDesk;
  readonly first: FirstState;
  /** Windows that were opened so far: each has a layout of its own. */
  readonly windowIds: Set<string>;
}

interface WorkerFixtures {
  readonly deskOptions: RiggedDeskOptions;
  /** A running desk, shared by the tests of a file. */
  readonly sharedDesk: SharedDesk;
}

interface PageOptions {
  /** A page of the browser to open it in; a browser of its own when left out. */
  readonly beside?: Page;
  readonly windowId?: string;
  /** Done with the page before it goes anywhere. */
  readonly prepare?: (page: Page) => Promise<unknown>;
}

interface TestFixtures {
  /** The running desk, as at its first start but for what was traded: see `beginAnew`. */
  readonly desk: RiggedDesk;
  /** What any page complained about: script errors, console errors and warnings, violations of the content policy. */
  readonly complaints: string[];
  /** Lets one more browser page in, by a one-time address or beside a page that is in. */
  readonly openPage: (options?: PageOptions) => Promise<Page>;
  /** The main window, open and trading. */
  readonly trader: Trader;
}

/** Tests of the real pages over the real core and exchange, in a market that stands still unless told otherwise. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  deskOptions: [
    { activity: QUIET_MARKET, startAt: TRADING_TIME },
    { option: true, scope: 'worker' },
  ],
  sharedDesk: [
    async ({ deskOptions }, use) => {
      const desk = await launchRiggedDesk(deskOptions);
      try {
        await use({ desk, first: await readFirstState(desk), windowIds: new Set(['main']) });
      } finally {
        await desk.stop();
      }
    },
    { scope: 'worker' },
  ],
  desk: async ({ sharedDesk: { desk, first, windowIds } }, use) => {
    await beginAnew(desk, first, windowIds);
    await use(desk);
  },
  // Playwright reads the fixtures that one needs from its first parameter.
  complaints: async ({ browserName: _browserName }, use, info) => {
    const complaints: string[] = [];
    await use(complaints);
    if (info.status !== info.expectedStatus) await info.attach('complaints', { body: complaints.join('\n') });
  },
  openPage: async ({ browser, desk, sharedDesk, complaints, viewport, locale, timezoneId }, use, info) => {
    const look = { viewport, ...(locale && { locale }), ...(timezoneId && { timezoneId }) };
    const contexts = new Set<{ close: () => Promise<void> }>();
    await use(async ({ beside, windowId = 'main', prepare } = {}) => {
      sharedDesk.windowIds.add(windowId);
      const context = beside?.context() ?? (await browser.newContext(look));
      contexts.add(context);
      const page = await context.newPage();
      listen(page, complaints);
      await prepare?.(page);
      const query = windowId === 'main' ? '' : `?window=${windowId}`;
      if (beside === undefined) await page.goto(await desk.url());
      if (beside !== undefined || query !== '')
        await page.goto(`${new URL((beside ?? page).url()).origin}/${query}`);
      return page;
    });
    if (info.status !== info.expectedStatus) await info.attach('desk log', { body: desk.log() });
    for (const context of contexts) await context.close();
  },
  trader: async ({ openPage }, use) => {
    const trader = new Trader(await openPage());
    await expect(trader.page.getByText('원장 동기화됨')).toBeVisible({ timeout: START_PATIENCE_MS });
    await use(trader);
  },
});

function listen(page: Page, complaints: string[]): void {
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
}

export { expect };
