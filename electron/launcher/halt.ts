import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import envPaths from 'env-paths';
import type { HaltAddress, HaltAnswer } from '#shared/contract/halt-control.ts';
import { HALT_ADDRESS_FILE } from '#shared/contract/halt-control.ts';

/** How long the terminal follows what becomes of the orders: past the second check of the desk. */
const FOLLOW_MS = 7_000;
const STEP_MS = 500;
/** What the owner types into the launcher's terminal, and Enter. */
const WORDS: ReadonlySet<string> = new Set(['halt', 'stop', '정지', '!']);

/**
 * Halts every account of the desk that runs in this data folder, and tells what becomes of its orders.
 *
 * @returns 0 when nothing is left, 1 when something is still alive or unknown, 2 when no desk could be reached
 */
export async function haltRunningDesk(say: (line: string) => void): Promise<number> {
  const address = readAddress();
  const first = address === null ? null : await call(address, 'POST');
  if (address === null || first === null) {
    say(
      '실행 중인 호가를 찾지 못했습니다. 증권사 앱에서 확인하세요. · No running desk was found: use the broker’s own app.',
    );
    return 2;
  }
  say('정지했습니다. 새 주문은 나가지 않습니다. · Halted: no new order leaves.');
  const until = performance.now() + FOLLOW_MS;
  let last = first;
  while (last.isAnythingLeft && performance.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, STEP_MS));
    last = (await call(address, 'GET')) ?? last;
  }
  for (const line of last.lines) say(line);
  return last.isAnythingLeft ? 1 : 0;
}

/** Halts when the owner types it into the terminal the desk was started from. */
export function haltOnTyping(input: Readable, say: (line: string) => void): void {
  const lines = createInterface({ input });
  lines.on('line', (line) => {
    if (WORDS.has(line.trim().toLowerCase())) void haltRunningDesk(say);
  });
}

function readAddress(): HaltAddress | null {
  try {
    const read: unknown = JSON.parse(readFileSync(join(dataFolder(), HALT_ADDRESS_FILE), 'utf8'));
    return isAddress(read) ? read : null;
  } catch {
    return null;
  }
}

/** Where the hosts keep their data. */
function dataFolder(): string {
  const home = process.env['HOGA_HOME'];
  return home ? join(resolve(home), 'data') : envPaths('Hoga', { suffix: '' }).data;
}

function isAddress(value: unknown): value is HaltAddress {
  if (typeof value !== 'object' || value === null) return false;
  const { port, token } = value as Partial<Record<string, unknown>>;
  return typeof port === 'number' && typeof token === 'string';
}

async function call({ port, token }: HaltAddress, method: 'GET' | 'POST'): Promise<HaltAnswer | null> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/`, {
      method,
      headers: { authorization: `Bearer ${token}` },
    });
    return answer.ok ? ((await answer.json()) as HaltAnswer) : null;
  } catch {
    return null;
  }
}
