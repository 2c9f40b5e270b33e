import type { Page } from 'playwright';
import { launchBrowser, openBenchPage } from './bench-page.ts';
import { startLoadedDesk } from './flood/loaded-desk.ts';
import type { FloodReport } from './flood/flood-exchange.ts';
import type { PageProbe } from './page-probe.ts';
import { percentile, round } from './percentile.ts';
import { prepareWindow } from './prepare-window.ts';

export interface FeedMeasure {
  /** Messages a second that the exchange really sent. */
  readonly rate: number;
  readonly seconds: number;
  readonly lostTrades: number;
  readonly lostOrderEvents: number;
  readonly fps: number;
  readonly paintP50Ms: number;
  readonly paintP99Ms: number;
}

const TARGET_RATE = 10_000;
/** How long the last print may take to the page before the rest counts as lost. */
const DRAIN_MS = 30_000;

/**
 * Sends 10,000 messages a second to the desk with a page open (watchlist, chart, order book with ticket, orders) and an
 * order placed and cancelled each few seconds meanwhile. Latency runs from the exchange's send to the frame that shows it.
 */
export async function measureFeed(seconds: number): Promise<FeedMeasure> {
  const desk = await startLoadedDesk();
  const browser = await launchBrowser();
  try {
    const window = await prepareWindow(desk);
    const { page, takeProbe } = await openBenchPage(await desk.host.freshUrl(), browser);
    // Snapshots, instruments and chart arrive first: the flood is not to be measured against a page that is loading.
    await page.waitForTimeout(4_000);
    const before = await desk.takeOrders();
    await takeProbe();
    const orders = window.keepOrdering(seconds);
    const { symbols, focus } = window;
    const report = await desk.flood({ rate: TARGET_RATE, seconds, symbols, bookSymbols: [focus], focus });
    await orders;
    await waitForVolume(page, report.stamps.at(-1)?.[0] ?? 0);
    const probe = await takeProbe();
    const { accountEvents } = await desk.takeOrders();
    window.close();
    return summarize(report, probe, seconds, accountEvents - before.accountEvents);
  } finally {
    await browser.close();
    await desk.stop();
  }
}

/** Resolves when the page shows the day's volume after the last print; does not fail when it never does. */
async function waitForVolume(page: Page, volume: number): Promise<void> {
  const shows = (wanted: number) =>
    Number(document.querySelector('.book-strip__fact b')?.textContent?.replaceAll(',', '')) >= wanted;
  await page.waitForFunction(shows, volume, { timeout: DRAIN_MS }).catch(() => undefined);
}

function summarize(
  report: FloodReport,
  probe: PageProbe,
  seconds: number,
  accountEvents: number,
): FeedMeasure {
  const sentAt = new Map(report.stamps);
  const latencies = probe.painted.flatMap(([volume, paintedAt]) => {
    const sent = sentAt.get(volume);
    return sent === undefined ? [] : [paintedAt - sent];
  });
  return {
    rate: round(report.sent / seconds, 0),
    seconds,
    lostTrades: report.stamps.length - probe.trades + probe.missingShares,
    // The page may hear of more steps than the exchange: an order also changes inside the desk.
    lostOrderEvents: probe.sequenceHoles + Math.max(0, accountEvents - probe.orderEvents),
    fps: round((probe.frames / probe.elapsedMs) * 1000),
    paintP50Ms: round(percentile(latencies, 0.5)),
    paintP99Ms: round(percentile(latencies, 0.99)),
  };
}
