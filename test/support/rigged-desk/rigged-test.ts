import { expect, test as base } from '@playwright/test';
import type { Page } from '@playwright/test';
import { openSession } from '#test/support/desk-session.ts';
import type { AccountId } from '#shared/domain/account.ts';
import { Trader } from './trader.ts';
import { launchRiggedDesk, QUIET_MARKET } from './launch-rigged-desk.ts';
import type { RiggedDesk, RiggedDeskOptions } from './launch-rigged-desk.ts';

const ACCOUNT = 'embedded' as AccountId;
/** A Friday in continuous trading. */
const TRADING_TIME = new Date('2026-11-20T13:05:00+09:00');

interface WorkerFixtures {
  readonly deskOptions: RiggedDeskOptions;
  /** A running desk, shared by the tests of a file; each leaves it without orders, trading, as it found it. */
  readonly desk: RiggedDesk;
}

interface PageOptions {
  /** A page of the browser to open it in; a browser of its own when left out. */
  readonly beside?: Page;
  readonly windowId?: string;
  /** Done with the page before it goes anywhere. */
  readonly prepare?: (page: Page) => Promise<unknown>;
}

interface TestFixtures {
  /** What any page complained about: script errors, console errors, violations of the content policy. */
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
  desk: [
    async ({ deskOptions }, use) => {
      const desk = await launchRiggedDesk(deskOptions);
      await use(desk);
      await desk.stop();
    },
    { scope: 'worker' },
  ],
  // Playwright reads the fixtures that one needs from its first parameter.
  complaints: async ({ browserName: _browserName }, use, info) => {
    const complaints: string[] = [];
    await use(complaints);
    if (info.status !== info.expectedStatus) await info.attach('complaints', { body: complaints.join('\n') });
  },
  openPage: async ({ browser, desk, complaints, viewport, locale, timezoneId }, use, info) => {
    const look = { viewport, ...(locale && { locale }), ...(timezoneId && { timezoneId }) };
    const contexts = new Set<{ close: () => Promise<void> }>();
    await use(async ({ beside, windowId = 'main', prepare } = {}) => {
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
    await tidy(desk);
  },
  trader: async ({ openPage }, use) => {
    const trader = new Trader(await openPage());
    await expect(trader.page.getByText('원장 동기화됨')).toBeVisible();
    // The window opens as the test before left it.
    await trader.openTab('orders');
    await use(trader);
  },
});

function listen(page: Page, complaints: string[]): void {
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
}

/** Leaves no order and no halt to the next test. */
async function tidy(desk: RiggedDesk): Promise<void> {
  if (desk.host.child.exitCode !== null) return;
  await desk.exchange.setFault(null);
  await desk.exchange.setAway(false);
  const { bridge } = await openSession(await desk.url());
  const requestId = `tidy-${Math.round(performance.now())}`;
  const replies = [
    await bridge.request('trading.resume', { accountId: ACCOUNT }),
    await bridge.request('order.cancelAll', { requestId, accountId: ACCOUNT, symbol: null, side: null }),
  ];
  bridge.close();
  for (const reply of replies) if (!reply.ok) throw new Error(`not tidied: ${reply.error.code}`);
}

export { expect };
