import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import type { FakeBridge } from '#test/support/fake-bridge.ts';
import {
  onFakeDesk,
  previewTest as test,
  readFakeDesk,
} from '#test/support/renderer-preview/preview-test.ts';

/** Counts React's commits the way its developer tools hear of them. */
function countCommits(): void {
  const counter = { commits: 0 };
  Object.assign(window, {
    reactCounter: counter,
    __REACT_DEVTOOLS_GLOBAL_HOOK__: {
      supportsFiber: true,
      isDisabled: false,
      inject: () => 1,
      onCommitFiberRoot: () => (counter.commits += 1),
      onPostCommitFiberRoot: () => undefined,
      onCommitFiberUnmount: () => undefined,
    },
  });
}

/** Moves the price of 005930 by `steps` ticks, one per frame; returns React's commits in each of these frames. */
function commitsPerTick(page: Page, steps: number): Promise<readonly number[]> {
  return page.evaluate(async (count) => {
    const { fakeDesk, reactCounter } = window as unknown as {
      fakeDesk: FakeBridge;
      reactCounter: { commits: number };
    };
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const commits: number[] = [];
    for (let step = 1; step <= count; step += 1) {
      const quote = fakeDesk.market.quote('005930');
      const before = reactCounter.commits;
      const lastPrice = (quote.basePrice + step * 100) as never;
      fakeDesk.sendMarket({ ...fakeDesk.market.advance(0, [], 0), quotes: [{ ...quote, lastPrice }] });
      await frame();
      await frame();
      commits.push(reactCounter.commits - before);
    }
    return commits;
  }, steps);
}

test.describe('lists that follow the market', () => {
  test('show a tick without a render of React', async ({ page, preview }) => {
    await page.addInitScript(countCommits);
    await preview.open('still');
    const price = page.locator('.watchlist .ag-row[row-id="005930"] [col-id="lastPrice"]');
    await expect(price).toHaveText(/\d/);
    const base = await readFakeDesk(page, (desk) => desk.market.quote('005930').basePrice);
    const commits = await commitsPerTick(page, 40);
    await expect(price).toHaveText((base + 4000).toLocaleString('en-US'));
    const opened = await page.evaluate(
      () => (window as unknown as { reactCounter: { commits: number } }).reactCounter.commits,
    );
    expect(opened).toBeGreaterThan(0);
    // Clocks and sums of the page render a few times a second; a render per tick would leave no frame without one.
    expect(commits.filter((count) => count === 0).length).toBeGreaterThan(20);
  });

  test('light a step of the price in its colour and go dark again', async ({ page, preview }) => {
    await preview.open('still');
    const cell = page.locator('.watchlist .ag-row[row-id="005930"] [col-id="lastPrice"] .live-cell');
    await expect(cell).toHaveText(/\d/);
    const step = (by: 1 | -1) =>
      page.evaluate(async (sign) => {
        const { fakeDesk } = window as unknown as { fakeDesk: FakeBridge };
        const quote = fakeDesk.market.quote('005930');
        const lastPrice = (quote.lastPrice + sign * 100) as never;
        fakeDesk.sendMarket({ ...fakeDesk.market.advance(0, [], 0), quotes: [{ ...quote, lastPrice }] });
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
        return document.querySelector('[row-id="005930"] .price-cell .live-cell')?.getAttribute('data-flash');
      }, by);
    expect(await step(1)).toBe('up');
    await expect(cell).not.toHaveAttribute('data-flash');
  });

  test('stay sorted by a price that moves', async ({ page, preview }) => {
    await preview.open('still');
    await page.locator('.watchlist .ag-header-cell[col-id="changePercent"]').click();
    await onFakeDesk(page, (desk) => {
      const quote = desk.market.quote('005930');
      desk.sendMarket({ ...desk.market.advance(0, [], 0), quotes: [{ ...quote, changePercent: -29.9 }] });
    });
    await expect(page.locator('.watchlist .ag-row[row-index="0"]')).toHaveAttribute('row-id', '005930');
    await onFakeDesk(page, (desk) => {
      const quote = desk.market.quote('005930');
      desk.sendMarket({ ...desk.market.advance(0, [], 0), quotes: [{ ...quote, changePercent: 29.9 }] });
    });
    await expect(page.locator('.watchlist .ag-row[row-index="0"]')).not.toHaveAttribute('row-id', '005930');
  });
});
