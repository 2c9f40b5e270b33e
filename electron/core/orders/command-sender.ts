import type { Clock, Unsubscribe } from '#shared/domain/clock.ts';
import type { HogaError } from '#shared/domain/errors.ts';
import { hogaError } from '#shared/domain/errors.ts';
import type { ClientOrderId, Rejection } from '#shared/domain/order.ts';
import type { Result } from '#shared/domain/result.ts';
import { err } from '#shared/domain/result.ts';
import type { LastCheck, OnSent, OrderAck } from '../brokers/broker.ts';
import type { OrderEvidence } from '../ledger/evidence.ts';
import type { Log } from '../ports/log.ts';
import { ANSWER_LIMIT_MS, OWN_ANSWER_FIRST_MS } from '../transport/answer-limit.ts';
import type { CommandId } from './order-fact.ts';
import type { OrderJournal } from './order-journal.ts';

/** What is certain after a command was sent, or was not. */
export type SendOutcome =
  | { readonly type: 'acked' }
  /** The venue or broker refused, or the command never left; `error` says which. */
  | { readonly type: 'failed'; readonly error: HogaError }
  | { readonly type: 'unknown' };

/** A call of the broker client that sends one command, once. `lastCheck` has to be asked right before it leaves. */
export type BrokerCall = (onSent: OnSent, lastCheck: LastCheck) => Promise<Result<OrderAck>>;

/**
 * Sends a recorded command and takes down what became of it. Calls the broker client exactly once.
 *
 * Only an answer counts as proof. An error of a kind that cannot tell, an error that contradicts what was seen, an exception
 * and a missing answer all make the outcome unknown; nothing here ever sends again.
 */
export class CommandSender {
  private readonly limits = new Set<Unsubscribe>();
  /** Commands whose call has not ended: an answer may still come. */
  private readonly calling = new Set<CommandId>();
  /** Of those, the ones whose answer comes before any look-alike. */
  private readonly due = new Set<CommandId>();
  /** Commands that wait for quota or token and have not been let go: each can still be kept from leaving. */
  private readonly held = new Map<CommandId, (reason: HogaError) => void>();
  private isClosed = false;

  constructor(
    private readonly options: {
      readonly journal: OrderJournal;
      readonly clock: Clock;
      readonly log: Log;
      /** An outcome became known or unknown, also after it was given up. */
      readonly onOutcome: (outcome: SendOutcome) => void;
    },
  ) {}

  /** @param check  asked right before the command leaves; its error keeps it. Null for one that nothing may keep. */
  async send(
    clientOrderId: ClientOrderId,
    commandId: CommandId,
    call: BrokerCall,
    check: LastCheck | null = null,
  ): Promise<SendOutcome> {
    const { journal, clock } = this.options;
    if (this.isClosed) {
      return { type: 'failed', error: hogaError('connectivity', 'TRADING_STOPPED', 'the account is closed') };
    }
    let wasSent = false;
    let giveUp: (outcome: 'overdue' | 'withheld') => void = () => undefined;
    let cancelLimit = (): void => undefined;
    let withheld: HogaError | null = null;
    const overdue = new Promise<'overdue' | 'withheld'>((resolve) => (giveUp = resolve));
    const lastCheck = (): HogaError | null => {
      const objection = withheld ?? check?.() ?? null;
      // Let go: from here on nobody can tell whether it leaves.
      if (objection === null) this.held.delete(commandId);
      return objection;
    };
    const onSent: OnSent = (request) => {
      if (wasSent) return;
      wasSent = true;
      this.held.delete(commandId);
      const evidence = request === undefined ? {} : { request };
      journal.note(clientOrderId, { kind: 'sent', commandId, ...evidence });
      const stops = [
        clock.after(ANSWER_LIMIT_MS, () => giveUp('overdue')),
        clock.after(OWN_ANSWER_FIRST_MS, () => {
          // What looks like it may be it from now on.
          if (this.due.delete(commandId)) this.tell({ type: 'unknown' });
        }),
      ];
      cancelLimit = () => {
        for (const stop of stops) stop();
        this.limits.delete(cancelLimit);
      };
      this.limits.add(cancelLimit);
    };
    journal.note(clientOrderId, { kind: 'dispatched', commandId });
    if (check !== null) {
      this.held.set(commandId, (reason) => {
        withheld = reason;
        journal.note(clientOrderId, { kind: 'notSent', commandId, rejection: rejectionOf(reason) });
        giveUp('withheld');
      });
    }
    this.calling.add(commandId);
    this.due.add(commandId);
    const answered = callOnce((sent) => call(sent, lastCheck), onSent).then((answer) => {
      cancelLimit();
      this.held.delete(commandId);
      this.calling.delete(commandId);
      this.due.delete(commandId);
      try {
        return this.takeIn(clientOrderId, commandId, answer, wasSent);
      } catch (error) {
        // An answer that could not be taken in proves nothing; the broker's list will.
        this.lose(clientOrderId, commandId, 'ANSWER_NOT_TAKEN_IN');
        throw error;
      }
    });
    const outcome = await Promise.race([answered, overdue]);
    if (outcome === 'overdue') return this.lose(clientOrderId, commandId, 'ANSWER_OVERDUE');
    if (outcome === 'withheld') return this.tell({ type: 'failed', error: withheld ?? notLeft() });
    return outcome;
  }

  /** Whether the call has not ended yet, though its outcome may count as unknown. */
  isAnswerPossible(commandId: CommandId): boolean {
    return this.calling.has(commandId);
  }

  /** Whether the answer is still expected so soon that nothing else may be taken for it. */
  isAnswerDue(commandId: CommandId): boolean {
    return this.due.has(commandId);
  }

  /** Denies, at once, every command that still waits for its turn at the broker; its place in the queue is free again. */
  withhold(reason: HogaError): void {
    const waiting = [...this.held.values()];
    this.held.clear();
    for (const deny of waiting) deny(reason);
  }

  /** Sends nothing more and ends its timers. What is in flight stays so in the ledger, for the next start to settle. */
  close(): void {
    this.isClosed = true;
    for (const cancelLimit of [...this.limits]) cancelLimit();
  }

  private takeIn(
    clientOrderId: ClientOrderId,
    commandId: CommandId,
    answer: Result<OrderAck>,
    wasSent: boolean,
  ): SendOutcome {
    const { journal } = this.options;
    // First, so that it is written together with what follows from it.
    if (wasSent) journal.remember(clientOrderId, evidenceOf(commandId, answer));
    if (answer.ok) {
      const { venueOrderId, handle } = answer.value;
      journal.note(clientOrderId, { kind: 'acked', commandId, venueOrderId, handle });
      return this.tell({ type: 'acked' });
    }
    const { error } = answer;
    switch (verdictOn(error, wasSent)) {
      case 'refused':
        journal.note(clientOrderId, { kind: 'refused', commandId, rejection: rejectionOf(error) });
        return this.tell({ type: 'failed', error });
      case 'notSent':
        journal.note(clientOrderId, { kind: 'notSent', commandId, rejection: rejectionOf(error) });
        return this.tell({ type: 'failed', error });
      case 'unknown':
        this.options.log.warn('outcome of a command unknown', { clientOrderId, commandId, error });
        return this.lose(clientOrderId, commandId, error.code);
    }
  }

  private lose(clientOrderId: ClientOrderId, commandId: CommandId, code: string): SendOutcome {
    this.options.journal.note(clientOrderId, { kind: 'outcomeLost', commandId, code });
    return this.tell({ type: 'unknown' });
  }

  private tell(outcome: SendOutcome): SendOutcome {
    this.options.onOutcome(outcome);
    return outcome;
  }
}

/** The answer as it came, also one that says nothing new. */
function evidenceOf(commandId: CommandId, answer: Result<OrderAck>): OrderEvidence {
  if (answer.ok) {
    const { code, text } = answer.value.answer ?? { code: '', text: '' };
    return { kind: 'answered', commandId, outcome: 'accepted', code, text };
  }
  const verdict = verdictOn(answer.error, true);
  const rejection = rejectionOf(answer.error);
  if (verdict !== 'unknown') return { kind: 'answered', commandId, outcome: verdict, ...rejection };
  const { reason } = answer.error.context;
  const code = typeof reason === 'string' ? reason : rejection.code;
  return { kind: 'answered', commandId, outcome: 'unproven', code, text: rejection.text };
}

const notLeft = () => hogaError('validation', 'TRADING_HALTED', 'kept from leaving');

/** An exception is a bug of the client, not proof of anything. */
async function callOnce(
  call: (onSent: OnSent) => Promise<Result<OrderAck>>,
  onSent: OnSent,
): Promise<Result<OrderAck>> {
  try {
    return await call(onSent);
  } catch (cause) {
    return err(hogaError('outcomeUnknown', 'COMMAND_FAILED', 'the broker client failed', {}, cause));
  }
}

/**
 * Tells what an error proves. Refusals, and quota or token errors that the broker answers with, prove that it took no
 * order; a connection that failed proves it only before the first byte.
 */
function verdictOn(error: HogaError, wasSent: boolean): 'refused' | 'notSent' | 'unknown' {
  switch (error.kind) {
    case 'venueRejected':
      return 'refused';
    case 'validation':
    case 'auth':
    case 'rateLimited':
      return 'notSent';
    case 'connectivity':
    case 'storage':
      return wasSent ? 'unknown' : 'notSent';
    case 'outcomeUnknown':
    case 'protocol':
      return 'unknown';
  }
}

/** Returns the refusal with the venue's own words where there are some. */
export function rejectionOf({ code, detail, context }: HogaError): Rejection {
  const { venueCode, venueText } = context;
  return {
    code: typeof venueCode === 'string' ? venueCode : code,
    text: typeof venueText === 'string' ? venueText : detail,
  };
}
