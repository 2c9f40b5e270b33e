import { readFileSync } from 'node:fs';
import type { Browser, CDPSession } from 'playwright';
import { launchBrowser, openBenchPage } from './bench-page.ts';
import { startLoadedDesk } from './flood/loaded-desk.ts';
import { round, slope } from './percentile.ts';
import { prepareWindow } from './prepare-window.ts';

export interface MemoryMeasure {
  /** Resident memory of the process that holds core, at the end. */
  readonly coreMb: number;
  /** Resident memory of the page's own process, at the end. */
  readonly windowMb: number;
  /** Growth of both together over the second half, per hour. */
  readonly slopeMbPerHour: number;
  /** What the page's scripts hold on to, at the end. */
  readonly windowHeapMb: number;
  /** Growth of that over the second half, per hour. */
  readonly heapSlopeMbPerHour: number;
}

interface Sample {
  readonly at: number;
  readonly coreMb: number;
  readonly windowMb: number;
  readonly heapMb: number;
}

const RATE = 2_000;
const SAMPLE_MS = 10_000;
const HOUR_MS = 3_600_000;
const MEGABYTE = 1024 * 1024;

/**
 * Memory of core and of one window under 2,000 messages a second.
 *
 * The page's garbage is collected before each sample: otherwise a rise would only tell that the browser saw no need to yet.
 */
export async function measureMemory(seconds: number): Promise<MemoryMeasure> {
  const desk = await startLoadedDesk();
  const browser = await launchBrowser();
  try {
    const { symbols, focus, close } = await prepareWindow(desk);
    const { page } = await openBenchPage(await desk.host.freshUrl(), browser);
    const heap = await page.context().newCDPSession(page);
    const processId = await busiestPage(browser);
    const sample = async (): Promise<Sample> => {
      const heapMb = (await collectedHeapBytes(heap)) / MEGABYTE;
      const [coreMb, windowMb] = [residentMb(desk.host.child.pid ?? 0), residentMb(processId)];
      return { at: performance.now(), coreMb, windowMb, heapMb };
    };
    const samples: Promise<Sample>[] = [];
    const timer = setInterval(() => samples.push(sample()), SAMPLE_MS);
    await desk.flood({ rate: RATE, seconds, symbols, bookSymbols: [focus], focus });
    clearInterval(timer);
    samples.push(sample());
    const taken = await Promise.all(samples);
    close();
    return summary(taken);
  } finally {
    await browser.close();
    await desk.stop();
  }
}

function summary(samples: readonly Sample[]): MemoryMeasure {
  const last = samples.at(-1);
  const half = samples.slice(Math.floor(samples.length / 2));
  const perHour = (read: (sample: Sample) => number) =>
    round(slope(half.map((each) => [each.at, read(each)])) * HOUR_MS);
  return {
    coreMb: round(last?.coreMb ?? Number.NaN),
    windowMb: round(last?.windowMb ?? Number.NaN),
    slopeMbPerHour: perHour(({ coreMb, windowMb }) => coreMb + windowMb),
    windowHeapMb: round(last?.heapMb ?? Number.NaN),
    heapSlopeMbPerHour: perHour(({ heapMb }) => heapMb),
  };
}

async function collectedHeapBytes(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize;
}

/** The browser keeps spare processes for pages to come; the page's own is the one that has worked. */
async function busiestPage(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const pages = processInfo.filter(({ type }) => type === 'renderer');
  return pages.reduce((busiest, each) => (each.cpuTime > busiest.cpuTime ? each : busiest)).id;
}

function residentMb(processId: number): number {
  try {
    const status = readFileSync(`/proc/${processId}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}
