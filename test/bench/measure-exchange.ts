import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { endChild } from '#electron/launcher/child-end.ts';
import type { KiwoomApiId } from '#shared/catalogue/kiwoom-endpoints.ts';
import { kiwoomEndpoint } from '#shared/catalogue/kiwoom-endpoints.ts';
import { createKiwoomClient } from '#test/support/kiwoom-client.ts';
import type { KiwoomClient } from '#test/support/kiwoom-client.ts';
import { ROOT } from '#test/support/launch-desk.ts';
import { percentile, round } from './percentile.ts';

export interface ExchangeMeasure {
  readonly instruments: number;
  readonly sockets: number;
  /** Real-time messages that all sockets received a second. */
  readonly messagesPerSecond: number;
  /** Answers a second while those were sent, to callers that each wait for theirs. */
  readonly restPerSecond: number;
  readonly restP50Ms: number;
  readonly restP99Ms: number;
  /** Resident memory of the exchange at the end. */
  readonly rssMb: number;
}

const SOCKETS = 50;
const ITEMS_PER_SOCKET = 20;
const CALLERS = 4;
/** What a desk asks most: quotes, a book, a chart page, a ranking, a sector. */
const CALLS: readonly (readonly [KiwoomApiId, Readonly<Record<string, string>>])[] = [
  ['ka10001', { stk_cd: '005930' }],
  ['ka10004', { stk_cd: '000660' }],
  ['ka10080', { stk_cd: '005930', tic_scope: '1', upd_stkpc_tp: '1' }],
  ['ka10032', { mrkt_tp: '000', mang_stk_incls: '0', stex_tp: '3' }],
  ['ka20003', { inds_cd: '001' }],
];

/** The built exchange as a program of its own, with 50 logged-in sockets and callers that never pause, without a quota. */
export async function measureExchange(seconds: number): Promise<ExchangeMeasure> {
  const args = ['--port', '0', '--ws-port', '0', '--seed', '1', '--quota', 'off'];
  const child = spawn(process.execPath, [join(ROOT, 'out/main/exchange.js'), ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  try {
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const { rest, ws } = JSON.parse(line.toString('utf8')) as { rest: string; ws: string };
    const client = createKiwoomClient(rest);
    await client.authenticate('bench');
    const symbols = await listShares(client);
    let messages = 0;
    for (let place = 0; place < SOCKETS; place += 1) {
      await listen(rest, ws, place, symbols, () => (messages += 1));
    }
    messages = 0;
    const startedAt = performance.now();
    const latencies = await Promise.all(
      Array.from({ length: CALLERS }, (_, caller) => keepCalling(client, caller, startedAt + seconds * 1000)),
    );
    const elapsed = (performance.now() - startedAt) / 1000;
    const all = latencies.flat();
    return {
      instruments: symbols.length,
      sockets: SOCKETS,
      messagesPerSecond: round(messages / elapsed, 0),
      restPerSecond: round(all.length / elapsed, 0),
      restP50Ms: round(percentile(all, 0.5)),
      restP99Ms: round(percentile(all, 0.99)),
      rssMb: residentMb(child.pid ?? 0),
    };
  } finally {
    await endChild(child);
  }
}

/** Returns the codes of every listed share and fund. */
async function listShares(client: KiwoomClient): Promise<readonly string[]> {
  const lists = await Promise.all(
    ['0', '10', '8'].map((mrkt_tp) => client.post(kiwoomEndpoint('ka10099').path, 'ka10099', { mrkt_tp })),
  );
  return lists.flatMap(({ body }) => (body['list'] as readonly { code: string }[]).map(({ code }) => code));
}

async function listen(
  rest: string,
  ws: string,
  place: number,
  symbols: readonly string[],
  onMessage: () => void,
): Promise<void> {
  const client = createKiwoomClient(rest);
  await client.authenticate(`bench-${place}`);
  const socket = await client.connect(ws);
  const item = Array.from(
    { length: ITEMS_PER_SOCKET },
    (_, offset) => symbols[(place * ITEMS_PER_SOCKET + offset) % symbols.length],
  );
  socket.socket.on('message', onMessage);
  socket.send({ trnm: 'REG', grp_no: '1', refresh: '1', data: [{ item, type: ['0B', '0D'] }] });
}

/** Calls one after another until the time is over. Returns how long each took, in ms. */
async function keepCalling(client: KiwoomClient, caller: number, endsAt: number): Promise<readonly number[]> {
  const latencies: number[] = [];
  for (let count = caller; performance.now() < endsAt; count += 1) {
    const [id, request] = CALLS[count % CALLS.length] ?? ['ka00001', {}];
    const sentAt = performance.now();
    const { body } = await client.post(kiwoomEndpoint(id).path, id, request);
    if (body['return_code'] !== 0) throw new Error(`${id}: ${String(body['return_msg'])}`);
    latencies.push(performance.now() - sentAt);
  }
  return latencies;
}

function residentMb(pid: number): number {
  return Math.round(
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024,
  );
}
