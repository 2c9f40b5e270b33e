import { pathToFileURL } from 'node:url';
import { createKiwoomDialect } from '#electron/core/brokers/kiwoom/kiwoom-dialect.ts';
import { KstDay } from '#electron/core/brokers/kiwoom/parse/kst-stamp.ts';
import type { RealSink } from '#electron/core/brokers/kiwoom/parse/real-frame.ts';
import { decodeFrame } from '#electron/core/brokers/kiwoom/parse/real-frame.ts';
import { OrderFees } from '#electron/core/brokers/kiwoom/parse/real-order.ts';
import { epochMs } from '#shared/domain/time.ts';
import { kiwoomFixture } from '#test/support/kiwoom-fixture.ts';

export interface DecodeCost {
  /** Nanoseconds per message. */
  readonly parseNs: number;
  readonly decodeNs: number;
  /** Whole decode, JSON.parse included, over a bare JSON.parse of the same text. */
  readonly ratio: number;
}

const ROUNDS = 21;
const MESSAGES_PER_ROUND = 4_000;
const TEXTS = 500;

/** Makes frames that differ in their numbers, so that nothing can be remembered from one to the next. */
function makeTexts(name: 'real-trade' | 'real-book'): string[] {
  const frame = kiwoomFixture(name) as { data: { values: Record<string, string> }[] };
  return Array.from({ length: TEXTS }, (_, index) => {
    const copy = structuredClone(frame);
    const values = copy.data[0]?.values ?? {};
    for (const fid of ['10', '13', '15', '41', '61', '75']) {
      const value = values[fid];
      if (value !== undefined) values[fid] = value.replace(/\d+/, (digits) => String(Number(digits) + index));
    }
    return JSON.stringify(copy);
  });
}

function nanosecondsPerMessage(run: (text: string) => void, texts: readonly string[]): number {
  const start = process.hrtime.bigint();
  for (let count = 0; count < MESSAGES_PER_ROUND; count += 1) run(texts[count % texts.length] ?? '');
  return Number(process.hrtime.bigint() - start) / MESSAGES_PER_ROUND;
}

const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/** Measures one kind of message: parse and decode in turns, so that both meet the same machine; medians count. */
function measure(name: 'real-trade' | 'real-book'): DecodeCost {
  const texts = makeTexts(name);
  let events = 0;
  const sink: RealSink = {
    market: () => (events += 1),
    report: () => undefined,
    holding: () => undefined,
    unreadable: (type) => {
      throw new Error(`${type} not readable`);
    },
  };
  const day = new KstDay(() => epochMs(Date.UTC(2026, 10, 20, 1)));
  const fees = new OrderFees();
  const dialect = createKiwoomDialect((data) => {
    decodeFrame(data, day, fees, sink);
    return true;
  });
  let parsed: unknown;
  const parse = (text: string) => (parsed = JSON.parse(text));
  const decode = (text: string) => dialect.read(text);
  const parseTimes: number[] = [];
  const decodeTimes: number[] = [];
  // The first rounds warm up.
  for (let round = -5; round < ROUNDS; round += 1) {
    const parseNs = nanosecondsPerMessage(parse, texts);
    const decodeNs = nanosecondsPerMessage(decode, texts);
    if (round < 0) continue;
    parseTimes.push(parseNs);
    decodeTimes.push(decodeNs);
  }
  if (parsed === undefined || events === 0) throw new Error('nothing was measured');
  const parseNs = median(parseTimes);
  const decodeNs = median(decodeTimes);
  return { parseNs, decodeNs, ratio: decodeNs / parseNs };
}

export function measureDecode(): { readonly trade: DecodeCost; readonly book: DecodeCost } {
  return { trade: measure('real-trade'), book: measure('real-book') };
}

/** The worse of both kinds: at most 2 is the budget. */
export function measureDecodeRatio(): number {
  const { trade, book } = measureDecode();
  return Math.max(trade.ratio, book.ratio);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  process.stdout.write(`${JSON.stringify(measureDecode(), null, 2)}\n`);
}
