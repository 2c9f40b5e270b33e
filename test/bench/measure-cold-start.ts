import { spawnHost, whenHostReady } from '#electron/launcher/host-child.ts';
import { endChild } from '#electron/launcher/child-end.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '#test/support/launch-desk.ts';
import { launchBrowser, openBenchPage } from './bench-page.ts';
import { percentile, round } from './percentile.ts';

const ROUNDS = 5;

/**
 * From starting the built host, its exchange and a browser, all cold but for the disk, to the first price painted in the
 * order book. The median of five starts in fresh folders.
 */
export async function measureColdStart(): Promise<number> {
  const times: number[] = [];
  for (let count = 0; count < ROUNDS; count += 1) times.push(await startOnce());
  return round(percentile(times, 0.5), 0);
}

async function startOnce(): Promise<number> {
  const home = mkdtempSync(join(tmpdir(), 'hoga-bench-'));
  process.env['HOGA_HOME'] = home;
  const startedAt = performance.now();
  const child = spawnHost(ROOT, []);
  try {
    const host = await whenHostReady(child);
    const browser = await launchBrowser();
    try {
      await openBenchPage(host.url, browser);
      return performance.now() - startedAt;
    } finally {
      await browser.close();
    }
  } finally {
    await endChild(child);
    delete process.env['HOGA_HOME'];
    rmSync(home, { recursive: true, force: true });
  }
}
