import type { ApiStream } from '#shared/contract/api.ts';
import type { Unsubscribe } from '#shared/domain/clock.ts';
import type {
  MarketInterest,
  MarketSnapshot,
  RequestPayload,
  RequestReply,
} from '#shared/contract/requests.ts';
import type { Instrument, InstrumentSymbol } from '#shared/domain/instrument.ts';
import type { Price } from '#shared/domain/price.ts';
import type { Quote } from '#shared/domain/quote.ts';
import type { Result } from '#shared/domain/result.ts';
import type { TradingSession } from '#shared/domain/trading-session.ts';
import type { DeskClient } from '../desk.ts';

/** Market data of the desk, whichever account's broker brings it. */
export interface MarketDataService {
  instruments(): readonly Instrument[];
  instrument(symbol: InstrumentSymbol): Instrument | null;
  /** Latest quote held in memory; null when nothing has been asked or pushed yet. */
  quote(symbol: InstrumentSymbol): Quote | null;
  /** Best prices and last price for risk checks. */
  lastPrice(symbol: InstrumentSymbol): Price | null;
  sessions(): readonly TradingSession[];
  loadInstruments(): Promise<Result<readonly Instrument[]>>;
  snapshot(symbol: InstrumentSymbol): Promise<Result<MarketSnapshot>>;
  candles(query: RequestPayload<'candles.fetch'>): Promise<Result<RequestReply<'candles.fetch'>>>;
  attach(client: DeskClient): Unsubscribe;
  watch(clientId: string, interests: readonly MarketInterest[]): RequestReply<'market.watch'>;
  /** Declares all raw streams that a window wants. */
  watchStreams(clientId: string, streams: readonly ApiStream[]): RequestReply<'api.watch'>;
  onSessions(listener: (sessions: readonly TradingSession[]) => void): Unsubscribe;
  onInstruments(listener: () => void): Unsubscribe;
  close(): void;
}
