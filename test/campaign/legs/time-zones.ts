import { sessionAt } from '#shared/catalogue/session-timetable.ts';
import { epochMs, kstClockText, kstDateOf } from '#shared/domain/time.ts';
import { formatDate, formatTimeWithMs } from '#renderer/format/time.ts';
import { prepareDrill, value } from '#test/support/drill/drill.ts';
import type { Drill } from '#test/support/drill/drill.ts';
import { TEST_LISTINGS } from '#test/support/kiwoom-exchange.ts';
import type { Complaints, Leg, LegContext } from '../leg.ts';

const HOUR = 3_600_000;
const HALF_HOUR = HOUR / 2;
const KOREA = 'Asia/Seoul';
const NO_CHANGE = Date.UTC(2026, 10, 20, 1);

/** Zones without daylight saving, one for each offset from -11 to +12: the sign in these names is turned round. */
const OFFSETS: readonly Machine[] = Array.from({ length: 24 }, (_each, place) => {
  const hours = place - 11;
  const zone = hours === 0 ? 'Etc/UTC' : `Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}`;
  return { zone, at: NO_CHANGE, offsets: [hours * 60, hours * 60] };
});

/** Changes of clocks: the instant, and the minutes east of Greenwich before and after it. */
const CHANGES: readonly Machine[] = [
  { zone: 'America/New_York', at: Date.UTC(2026, 10, 1, 6), offsets: [-240, -300] },
  { zone: 'America/New_York', at: Date.UTC(2027, 2, 14, 7), offsets: [-300, -240] },
  { zone: 'America/Los_Angeles', at: Date.UTC(2026, 10, 1, 9), offsets: [-420, -480] },
  { zone: 'Europe/Berlin', at: Date.UTC(2026, 9, 25, 1), offsets: [120, 60] },
  { zone: 'Europe/Berlin', at: Date.UTC(2027, 2, 28, 1), offsets: [60, 120] },
  { zone: 'Europe/London', at: Date.UTC(2026, 9, 25, 1), offsets: [60, 0] },
  { zone: 'Australia/Sydney', at: Date.UTC(2026, 9, 3, 16), offsets: [600, 660] },
  { zone: 'Australia/Lord_Howe', at: Date.UTC(2027, 3, 3, 15), offsets: [660, 630] },
];

/** A machine somewhere, at a moment. */
export interface Machine {
  readonly zone: string;
  readonly at: number;
  /** Minutes east of Greenwich just before and just after that moment: the proof that the zone is in force. */
  readonly offsets: readonly [number, number];
}

/** What a desk on that machine makes of the time. */
export interface Observation {
  readonly tokenLifeMs: number | null;
  readonly sessions: unknown;
  readonly dates: readonly string[];
  readonly timetable: readonly string[];
  /** Orders just before and just after midnight in Korea. */
  readonly dayRoll: readonly unknown[];
}

/** The same desk on machines of every offset, and while their clocks change, compared with one in Korea. */
export const TIME_ZONES: Leg = {
  id: 'time-zones',
  trials: { short: OFFSETS.length + CHANGES.length, long: OFFSETS.length + CHANGES.length },
  async run(context) {
    const before = process.env['TZ'];
    try {
      await judgeMachines(context);
    } finally {
      if (before === undefined) delete process.env['TZ'];
      else process.env['TZ'] = before;
    }
    context.note(`${OFFSETS.length} offsets, ${CHANGES.length} changes to or from daylight saving`);
  },
};

async function judgeMachines(context: LegContext): Promise<void> {
  const references = new Map<number, Observation>();
  for (const [trial, machine] of [...OFFSETS, ...CHANGES].entries()) {
    await context.trial(trial, machine, async () => {
      const { at } = machine;
      const reference = references.get(at) ?? (await observe(KOREA, at));
      references.set(at, reference);
      const observed = await observe(machine.zone, at);
      return judgeZone({ machine, offsets: offsetsAt(at), reference, observed });
    });
  }
}

export interface ZoneHistory {
  readonly machine: Machine;
  /** As the runtime had them. */
  readonly offsets: readonly number[];
  readonly reference: Observation;
  readonly observed: Observation;
}

export function judgeZone({ machine, offsets, reference, observed }: ZoneHistory): Complaints {
  const complaints: string[] = [];
  if (offsets.join() !== machine.offsets.join()) {
    complaints.push(`the zone was not in force: ${offsets.join()} minutes, not ${machine.offsets.join()}`);
  }
  const { tokenLifeMs } = reference;
  if (tokenLifeMs === null || tokenLifeMs <= 20 * HOUR || tokenLifeMs > 24 * HOUR) {
    complaints.push(`a token lives ${tokenLifeMs} ms in Korea`);
  }
  for (const key of ['tokenLifeMs', 'sessions', 'dates', 'timetable', 'dayRoll'] as const) {
    const [here, there] = [JSON.stringify(observed[key]), JSON.stringify(reference[key])];
    if (here !== there) complaints.push(`${key}: ${here}, in Korea ${there}`);
  }
  return complaints;
}

function offsetsAt(at: number): readonly number[] {
  return [at - 1, at].map((each) => -new Date(each).getTimezoneOffset());
}

async function observe(zone: string, at: number): Promise<Observation> {
  process.env['TZ'] = zone;
  const around = Array.from({ length: 96 }, (_each, place) => epochMs(at + (place - 48) * HALF_HOUR));
  return {
    // The token is asked for before the clocks change and runs out afterwards.
    ...(await observeDay(at - 12 * HOUR)),
    dates: around.map((each) => `${kstDateOf(each)} ${formatDate(each)} ${formatTimeWithMs(each)}`),
    timetable: around.flatMap((each) =>
      (['KRX', 'NXT'] as const).map((venue) => `${kstClockText(each)} ${sessionAt(venue, each).phase}`),
    ),
    dayRoll: await observeDayRoll(at),
  };
}

async function observeDay(startAt: number): Promise<Pick<Observation, 'tokenLifeMs' | 'sessions'>> {
  const world = { listings: TEST_LISTINGS, activity: 0 };
  const drill = await prepareDrill({ startAt, exchange: { session: 'kst', world } });
  try {
    await drill.start();
    await drill.until(() => phaseOf(drill) === 'online');
    await drill.pass(1_000);
    const expiresAt = drill.window.condition(drill.accountId)?.tokenExpiresAt ?? null;
    const { sessions } = value(await drill.ask('desk.open', { windowId: 'window-1' }));
    return { tokenLifeMs: expiresAt === null ? null : expiresAt - drill.deskClock.now(), sessions };
  } finally {
    await drill.close();
  }
}

/** An order of which nothing is known, over the midnight in Korea that follows. */
async function observeDayRoll(at: number): Promise<readonly unknown[]> {
  const midnight = Math.ceil((at + 9 * HOUR) / (24 * HOUR)) * 24 * HOUR - 9 * HOUR;
  const drill = await prepareDrill({ startAt: midnight - 20_000 });
  try {
    await drill.start();
    await drill.armed();
    await drill.ready();
    await drill.place();
    const before = await ordersOf(drill);
    await drill.pass(midnight + 40_000 - drill.clock.now());
    return [before, await ordersOf(drill)];
  } finally {
    await drill.close();
  }
}

async function ordersOf(drill: Drill): Promise<unknown> {
  const { orders } = await drill.snapshot();
  return orders.map(({ status, createdTime, origin }) => ({ status, createdTime, origin }));
}

function phaseOf(drill: Drill): string | undefined {
  return drill.window.condition(drill.accountId)?.phase;
}
