import type { Page } from 'playwright';
import { launchBrowser, openBenchPage } from './bench-page.ts';
import { startLoadedDesk } from './flood/loaded-desk.ts';
import { percentile, round } from './percentile.ts';
import { prepareWindow } from './prepare-window.ts';

export interface OrderMeasure {
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** The broker takes one new order a second: faster ones would measure the wait for the quota. */
const ORDER_EVERY_MS = 1_200;

/**
 * From the click on the ticket's button to the arrival of the request at the exchange, as one reads the clock of the same
 * machine: contract, checks, ledger write with its sync, limiter, HTTP over loopback.
 */
export async function measureOrders(seconds: number): Promise<OrderMeasure> {
  const desk = await startLoadedDesk();
  const browser = await launchBrowser();
  try {
    const window = await prepareWindow(desk);
    const { page, takeProbe } = await openBenchPage(await desk.host.freshUrl(), browser);
    await fillTicket(page);
    await desk.takeOrders();
    await takeProbe();
    const latencies: number[] = [];
    for (let count = Math.max(2, Math.floor((seconds * 1000) / ORDER_EVERY_MS)); count > 0; count -= 1) {
      await page.getByLabel('가격', { exact: true }).press('ArrowDown');
      await page.locator('.ticket__button:enabled').click();
      await page.waitForTimeout(ORDER_EVERY_MS);
      const [clickedAt] = (await takeProbe()).clicks.slice(-1);
      const [arrivedAt] = (await desk.takeOrders()).orders;
      if (clickedAt !== undefined && arrivedAt !== undefined) latencies.push(arrivedAt - clickedAt);
    }
    window.close();
    return { p50Ms: round(percentile(latencies, 0.5)), p99Ms: round(percentile(latencies, 0.99)) };
  } finally {
    await browser.close();
    await desk.stop();
  }
}

/** A buy of one share, some ticks below the market, so that it rests. */
async function fillTicket(page: Page): Promise<void> {
  await page.getByLabel('수량', { exact: true }).fill('1');
  const price = page.getByLabel('가격', { exact: true });
  for (let tick = 0; tick < 3; tick += 1) await price.press('ArrowDown');
}
