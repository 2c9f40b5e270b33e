import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright';
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
}

const RATE = 2_000;
const SAMPLE_MS = 2_000;
const HOUR_MS = 3_600_000;

/** Memory of core and of one window under 2,000 messages a second. */
export async function measureMemory(seconds: number): Promise<MemoryMeasure> {
  const desk = await startLoadedDesk();
  const browser = await launchBrowser();
  try {
    const { symbols, focus, close } = await prepareWindow(desk);
    await openBenchPage(await desk.host.freshUrl(), browser);
    const pages = await rendererProcesses(browser);
    const samples: [number, number, number][] = [];
    const timer = setInterval(() => {
      samples.push([performance.now(), residentMb([desk.host.child.pid ?? 0]), residentMb(pages)]);
    }, SAMPLE_MS);
    await desk.flood({ rate: RATE, seconds, symbols, bookSymbols: [focus], focus });
    clearInterval(timer);
    close();
    const [, coreMb = Number.NaN, windowMb = Number.NaN] = samples.at(-1) ?? [];
    const half = samples.slice(Math.floor(samples.length / 2));
    const growth = slope(half.map(([at, core, page]) => [at, core + page]));
    return { coreMb: round(coreMb), windowMb: round(windowMb), slopeMbPerHour: round(growth * HOUR_MS) };
  } finally {
    await browser.close();
    await desk.stop();
  }
}

async function rendererProcesses(browser: Browser): Promise<number[]> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
}

function residentMb(pids: readonly number[]): number {
  const kilobytes = pids.map((pid) => {
    try {
      return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
    } catch {
      return 0;
    }
  });
  return kilobytes.reduce((sum, each) => sum + each, 0) / 1024;
}
