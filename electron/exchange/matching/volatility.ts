import {
  VI_DURATION_MS,
  VI_LOW_PRICE_EXCEPTION,
  viTriggers,
} from '#shared/catalogue/volatility-interruption.ts';
import type { ViRates } from '#shared/catalogue/volatility-interruption.ts';
import type { Price } from '#shared/domain/price.ts';
import type { ViState } from '#shared/domain/quote.ts';
import { ticksBetween } from '#shared/domain/tick-size.ts';
import type { TickLadder } from '#shared/domain/tick-size.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import type { EnginePolicy } from './engine-policy.ts';

export type ViKind = 'static' | 'dynamic';

/** Why trading is interrupted: the reference that a tentative price moved too far from. */
export interface ViTrigger {
  readonly kind: ViKind;
  readonly reference: Price;
  readonly percent: number;
}

/** A trade that would happen, and what it is measured by. */
export interface TentativeTrade {
  readonly price: Price;
  /** Last trade before the order that would trade. */
  readonly lastPrice: Price;
  /** First price that order trades at: the only one that the exemption after an auction covers. */
  readonly firstPrice: Price;
}

/** Watches tentative prices against the static and dynamic references, and keeps the state of a running interruption. */
export class VolatilityGuard {
  private staticReference: Price;
  private shown: ViState | null = null;
  private shownPercent: number | null = null;
  private active: { readonly trigger: ViTrigger; readonly endsAt: EpochMs } | null = null;
  private isMethodChanged = false;

  constructor(
    staticReference: Price,
    private readonly ladder: TickLadder,
    private readonly policy: EnginePolicy,
  ) {
    this.staticReference = staticReference;
  }

  get isActive(): boolean {
    return this.active !== null;
  }

  /** Returns the interruption that a trade would cause; null when it may happen. Not asked while one runs. */
  check(trade: TentativeTrade, rates: ViRates | null): ViTrigger | null {
    if (rates === null || rates.effect !== 'auction') return null;
    return (
      this.checkKind('static', trade, this.staticReference, rates.staticPercent) ??
      this.checkKind('dynamic', trade, trade.lastPrice, rates.dynamicPercent)
    );
  }

  /** Notes that the price right after an auction is history: an order traded, or the next auction began. */
  endExemption(): void {
    this.isMethodChanged = false;
  }

  /** Notes that continuous matching follows an auction: its first price may lie anywhere. */
  noteMethodChange(): void {
    this.isMethodChanged = true;
  }

  /** Notes the result of a single-price auction: the static reference from now on. */
  noteSinglePrice(result: Price): void {
    this.staticReference = result;
    this.shown = null;
  }

  activate(trigger: ViTrigger, at: EpochMs): void {
    this.active = { trigger, endsAt: (at + VI_DURATION_MS) as EpochMs };
    this.shown = null;
  }

  release(): void {
    this.active = null;
    this.shown = null;
  }

  /** Returns what the venue publishes: the reference that triggered, or outside an interruption the static one. */
  state(rates: ViRates | null): ViState {
    const percent = rates?.staticPercent ?? null;
    if (this.shown === null || this.shownPercent !== percent) this.shown = this.buildState(percent);
    this.shownPercent = percent;
    return this.shown;
  }

  private checkKind(
    kind: ViKind,
    { price, firstPrice }: TentativeTrade,
    reference: Price,
    percent: number | null,
  ): ViTrigger | null {
    if (percent === null || Math.abs(price - reference) * 100 < reference * percent) return null;
    if (this.isMethodChanged && price === firstPrice && this.policy.firstPriceExempt.includes(kind))
      return null;
    return this.isLowPriceMove(price, reference) ? null : { kind, reference, percent };
  }

  private isLowPriceMove(price: Price, reference: Price): boolean {
    if (reference >= VI_LOW_PRICE_EXCEPTION.belowWon) return false;
    return Math.abs(ticksBetween(reference, price, this.ladder)) <= VI_LOW_PRICE_EXCEPTION.ticks;
  }

  private buildState(staticPercent: number | null): ViState {
    const trigger = this.active?.trigger ?? null;
    const percent = trigger?.percent ?? staticPercent;
    const reference = trigger?.reference ?? this.staticReference;
    const triggers = percent === null ? null : viTriggers(reference, percent, this.ladder);
    return {
      isActive: trigger !== null,
      kind: trigger?.kind ?? null,
      referencePrice: percent === null ? null : reference,
      upperTrigger: triggers?.upper ?? null,
      lowerTrigger: triggers?.lower ?? null,
      endsAt: this.active?.endsAt ?? null,
    };
  }
}
