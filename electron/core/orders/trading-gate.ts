import type { Unsubscribe } from '#shared/domain/clock.ts';
import type { ErrorKind, HogaError } from '#shared/domain/errors.ts';
import { hogaError } from '#shared/domain/errors.ts';
import type { TradingGate } from '#shared/contract/events.ts';
import { ListenerSet } from '../listener-set.ts';
import type { Log } from '../ports/log.ts';

type BlockReason = Extract<TradingGate, { state: 'blocked' }>['reason'];
/** What keeps orders back although the link is up: they wait for the trader, or for the right market's prices. */
export type Withheld = Extract<BlockReason, 'notArmed' | 'otherMarket'>;
/** Why the link itself keeps trading back. */
export type LinkReason = Exclude<BlockReason, 'storage' | 'halted' | Withheld>;

const KINDS: Readonly<Record<BlockReason, ErrorKind>> = {
  starting: 'validation',
  halted: 'validation',
  storage: 'storage',
  disconnected: 'connectivity',
  noCredentials: 'auth',
  locked: 'auth',
  refused: 'auth',
  replaced: 'auth',
  disabled: 'validation',
  notArmed: 'validation',
  otherMarket: 'validation',
};

const CODES: Readonly<Record<BlockReason, string>> = {
  starting: 'TRADING_STARTING',
  halted: 'TRADING_HALTED',
  storage: 'TRADING_LEDGER_UNAVAILABLE',
  disconnected: 'TRADING_DISCONNECTED',
  noCredentials: 'TRADING_NO_CREDENTIALS',
  locked: 'TRADING_SECRETS_LOCKED',
  refused: 'TRADING_ACCESS_REFUSED',
  replaced: 'TRADING_SESSION_REPLACED',
  disabled: 'TRADING_DISABLED',
  notArmed: 'TRADING_NOT_ARMED',
  otherMarket: 'TRADING_OTHER_MARKET',
};

/**
 * Whether new orders may leave. Each cause is kept apart, so that one that ends does not open the gate for another.
 *
 * A ledger that cannot be written comes first, then the trader's halt, then the link, then the list of instruments, then
 * what the trader has yet to allow.
 */
export class Gate {
  private link: { readonly reason: LinkReason; readonly error: HogaError | null } | null = {
    reason: 'starting',
    error: null,
  };
  private storageError: HogaError | null = null;
  private isHalted = false;
  private isReady = false;
  private told = JSON.stringify(blocked('starting', null));
  private readonly listeners = new ListenerSet<TradingGate>();

  /** @param withheld  asked anew whenever the gate is: what it depends on may end with the day */
  constructor(
    private readonly log: Log,
    private readonly withheld: () => Withheld | null = () => null,
  ) {}

  state(): TradingGate {
    if (this.storageError !== null) return blocked('storage', this.storageError);
    if (this.isHalted) return blocked('halted', null);
    if (this.link !== null) return blocked(this.link.reason, this.link.error);
    const withheld = this.withheld();
    // Instruments of another market do not come: that is what to tell.
    if (withheld === 'otherMarket') return blocked(withheld, null);
    if (!this.isReady) return blocked('starting', null);
    if (withheld !== null) return blocked(withheld, null);
    return { state: 'armed' };
  }

  /** Returns the error that a new order gets; null when it may pass. */
  refusal(): HogaError | null {
    const state = this.state();
    if (state.state === 'armed') return null;
    const { reason, error } = state;
    const detail = error === null ? `trading is blocked: ${reason}` : error.detail;
    return hogaError(KINDS[reason], CODES[reason], detail, { reason }, error ?? undefined);
  }

  linkDown(reason: LinkReason, error: HogaError | null): void {
    this.change(() => (this.link = { reason, error }));
  }

  linkUp(): void {
    this.change(() => (this.link = null));
  }

  /** The reason the link is down for; null when it is up. */
  linkReason(): LinkReason | null {
    return this.link?.reason ?? null;
  }

  setStorageError(error: HogaError | null): void {
    this.change(() => (this.storageError = error));
  }

  /** Whether what orders are checked against is there. */
  setReady(isReady: boolean): void {
    this.change(() => (this.isReady = isReady));
  }

  setHalted(isHalted: boolean): void {
    this.change(() => (this.isHalted = isHalted));
  }

  onChange(listener: (gate: TradingGate) => void): Unsubscribe {
    return this.listeners.add(listener);
  }

  /** Tells listeners when what is withheld has changed since they were told. */
  recheck(): void {
    this.change(() => undefined);
  }

  private change(apply: () => void): void {
    apply();
    const after = this.state();
    const text = JSON.stringify(after);
    if (text === this.told) return;
    this.told = text;
    try {
      this.listeners.emit(after);
    } catch (error) {
      this.log.error('a listener of the trading gate failed', { error });
    }
  }
}

function blocked(reason: BlockReason, error: HogaError | null): TradingGate {
  return { state: 'blocked', reason, error };
}
