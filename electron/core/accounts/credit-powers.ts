import type { Clock } from '#shared/domain/clock.ts';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import type { AccountClient, CreditPower } from '../brokers/broker.ts';
import type { Log } from '../ports/log.ts';

/** What the broker said is used for this long: rates are of the day, amounts move with the account. */
const FRESH_MS = 10_000;
/** After an answer that failed, at the earliest. */
const RETRY_MS = 3_000;

interface Asked {
  readonly at: number;
  readonly isUnderWay: boolean;
  readonly power: CreditPower | null;
}

/**
 * What the broker lends on each instrument that somebody wants to buy on credit. Asks the broker at most once at a time for each; an
 * answer that fails leaves what was known.
 */
export class CreditPowers {
  private readonly asked = new Map<InstrumentSymbol, Asked>();

  constructor(
    private readonly fetch: AccountClient['fetchCreditPower'],
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Null while it is not known. */
  of(symbol: InstrumentSymbol): CreditPower | null {
    return this.asked.get(symbol)?.power ?? null;
  }

  want(symbol: InstrumentSymbol): void {
    if (this.fetch === null) return;
    const now = this.clock.monotonicNow();
    const before = this.asked.get(symbol);
    if (before?.isUnderWay === true) return;
    const age = before === undefined ? Infinity : now - before.at;
    if (age < (before?.power === null ? RETRY_MS : FRESH_MS)) return;
    const power = before?.power ?? null;
    this.asked.set(symbol, { at: now, isUnderWay: true, power });
    void this.ask(this.fetch, symbol, power);
  }

  private async ask(
    fetch: NonNullable<AccountClient['fetchCreditPower']>,
    symbol: InstrumentSymbol,
    known: CreditPower | null,
  ): Promise<void> {
    const answer = await fetch(symbol);
    if (!answer.ok) this.log.warn('credit not known', { symbol, error: answer.error });
    const power = answer.ok ? answer.value : known;
    this.asked.set(symbol, { at: this.clock.monotonicNow(), isUnderWay: false, power });
  }
}
