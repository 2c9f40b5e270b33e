import fc from 'fast-check';
import type { Order } from '#shared/domain/order.ts';
import { price } from '#shared/domain/price.ts';
import { quantity } from '#shared/domain/quantity.ts';
import { startDrill, value } from '#test/support/drill/drill.ts';
import type { Drill } from '#test/support/drill/drill.ts';
import { ofOrders } from '#test/support/fault-proxy/fault-proxy.ts';
import type { WireMessage } from '#test/support/fault-proxy/fault-proxy.ts';
import { complaintsOf, forAll } from '../for-all.ts';
import type { Complaints, Leg, LegContext } from '../leg.ts';
import { compareOrder, orderOf, settleOrder, truthOf } from '../models/drill-orders.ts';
import type { TrueOrder } from '../models/drill-orders.ts';

/** Where in a message of HTTP a line breaks. */
export const BYTE_CLASSES = [
  'before the first byte',
  'start line',
  'headers',
  'end of the headers',
  'start of the body',
  'body',
  'before the last byte',
  'after the last byte',
] as const;
export type ByteClass = (typeof BYTE_CLASSES)[number];
const COMMANDS = ['place', 'place', 'amend', 'cancel'] as const;

export interface LostCase {
  readonly command: 'place' | 'amend' | 'cancel';
  readonly part: 'request' | 'answer';
  readonly byteClass: ByteClass;
  /** Where in the class, from 0 to 1. */
  readonly place: number;
  readonly how: 'reset' | 'end';
}

const lostCase: fc.Arbitrary<LostCase> = fc.record({
  command: fc.constantFrom(...COMMANDS),
  part: fc.constantFrom('request' as const, 'answer' as const),
  byteClass: fc.constantFrom(...BYTE_CLASSES),
  place: fc.nat(999).map((thousandths) => thousandths / 1_000),
  how: fc.constantFrom('reset' as const, 'end' as const),
});

/** How many orders one desk gets before it is replaced by a new one. */
const ORDERS_PER_DESK = 40;
/** Long enough for any second transmission to happen. */
const WATCHED_MS = 12_000;

/** A line that breaks at every kind of byte of an order's request and answer, on a real connection. */
export const LOST_RESPONSE: Leg = {
  id: 'lost-response',
  trials: { short: 120, long: 2_000 },
  async run(context) {
    const desks = new DeskSupply();
    const cuts = new Map<string, number>();
    try {
      await forAll(context, lostCase, async (subject) => {
        const desk = await desks.next();
        const complaints = await complaintsOf(async () => {
          const history = await playLost(desk, subject);
          const key = `${subject.part}, ${subject.byteClass}`;
          cuts.set(key, (cuts.get(key) ?? 0) + (history.wasCut ? 1 : 0));
          return judgeLost(subject, history);
        });
        // What went wrong here says nothing about the next case.
        if (complaints.length > 0) await desks.close();
        return complaints;
      });
    } finally {
      await desks.close();
    }
    noteClasses(context, cuts);
  },
};

function noteClasses(context: LegContext, cuts: ReadonlyMap<string, number>): void {
  const classes = (['request', 'answer'] as const).flatMap((part) =>
    BYTE_CLASSES.map((byteClass) => `${part}, ${byteClass}`),
  );
  const missed = classes.filter((key) => (cuts.get(key) ?? 0) === 0);
  context.note(`${classes.length - missed.length} of ${classes.length} byte classes were cut`);
  if (context.onlyTrial !== null) return;
  const complaints = missed.map((key) => `never cut: ${key}`);
  context.record({ trial: context.trials, subject: 'that every byte class was cut', complaints });
}

/** One desk after the other, each for a number of orders. */
class DeskSupply {
  private drill: Drill | null = null;
  private used = 0;

  async next(): Promise<{ readonly drill: Drill; readonly index: number }> {
    if (this.used === ORDERS_PER_DESK) await this.close();
    this.drill ??= await startDrill();
    const index = this.used;
    this.used += 1;
    return { drill: this.drill, index };
  }

  async close(): Promise<void> {
    await this.drill?.close();
    this.drill = null;
    this.used = 0;
  }
}

/** How many bytes go on, for a message with those bytes. */
export function bytesBefore({ byteClass, place }: LostCase, text: string, byteLength: number): number {
  const line = text.indexOf('\r\n');
  const head = text.indexOf('\r\n\r\n') + 4;
  const within = (from: number, to: number) => Math.min(to, from + Math.floor((to - from) * place));
  switch (byteClass) {
    case 'before the first byte':
      return 0;
    case 'start line':
      return within(1, line);
    case 'headers':
      return within(line + 2, head - 3);
    case 'end of the headers':
      return within(head - 3, head);
    case 'start of the body':
      return Math.min(byteLength - 1, head + 1);
    case 'body':
      return within(head + 1, byteLength - 1);
    case 'before the last byte':
      return byteLength - 1;
    case 'after the last byte':
      return byteLength;
  }
}

async function playLost(
  { drill, index }: { readonly drill: Drill; readonly index: number },
  subject: LostCase,
): Promise<LostHistory> {
  // Terms that are near to those of no other order.
  const terms = { price: price(50_000 + (index % 20) * 800), quantity: quantity(10 + index * 7) };
  const standing = subject.command === 'place' ? null : value(await drill.place(terms));
  const rowsBefore = drill.atExchange().length;
  const sentBefore = drill.wire.sent.length;
  const arrivedBefore = drill.wire.arrived.length;
  let wasCut = false;
  const effect = { kind: 'cut' as const, afterBytes: 0, how: subject.how };
  const isOrder = ofOrders(subject.part);
  const takes = (message: WireMessage): boolean => {
    if (!isOrder(message)) return false;
    effect.afterBytes = bytesBefore(subject, message.text, message.byteLength);
    wasCut = true;
    return true;
  };
  drill.proxy.arm({ takes, effect });
  const answered = await command(drill, subject, standing, terms);
  drill.proxy.disarm();
  const [newest] = (await drill.snapshot()).orders;
  const clientOrderId = standing?.clientOrderId ?? newest?.clientOrderId ?? '';
  const { wasResolved } = await settleOrder(drill, clientOrderId);
  await drill.pass(WATCHED_MS);
  const order = await orderOf(drill, clientOrderId);
  const rows = drill.atExchange();
  const root = standing === null ? rows.at(rowsBefore)?.number : Number(standing.venueOrderId);
  const history: LostHistory = {
    wasCut,
    sent: drill.wire.sent.length - sentBefore,
    arrived: drill.wire.arrived.length - arrivedBefore,
    rows: rows.length - rowsBefore,
    answered,
    wasResolved,
    order,
    truth: root === undefined ? null : truthOf(rows, root),
  };
  if (order !== null && order.leavesQuantity > 0) {
    await drill.ask('order.cancel', {
      requestId: `clear-${clientOrderId}`.slice(0, 64),
      clientOrderId: order.clientOrderId,
    });
    await drill.pass(2_000);
  }
  return history;
}

/** Gives the command. Returns the status that its answer has. */
async function command(
  drill: Drill,
  { command: kind }: LostCase,
  standing: Order | null,
  terms: { readonly price: Order['price']; readonly quantity: Order['quantity'] },
): Promise<string> {
  const say = (result: Awaited<ReturnType<Drill['place']>>) =>
    result.ok ? result.value.status : result.error.code;
  if (standing === null) return say(await drill.place(terms));
  const { clientOrderId, quantity: shares } = standing;
  const requestId = `${kind}-${clientOrderId}`.slice(0, 64);
  if (kind === 'cancel') return say(await drill.ask('order.cancel', { requestId, clientOrderId }));
  const amended = { price: price((terms.price ?? 0) + 100), stopPrice: null, quantity: shares };
  return say(await drill.ask('order.amend', { requestId, clientOrderId, ...amended, accepted: [] }));
}

export interface LostHistory {
  readonly wasCut: boolean;
  /** Requests of orders that the desk sent, and that arrived whole. */
  readonly sent: number;
  readonly arrived: number;
  /** Orders, amends and cancels that the exchange took. */
  readonly rows: number;
  /** Status or code of the answer that the trader got. */
  readonly answered: string;
  /** The trader had to say that the order never was accepted. */
  readonly wasResolved: boolean;
  /** As the desk shows it in the end. */
  readonly order: Order | null;
  /** As the exchange has it; null when it never had it. */
  readonly truth: TrueOrder | null;
}

export function judgeLost(subject: LostCase, history: LostHistory): Complaints {
  const { wasCut, sent, arrived, rows, answered, wasResolved, order, truth } = history;
  const complaints: string[] = [];
  if (!wasCut) complaints.push('nothing was cut');
  if (sent !== 1) complaints.push(`sent ${sent} times`);
  if (arrived > 1) complaints.push(`arrived ${arrived} times`);
  if (rows > 1) complaints.push(`the exchange took it ${rows} times`);
  if (order === null) return [...complaints, 'the desk has forgotten the order'];
  // A whole answer that came before the line broke is an answer.
  const isWhole = subject.part === 'answer' && subject.byteClass === 'after the last byte';
  const isCertain = !['unknown', 'pendingCancel', 'pendingAmend'].includes(answered);
  if (subject.command === 'place' && !isWhole && isCertain && answered !== order.status) {
    complaints.push(`the answer said ${answered}, and ${order.status} it is`);
  }
  if (wasResolved && truth !== null && subject.command === 'place') {
    complaints.push('the trader was asked to deny an order that exists');
  }
  return [...complaints, ...compareOrder(order, truth)];
}
