import type { AccountId, CashBalance } from '#shared/domain/account.ts';
import type { Clock, Unsubscribe } from '#shared/domain/clock.ts';
import { hogaError } from '#shared/domain/errors.ts';
import type { LoanLot } from '#shared/domain/funding.ts';
import type { Instrument, InstrumentSymbol } from '#shared/domain/instrument.ts';
import type { ClientOrderId, Order } from '#shared/domain/order.ts';
import type { Money } from '#shared/domain/money.ts';
import type { Quantity } from '#shared/domain/quantity.ts';
import type { Quote } from '#shared/domain/quote.ts';
import type { Result } from '#shared/domain/result.ts';
import { err, ok } from '#shared/domain/result.ts';
import type { KstDate } from '#shared/domain/time.ts';
import type { TradingSession } from '#shared/domain/trading-session.ts';
import type { RequestPayload } from '#shared/contract/requests.ts';
import type { Broker, CreditPower } from '../brokers/broker.ts';
import type { Ids } from '../ports/ids.ts';
import type { LedgerIntegrity } from '../ledger/integrity.ts';
import type { LedgerStorage } from '../ports/ledger-storage.ts';
import type { Log } from '../ports/log.ts';
import { CommandQueue } from './command-queue.ts';
import { CommandSender } from './command-sender.ts';
import type { SendOutcome } from './command-sender.ts';
import type { CancelOne } from './mass-cancel.ts';
import { cancelableOrders, cancelEach } from './mass-cancel.ts';
import { OrderCommands } from './order-commands.ts';
import { OrderJournal } from './order-journal.ts';
import { OrderLedger } from './order-ledger.ts';
import type { OrderService } from './order-service.ts';
import { OrderStore } from './order-store.ts';
import { Reconciliation } from './reconciliation.ts';
import { ReportIntake } from './report-intake.ts';
import { RequestRegistry } from './request-registry.ts';
import { restoreOrders } from './restore-orders.ts';
import type { RiskContext } from './risk-context.ts';
import type { RiskLimits } from '#shared/domain/risk-limits.ts';
import { checkOrder } from './risk-checks.ts';
import { toOrder } from './to-order.ts';
import type { TrackedOrder } from './tracked-order.ts';
import type { Withheld } from './trading-gate.ts';
import { Gate } from './trading-gate.ts';
import { TradingHalt } from './trading-halt.ts';

export interface OrderServiceOptions {
  readonly accountId: AccountId;
  /** Under which the ledger keeps the account: another one where order numbers begin anew. */
  readonly ledgerScope: string;
  readonly broker: Pick<Broker, 'execution' | 'capabilities'>;
  /** A failure to open it blocks all orders of the account. */
  readonly ledger: Result<LedgerStorage>;
  /** Whether the ledger still is what was written; where it is not, all orders are blocked and cancels are not. */
  readonly integrity?: Pick<LedgerIntegrity, 'error' | 'onChange'>;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  /** Asked for each check: what the owner changes holds at once. */
  readonly limits: () => RiskLimits;
  /** What keeps orders back although the link is up. Asked whenever the gate is. */
  readonly withheld?: () => Withheld | null;
  readonly market: {
    instrument(symbol: InstrumentSymbol): Instrument | null;
    quote(symbol: InstrumentSymbol): Quote | null;
    sessions(): readonly TradingSession[];
    /** False until the broker's list is there: before that every symbol is unknown. */
    hasInstruments(): boolean;
    onInstruments(listener: () => void): Unsubscribe;
  };
  readonly account: {
    cash(): CashBalance | null;
    sellableQuantity(symbol: InstrumentSymbol): Quantity | null;
    dayResult(): Money | null;
    /** Null while the broker was not asked; `wantCreditPower` has it asked. */
    creditPower(symbol: InstrumentSymbol): CreditPower | null;
    wantCreditPower(symbol: InstrumentSymbol): void;
    loans(symbol: InstrumentSymbol): readonly LoanLot[] | null;
  };
  /** The trading day it is now. */
  readonly tradingDate: () => KstDate;
}

/**
 * Composes the order service of one account. It listens to the broker's pushes at once and sends nothing by itself; orders
 * may be placed after `restore` and one successful `reconcile`.
 */
export function createOrderService(options: OrderServiceOptions): OrderService {
  const { accountId, broker, clock, ids, log, limits, market, account, tradingDate } = options;
  const { execution } = broker;
  const gate = new Gate(log, options.withheld);
  const store = new OrderStore(tradingDate());
  const ledger = new OrderLedger({
    scope: options.ledgerScope,
    storage: options.ledger,
    ...(options.integrity === undefined ? {} : { integrity: options.integrity }),
    clock,
    log,
    onHealth: (error) => gate.setStorageError(error),
  });
  gate.setStorageError(ledger.error());
  const journal = new OrderJournal({ accountId, store, ledger, clock, log });
  const intake = new ReportIntake({
    store,
    journal,
    log,
    onPuzzle: () => reconciliation.lookSoon(),
    isAnswerDue: (commandId) => sender.isAnswerDue(commandId),
    onDelivered: (clientOrderId) => reconciliation.notePush(clientOrderId),
  });
  const reconciliation: Reconciliation = new Reconciliation({
    execution,
    store,
    journal,
    intake,
    clock,
    log,
    isAnswerPossible: (commandId) => sender.isAnswerPossible(commandId),
    beforeLook: followDay,
  });
  const sender = new CommandSender({ journal, clock, log, onOutcome: afterOutcome });
  const commands = new OrderCommands({
    execution,
    store,
    journal,
    ledger,
    queue: new CommandQueue(),
    sender,
    reconciliation,
    gate,
    ids,
    riskContext,
  });
  const requests = new RequestRegistry();
  let linkGeneration = 0;
  const halt: TradingHalt = new TradingHalt({
    accountId,
    store,
    journal,
    ledger,
    gate,
    sender,
    reconciliation,
    clock,
    ids,
    log,
    cancel: (command) => cancel(command, 'halt'),
  });
  // A change of an order on credit is checked against what the broker lends.
  journal.onOrder(({ symbol, funding, side }) => {
    if (funding.kind === 'marginLoan' && side === 'buy') account.wantCreditPower(symbol);
  });
  const followInstruments = () => gate.setReady(market.hasInstruments());
  followInstruments();
  const stopInstruments = market.onInstruments(followInstruments);
  const stopReports = execution.onReport((report) => {
    followDay();
    intake.accept(report);
    reconciliation.tryHeldReports();
    reconciliation.consider();
  });

  /** Held pushes may belong to the order that just got its number; what is in doubt is looked for. */
  function afterOutcome({ type }: SendOutcome): void {
    intake.release();
    reconciliation.tryHeldReports();
    if (type === 'acked') reconciliation.consider();
    else reconciliation.poke();
  }

  function followDay(): void {
    const today = tradingDate();
    // A clock that is set back does not bring the day before back.
    if (today <= store.date) return;
    store.rollTo(today);
    intake.forget();
    reconciliation.poke();
  }

  function riskContext(symbol: InstrumentSymbol, orders: readonly TrackedOrder[]): RiskContext {
    return {
      instrument: market.instrument(symbol),
      quote: market.quote(symbol),
      sessions: market.sessions(),
      capabilities: broker.capabilities,
      limits: limits(),
      cash: account.cash(),
      sellableQuantity: account.sellableQuantity(symbol),
      credit: account.creditPower(symbol),
      loans: account.loans(symbol),
      dayResult: account.dayResult(),
      orders,
      amended: null,
      tradingDate: store.date,
      now: clock.now(),
    };
  }

  /** An id that the ledger knows was carried out before a restart: the answer is the order as it stands. */
  function answerOf(requestId: string): Result<Order> | null {
    const record = store.byRequest(requestId);
    if (record === null) return null;
    const order = store.get(record.clientOrderId);
    if (order !== null) return ok(toOrder(order));
    return err(
      hogaError('validation', 'REQUEST_ALREADY_DONE', 'carried out on an earlier day', { requestId }),
    );
  }

  function once(
    requestId: string,
    contents: unknown,
    task: () => Promise<Result<Order>>,
  ): Promise<Result<Order>> {
    followDay();
    return requests.run(requestId, contents, async () => answerOf(requestId) ?? task());
  }

  const place: OrderService['place'] = (command) =>
    once(command.requestId, ['place', command.intent], () => commands.place(command));
  const cancel = (command: RequestPayload<'order.cancel'>, urgency: 'inTurn' | 'halt' = 'inTurn') =>
    once(command.requestId, ['cancel', command.clientOrderId], () => commands.cancel(command, urgency));

  return {
    restore() {
      const entries = ledger.read();
      if (!entries.ok) return entries;
      const { haltedAt } = restoreOrders(entries.value, journal, store);
      execution.expectOrdersOf?.(store.all().map(({ intent }) => intent.symbol));
      halt.restore(haltedAt);
      return ok(undefined);
    },

    async reconcile() {
      const generation = ++linkGeneration;
      if (gate.linkReason() !== null) gate.linkDown('starting', null);
      const looked = await reconciliation.look();
      if (generation !== linkGeneration) {
        return looked.ok
          ? err(hogaError('connectivity', 'RECONCILE_OVERTAKEN', 'the link changed meanwhile'))
          : looked;
      }
      if (looked.ok) {
        gate.linkUp();
        reconciliation.resume();
        halt.followLink();
      }
      return looked;
    },

    connectionLost(reason, error) {
      linkGeneration += 1;
      gate.linkDown(reason, error);
      if (reason === 'disconnected') reconciliation.linkBroke();
      else reconciliation.pause();
    },

    preview(intent) {
      followDay();
      if (intent.funding.kind === 'marginLoan') account.wantCreditPower(intent.symbol);
      const preview = checkOrder(intent, riskContext(intent.symbol, store.all()));
      const refusal = gate.refusal();
      if (refusal === null) return preview;
      return { ...preview, problems: [{ field: 'account', error: refusal }, ...preview.problems] };
    },

    place,
    amend: (command) => {
      const { clientOrderId, price, stopPrice, quantity } = command;
      const contents = ['amend', clientOrderId, price, stopPrice, quantity];
      return once(command.requestId, contents, () => commands.amend(command));
    },
    cancel,
    cancelAll: ({ requestId, symbol, side }) =>
      requests.run(requestId, ['cancelAll', symbol, side], async () => {
        const wanted = cancelableOrders(store, symbol, side);
        const cancelOne: CancelOne = (clientOrderId, id) => cancel({ requestId: id, clientOrderId });
        return ok(await cancelEach(store, requestId, wanted, cancelOne));
      }),

    resolve: (command) =>
      once(command.requestId, ['resolve', command.clientOrderId], () =>
        Promise.resolve(commands.resolve(command)),
      ),

    closeGate: () => halt.closeGate(),
    halt: (requestId) => requests.run(requestId, ['halt'], async () => ok(halt.begin(requestId))),
    resume: () => halt.resume(),

    owns: (clientOrderId: ClientOrderId) => store.get(clientOrderId) !== null,
    orders: () => store.all().map(toOrder).reverse(),
    fills: () =>
      store
        .all()
        .flatMap((order) => order.fills)
        .sort((a, b) => b.eventTime - a.eventTime),
    gate: () => gate.state(),
    gateChanged: () => gate.recheck(),
    noteAccount: (kind, payload) => ledger.noteAccount(kind, payload),
    rememberAccount: (kind, payload) => ledger.rememberAccount(kind, payload),
    onOrder: (listener) => journal.onOrder(listener),
    onFill: (listener) => journal.onFill(listener),
    onGate: (listener) => gate.onChange(listener),
    haltReport: () => halt.report(),
    onHaltReport: (listener) => halt.onReport(listener),

    close() {
      gate.linkDown('disconnected', null);
      halt.close();
      stopReports();
      stopInstruments();
      sender.close();
      journal.close();
      reconciliation.close();
      ledger.close();
    },
  };
}
