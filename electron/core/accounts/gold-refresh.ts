import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import type { Result } from '#shared/domain/result.ts';
import { ok } from '#shared/domain/result.ts';
import type { GoldClient, GoldHoldings } from '../brokers/broker.ts';
import type { Log } from '../ports/log.ts';

/**
 * What the gold account holds. It is asked for only when something of it may have changed: most owners have none, and the broker's
 * quota is small.
 */
export class GoldRefresh {
  private known: GoldHoldings | null = null;
  private isDue = true;

  constructor(
    private readonly client: GoldClient | null,
    private readonly log: Log,
  ) {}

  /** Something happened to an instrument; null: to whatever it may be. */
  touched(symbol: InstrumentSymbol | null): void {
    if (symbol === null || this.client?.symbols.includes(symbol) === true) this.isDue = true;
  }

  /**
   * Returns what the account holds; null when there is none. A first answer that fails is no reason to leave the share account
   * unread: gold is unknown then, and tried again. Once there is gold, it fails the reading.
   */
  async read(): Promise<Result<GoldHoldings | null>> {
    if (this.client === null || !this.isDue) return ok(this.known);
    this.isDue = false;
    const holdings = await this.client.fetchHoldings();
    if (holdings.ok) {
      this.known = holdings.value;
      return holdings;
    }
    this.isDue = true;
    this.log.warn('gold account not read', { error: holdings.error });
    return this.known === null ? ok(null) : holdings;
  }
}
