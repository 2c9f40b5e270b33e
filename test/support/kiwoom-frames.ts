import type { ExecutionReport, MarketEvent } from '#electron/core/brokers/broker.ts';
import { createKiwoomDialect } from '#electron/core/brokers/kiwoom/kiwoom-dialect.ts';
import { decodeFrame } from '#electron/core/brokers/kiwoom/parse/real-frame.ts';
import { OrderFees } from '#electron/core/brokers/kiwoom/parse/real-order.ts';
import type { SocketSignal } from '#electron/core/transport/socket-dialect.ts';
import { fixtureDay } from './kiwoom-reading.ts';

/** What a dialect with a decoder behind it made of the frames it was given. */
export interface FrameReader {
  readonly market: MarketEvent[];
  readonly reports: ExecutionReport[];
  readonly holdings: (string | null)[];
  readonly unreadable: [type: string, isVital: boolean][];
  /** Reads one frame; one that is no text is sent as JSON. */
  read(frame: unknown): SocketSignal;
}

export function createFrameReader(): FrameReader {
  const market: MarketEvent[] = [];
  const reports: ExecutionReport[] = [];
  const holdings: (string | null)[] = [];
  const unreadable: [type: string, isVital: boolean][] = [];
  const day = fixtureDay();
  const fees = new OrderFees();
  const dialect = createKiwoomDialect((data) => {
    let isComplete = true;
    decodeFrame(data, day, fees, {
      market: (event) => market.push(event),
      report: (report) => reports.push(report),
      holding: (symbol) => holdings.push(symbol),
      unreadable: (type, isVital) => {
        unreadable.push([type, isVital]);
        if (isVital) isComplete = false;
      },
    });
    return isComplete;
  });
  const read = (frame: unknown) => dialect.read(typeof frame === 'string' ? frame : JSON.stringify(frame));
  return { market, reports, holdings, unreadable, read };
}
