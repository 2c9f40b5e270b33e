import { z } from 'zod';
import type { Clock, Unsubscribe } from '#shared/domain/clock.ts';
import type { Instrument } from '#shared/domain/instrument.ts';
import type { Price } from '#shared/domain/price.ts';
import { isPrice } from '#shared/domain/price.ts';
import type { Result } from '#shared/domain/result.ts';
import { ok } from '#shared/domain/result.ts';
import type { EpochMs, KstDate } from '#shared/domain/time.ts';
import { DAY_MS, kstDateOf } from '#shared/domain/time.ts';
import type { MarketDataService } from './market-data/market-data-service.ts';
import type { CacheFiles } from './ports/cache-files.ts';
import type { Log } from './ports/log.ts';

const FILE = 'instruments.json';
/** Names older than this are not worth showing. */
const LONGEST_AGE_MS = 30 * DAY_MS;
const RETRY_MS = 3_000;

const INSTRUMENT: z.ZodType<Instrument> = z.object({
  symbol: z.string().regex(/^\w{6,12}$/),
  name: z.string().min(1),
  market: z.enum(['KOSPI', 'KOSDAQ']),
  kind: z.enum(['share', 'etf', 'etn', 'elw', 'gold']),
  basePrice: z.custom<Price>((value) => typeof value === 'number' && isPrice(value)),
  listedShares: z.int().nonnegative(),
  isNxtEligible: z.boolean(),
  isHalted: z.boolean(),
  leverage: z.number(),
  marginRate: z.number(),
});

const CACHED = z.object({ savedAt: z.number(), instruments: z.array(INSTRUMENT).min(1) });

/**
 * The list of instruments as windows get it: today's from the broker, and until that has come the one of the last run, for
 * its names. Nothing is checked against the old one; trading waits for the broker's.
 */
export class InstrumentList {
  private loadedOn: KstDate | null = null;
  private cached: readonly Instrument[] | null | undefined;
  private isWindowStale = false;
  private isLoading = false;
  private isClosed = false;
  /** Grows when what is known or on its way is of another market. */
  private generation = 0;
  private cancelRetry: Unsubscribe | null = null;

  constructor(
    private readonly options: {
      readonly market: Pick<MarketDataService, 'instruments' | 'loadInstruments'>;
      readonly cache: CacheFiles;
      readonly clock: Clock;
      readonly log: Log;
      /** Whether a broker is online; while none is, asking is in vain. */
      readonly canAsk: () => boolean;
      /** Windows hold an older list than there now is. */
      readonly onNewer: () => void;
    },
  ) {}

  /** Sees that today's list is there: asks when it is not, and again until it is. Call it whenever a broker is online. */
  ensure(): void {
    if (this.isLoading || this.isClosed || this.loadedOn === this.today()) return;
    this.stopRetry();
    void this.load();
  }

  /** Returns the best there is; asks when there is none. */
  async list(): Promise<Result<readonly Instrument[]>> {
    const known = this.options.market.instruments();
    if (known.length > 0) return ok(known);
    this.cached ??= this.readCache();
    if (this.cached === null) return this.load();
    this.isWindowStale = true;
    return ok(this.cached);
  }

  /** Today's list is of another market now: windows hold the wrong one until the next is there. */
  forget(): void {
    this.isWindowStale ||= this.loadedOn !== null;
    this.loadedOn = null;
    this.generation += 1;
  }

  close(): void {
    this.isClosed = true;
    this.stopRetry();
  }

  private async load(): Promise<Result<readonly Instrument[]>> {
    const { market, log, clock, canAsk, onNewer } = this.options;
    const { generation } = this;
    this.isLoading = true;
    const hadOlder = this.loadedOn !== null;
    const loaded = await market.loadInstruments();
    this.isLoading = false;
    if (this.isClosed) return loaded;
    if (generation !== this.generation) {
      if (canAsk()) this.ensure();
      return loaded;
    }
    if (!loaded.ok) {
      log.warn('instruments not loaded', { error: loaded.error });
      this.stopRetry();
      this.cancelRetry = clock.after(RETRY_MS, () => canAsk() && this.ensure());
      return loaded;
    }
    this.stopRetry();
    this.loadedOn = this.today();
    this.writeCache(loaded.value);
    if (hadOlder || this.isWindowStale) onNewer();
    this.isWindowStale = false;
    return loaded;
  }

  private readCache(): readonly Instrument[] | null {
    const text = this.options.cache.read(FILE);
    const parsed = text === null ? null : CACHED.safeParse(parseJson(text));
    if (parsed?.success !== true) return null;
    const { savedAt, instruments } = parsed.data;
    return Math.abs(this.options.clock.now() - savedAt) > LONGEST_AGE_MS ? null : instruments;
  }

  private writeCache(instruments: readonly Instrument[]): void {
    const savedAt: EpochMs = this.options.clock.now();
    const written = this.options.cache.write(FILE, JSON.stringify({ savedAt, instruments }));
    if (!written.ok) this.options.log.warn('instruments not cached', { error: written.error });
  }

  private today(): KstDate {
    return kstDateOf(this.options.clock.now());
  }

  private stopRetry(): void {
    this.cancelRetry?.();
    this.cancelRetry = null;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
