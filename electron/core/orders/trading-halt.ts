import type { AccountId } from '#shared/domain/account.ts';
import type { Clock, Unsubscribe } from '#shared/domain/clock.ts';
import type { Result } from '#shared/domain/result.ts';
import { ok } from '#shared/domain/result.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import type { HaltReport } from '#shared/contract/events.ts';
import { ListenerSet } from '../listener-set.ts';
import type { Ids } from '../ports/ids.ts';
import type { Log } from '../ports/log.ts';
import type { CommandSender } from './command-sender.ts';
import { HaltReporter } from './halt-report.ts';
import type { CancelOrder } from './halt-watch.ts';
import { HaltWatch } from './halt-watch.ts';
import { cancelableOrders, cancelEach } from './mass-cancel.ts';
import type { OrderJournal } from './order-journal.ts';
import type { OrderLedger } from './order-ledger.ts';
import type { OrderStore } from './order-store.ts';
import type { Reconciliation } from './reconciliation.ts';
import type { Gate } from './trading-gate.ts';

export interface TradingHaltOptions {
  readonly accountId: AccountId;
  readonly store: OrderStore;
  readonly journal: OrderJournal;
  readonly ledger: OrderLedger;
  readonly gate: Gate;
  readonly sender: CommandSender;
  readonly reconciliation: Pick<Reconciliation, 'look'>;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  /** Goes ahead of everything and does not wait for another order's answer. */
  readonly cancel: CancelOrder;
}

/**
 * The kill switch of one account: its gate closes, what works is canceled, and what becomes of each order is followed until
 * the trader resumes, restarts of the program included.
 */
export class TradingHalt {
  private readonly reports = new ListenerSet<HaltReport | null>();
  private readonly watch: HaltWatch;
  private readonly reporter: HaltReporter;

  constructor(private readonly options: TradingHaltOptions) {
    const { accountId, store, clock, ids, log, cancel, reconciliation, journal } = options;
    this.watch = new HaltWatch({ store, ids, log, cancel, onChange: () => this.reporter.update() });
    this.reporter = new HaltReporter({
      accountId,
      store,
      clock,
      look: () => reconciliation.look(),
      isCanceling: (clientOrderId) => this.watch.isCanceling(clientOrderId),
      onReport: (report) => this.tell(report),
    });
    // Afterwards: whoever tells of the order is still at it.
    journal.onOrder(({ clientOrderId }) => {
      queueMicrotask(() => {
        this.watch.consider(clientOrderId);
        this.reporter.update();
      });
    });
  }

  /** Takes up again where the program ended; `haltedAt` is null when trading was not halted then. */
  restore(haltedAt: EpochMs | null): void {
    this.options.gate.setHalted(haltedAt !== null);
    if (haltedAt === null) return;
    this.watch.begin(haltedAt);
    this.reporter.begin(haltedAt);
  }

  /** Nothing new leaves from here on; what waits at the limiter is denied now. Touches neither disk nor network. */
  closeGate(): void {
    const { gate, sender } = this.options;
    gate.setHalted(true);
    const reason = gate.refusal();
    if (reason !== null) sender.withhold(reason);
  }

  /** Returns at once, with how many orders are being canceled. */
  begin(requestId: string): { readonly canceling: number } {
    const { store, ledger, clock, log } = this.options;
    this.closeGate();
    const haltedAt = clock.now();
    this.watch.begin(haltedAt);
    ledger.noteAccount('halted');
    const wanted = cancelableOrders(store);
    this.reporter.begin(haltedAt);
    const canceling = cancelEach(store, requestId, wanted, (...order) => this.watch.cancel(...order));
    void canceling.then(({ failed }) => {
      if (failed.length > 0) log.warn('not every order was canceled', { failed });
    });
    return { canceling: wanted.length };
  }

  /** The broker can be asked again: what could not be canceled meanwhile is, and the lists are compared anew. */
  followLink(): void {
    this.watch.sweep();
    this.reporter.checkAgain();
  }

  /** `storage` when the ledger still cannot be written: trading then stays halted. */
  resume(): Result<void> {
    const { ledger, gate } = this.options;
    const recovered = ledger.recover();
    if (!recovered.ok) return recovered;
    gate.setHalted(false);
    this.watch.end();
    this.reporter.end();
    ledger.noteAccount('resumed');
    return ok(undefined);
  }

  /** Null while trading is not halted. */
  report(): HaltReport | null {
    return this.reporter.report();
  }

  onReport(listener: (report: HaltReport | null) => void): Unsubscribe {
    return this.reports.add(listener);
  }

  close(): void {
    this.watch.end();
    this.reporter.close();
  }

  /** A listener that throws must not keep a cancel from being sent. */
  private tell(report: HaltReport | null): void {
    try {
      this.reports.emit(report);
    } catch (error) {
      this.options.log.error('a listener of the halt failed', { error });
    }
  }
}
