import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accountNumberOf } from '#test/support/drill/drill.ts';
import { ROOT } from '#test/support/launch-desk.ts';
import { trialSeed } from '../for-all.ts';
import type { Complaints, Leg, LegContext } from '../leg.ts';
import { buildPrograms } from '../models/crash/build-programs.ts';
import type {
  DeskMessage,
  DeskSetup,
  DeskTruth,
  ExchangeAddress,
  ExchangeMessage,
  ExchangeOrder,
  ExchangeTruth,
} from '../models/crash/crash-messages.ts';
import type { SharedTime } from '../models/crash/shared-clock.ts';

/** A little more than the script has: the highest ones are the moment after it. */
const POINTS = 100;
const LIVES_PER_MARKET = 20;
/** One kill in so many ends the exchange at the same moment. */
const EXCHANGE_DIES_EVERY = 5;
const LANES = 2;
const SPEED = 8;
const START_AT = Date.UTC(2026, 10, 20, 1);
const ACCOUNT = accountNumberOf('crash-desk');
/** What is told of a desk that nobody killed. */
const OWN_END = '0 ended by itself';
/** A program that says nothing for so long is broken. */
const SILENCE_MS = 60_000;

/** The desk's process killed at numbered points of its work, started again, and compared with the exchange. */
export const CRASH: Leg = {
  id: 'crash',
  trials: { short: 24, long: 1_000 },
  async run(context) {
    const programs = await buildPrograms(join(ROOT, 'node_modules/.cache/hoga/campaign'));
    const places = new Map<string, number>();
    // Markets are independent of each other, so trials of different ones may run side by side.
    const markets = Array.from(
      { length: Math.ceil(context.trials / LIVES_PER_MARKET) },
      (_each, index) => index,
    );
    const lane = async () => {
      for (let index = markets.shift(); index !== undefined; index = markets.shift()) {
        const market = new Market(programs, context, places);
        await market.play(index * LIVES_PER_MARKET);
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    for (const [what, count] of [...places].sort(([a], [b]) => (a < b ? -1 : 1)))
      context.note(`${count} ${what}`);
  },
};

/** One exchange with one account, and the desks that trade on it one after the other, each until it is killed. */
class Market {
  private readonly folder = mkdtempSync(join(tmpdir(), 'hoga-crash-'));
  private readonly time: SharedTime = { from: Date.now(), startAt: START_AT, speed: SPEED };
  private exchange: ChildProcess | null = null;
  private exchangeEnded: Promise<unknown> = Promise.resolve();
  private address: ExchangeAddress | null = null;

  constructor(
    private readonly programs: Readonly<Record<'crash-desk' | 'crash-exchange', string>>,
    private readonly context: LegContext,
    private readonly places: Map<string, number>,
  ) {}

  /** Kills one desk after the other. Each is judged by what the next one finds. */
  async play(firstTrial: number): Promise<void> {
    const { onlyTrial, trials, seed } = this.context;
    const last = Math.min(firstTrial + LIVES_PER_MARKET, trials);
    // A trial is what the desks before it have left, too: a market is played from its beginning.
    if (onlyTrial !== null && (onlyTrial < firstTrial || onlyTrial >= last)) return;
    mkdirSync(this.folder, { recursive: true });
    try {
      await this.startExchange();
      let killed: Killed | null = null;
      for (let trial = firstTrial; trial <= last; trial += 1) {
        const isLast = trial === last;
        const killAt = isLast ? null : 1 + (Math.abs(trialSeed(seed, trial)) % POINTS);
        const next = await this.live(trial - firstTrial, trial, killAt, killed);
        if (next === null) return;
        killed = next;
      }
    } finally {
      this.exchange?.kill('SIGKILL');
      rmSync(this.folder, { recursive: true, force: true });
    }
  }

  /** One life. Returns how it ended; null when it never came to trade. */
  private async live(
    life: number,
    trial: number,
    killAt: number | null,
    before: Killed | null,
  ): Promise<Killed | null> {
    const isShared = killAt !== null && trial % EXCHANGE_DIES_EVERY === 0;
    const setup: DeskSetup = {
      time: this.time,
      ledgerPath: join(this.folder, 'ledger.sqlite'),
      address: this.address as ExchangeAddress,
      killAt,
      exchangePid: isShared ? (this.exchange?.pid ?? null) : null,
      life,
    };
    const desk = spawn(process.execPath, [this.programs['crash-desk'], JSON.stringify(setup)], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const run = watch(desk);
    const settled = await run.settled;
    if (settled === null) {
      await this.judge(before ?? { trial, what: 'the first start' }, () => [
        `the next desk did not start: ${run.errors()}`,
      ]);
      return null;
    }
    if (before !== null) {
      const truth = await this.truth();
      const ownEnd = before.what.startsWith(OWN_END) ? [before.what] : [];
      await this.judge(before, () => [...ownEnd, ...judgeCrash(settled, truth)]);
    }
    if (killAt === null) {
      // The last one only looks.
      desk.kill('SIGKILL');
      return { trial, what: 'the end' };
    }
    desk.send('judged');
    const what = await run.ended;
    if (isShared) {
      await this.exchangeEnded;
      await this.startExchange();
    }
    const place = what.replace(/^\d+ /, '').trim();
    this.places.set(place, (this.places.get(place) ?? 0) + 1);
    return { trial, what: `${what.trim()}${isShared ? ', and the exchange' : ''}` };
  }

  private judge({ trial, what }: Killed, act: () => Complaints): Promise<void> {
    return this.context.trial(trial, what, act);
  }

  private async startExchange(): Promise<void> {
    const port = (url: string | undefined) => (url === undefined ? 0 : Number(new URL(url).port));
    const setup = {
      time: this.time,
      statePath: join(this.folder, 'market.json'),
      port: port(this.address?.restUrl),
      wsPort: port(this.address?.wsUrl),
    };
    const child = spawn(process.execPath, [this.programs['crash-exchange'], JSON.stringify(setup)], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.exchange = child;
    this.exchangeEnded = once(child, 'close');
    const [message] = (await once(child, 'message')) as [ExchangeMessage];
    if ('started' in message) this.address = message.started;
  }

  private async truth(): Promise<ExchangeTruth> {
    const child = this.exchange as ChildProcess;
    const answer = once(child, 'message');
    child.send(ACCOUNT);
    const [message] = (await answer) as [ExchangeMessage];
    if (!('truth' in message)) throw new Error('the exchange did not say what it knows');
    return message.truth;
  }
}

interface Killed {
  readonly trial: number;
  /** Where it was killed. */
  readonly what: string;
}

function watch(desk: ChildProcess) {
  let output = '';
  let errors = '';
  desk.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  desk.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const silence = setTimeout(() => desk.kill('SIGKILL'), SILENCE_MS);
  const closed = once(desk, 'close').finally(() => clearTimeout(silence));
  return {
    settled: new Promise<DeskTruth | null>((resolve) => {
      desk.on('message', (message: DeskMessage) => {
        if ('settled' in message) resolve(message.settled);
      });
      void closed.then(() => resolve(null));
    }),
    /** What it was at when it ended. */
    ended: closed.then(() => (output === '' ? `${OWN_END}: ${errors.slice(0, 600)}` : output)),
    errors: () => errors.slice(0, 2_000),
  };
}

/** Compares what a restarted desk knows with what the exchange has: nothing lost, nothing doubled, nothing wrong. */
export function judgeCrash(desk: DeskTruth, exchange: ExchangeTruth): Complaints {
  const complaints: string[] = [];
  if (desk.sentBySelf.length > 0) complaints.push(`sent by itself: ${desk.sentBySelf.join(' ')}`);
  const roots = exchange.orders.filter(({ kind }) => kind === 'new');
  for (const [index, { quantity, number }] of roots.entries()) {
    // Every order of every life asks for a quantity of its own.
    if (roots.some((other, place) => place < index && other.quantity === quantity)) {
      complaints.push(`doubled: ${quantity} shares are ordered again as ${number}`);
    }
  }
  for (const root of roots) complaints.push(...judgeRoot(root, desk, exchange));
  const known = new Set(exchange.orders.map(({ number }) => number));
  for (const order of desk.orders) {
    if (order.numbers.length === 0 && order.status !== 'denied' && order.status !== 'rejected') {
      complaints.push(`wrong: ${order.status} without a number`);
    }
    const invented = order.numbers.filter((number) => !known.has(number));
    if (invented.length > 0) complaints.push(`wrong: the exchange does not know ${invented.join(' ')}`);
  }
  if (desk.shares !== exchange.shares)
    complaints.push(`wrong: ${desk.shares} shares, in truth ${exchange.shares}`);
  if (desk.turnover !== exchange.turnover) {
    complaints.push(`wrong: ${desk.turnover} won of fills, in truth ${exchange.turnover}`);
  }
  return complaints;
}

function judgeRoot(root: ExchangeOrder, desk: DeskTruth, { orders }: ExchangeTruth): Complaints {
  const owners = desk.orders.filter(({ numbers }) => numbers.includes(root.number));
  const [owner] = owners;
  if (owner === undefined) {
    const twin = desk.orders.find(({ quantity }) => quantity === root.quantity);
    return [`lost: order ${root.number} of the exchange, here ${JSON.stringify(twin ?? null)}`];
  }
  if (owners.length > 1) return [`doubled: order ${root.number} is ${owners.length} orders of the desk`];
  const complaints: string[] = [];
  if (owner.origin !== 'desk') complaints.push(`lost: order ${root.number} is shown as somebody else's`);
  const chain = orders.filter(({ kind, root: first }) => kind !== 'cancel' && first === root.number);
  const filled = chain.reduce((sum, row) => sum + row.filled, 0);
  const leaves = chain.reduce((sum, row) => sum + row.leaves, 0);
  const price = chain.find((row) => row.leaves > 0)?.price ?? owner.price;
  const isClosed = ['filled', 'canceled', 'expired', 'rejected'].includes(owner.status);
  const isTrue =
    owner.filled === filled &&
    owner.leaves === leaves &&
    owner.price === price &&
    isClosed === (leaves === 0);
  if (!isTrue)
    complaints.push(`wrong: ${JSON.stringify(owner)}, in truth ${JSON.stringify({ filled, leaves, price })}`);
  return complaints;
}
