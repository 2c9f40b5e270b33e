import type { KiwoomRealtimeField } from '#shared/catalogue/kiwoom/realtime-row.ts';
import { isKiwoomNumericKind } from '#shared/catalogue/kiwoom/endpoint-row.ts';
import type { KiwoomRealtimeTypeId } from '#shared/catalogue/kiwoom-realtime.ts';
import { KIWOOM_REALTIME_TYPE_IDS, kiwoomRealtimeType } from '#shared/catalogue/kiwoom-realtime.ts';
import type { ApiStream, ApiStreamUpdate } from '#shared/contract/api.ts';
import type { CoverageDesk } from './coverage-desk.ts';
import type { Covered } from './measure-coverage.ts';
import { SHARE } from './rest-requests.ts';
import { panelsOfStream } from './shown-panels.ts';

const ITEMS: Readonly<Partial<Record<KiwoomRealtimeTypeId, string>>> = {
  '00': '',
  '04': '',
  '0s': '',
  '1h': '',
  '0I': 'MGD',
  '0J': '001',
  '0U': '001',
  '0G': '069500',
};
const UNTRADED = '0A';
const PATIENCE_MS = 30_000;
const STEP_MS = 500;

/**
 * Connects the desk's own client with every real-time type registered and waits, in market time, for a message of each.
 * @param quiet  a market in which nothing has traded today: type 0A tells of such issues alone
 */
export async function measureRealtime(
  desk: CoverageDesk,
  quiet: CoverageDesk,
  elw: string,
): Promise<readonly Covered[]> {
  const { broker, clock } = desk;
  const thin = thinnestShare(desk);
  const itemOf = (type: KiwoomRealtimeTypeId) =>
    ITEMS[type] ?? (type === '0m' || type === '0u' ? elw : type === '0H' || type === '0g' ? thin : SHARE);
  const streams = KIWOOM_REALTIME_TYPE_IDS.map((type): ApiStream => ({ type, item: itemOf(type) }));
  /** The last stream that spoke, by type: messages about all items, or an account, name their own. */
  const seen = new Map<string, ApiStream>();
  broker.api?.streams.onChange((stream) => seen.set(stream.type, stream));
  broker.api?.streams.watch(streams);
  const connected = await broker.connect();
  if (!connected.ok) throw new Error(connected.error.code);
  await settle(desk);
  await interrupt(desk, thin);
  const untraded = await hearUntraded(quiet);
  for (let passed = 0; passed < PATIENCE_MS && seen.size < streams.length; passed += STEP_MS) {
    clock.advance(STEP_MS);
    await settle(desk);
  }
  return streams.map(({ type }) => {
    const id = type as KiwoomRealtimeTypeId;
    const { nameKo, fields } = kiwoomRealtimeType(id);
    const spoke = seen.get(type);
    const heard = spoke === undefined ? null : (broker.api?.streams.latest(spoke) ?? null);
    const latest = type === UNTRADED ? untraded : heard;
    return {
      id,
      name: nameKo,
      typed: true,
      served: latest !== null,
      fault: latest === null ? 'no message came' : faultOf(fields, latest.values),
      panels: panelsOfStream(id),
    };
  });
}

/** Bids over the base price of a share that has not traded, which moves where it stands. */
async function hearUntraded(quiet: CoverageDesk): Promise<ApiStreamUpdate | null> {
  const stream = { type: UNTRADED, item: SHARE };
  quiet.broker.api?.streams.watch([stream]);
  await quiet.broker.connect();
  await order(quiet, 'kt10000', SHARE, 1, quiet.exchange.world.day(SHARE, 'KRX').upperLimit);
  for (let passed = 0; passed < 5_000; passed += STEP_MS) {
    quiet.clock.advance(STEP_MS);
    await settle(quiet);
  }
  return quiet.broker.api?.streams.latest(stream) ?? null;
}

/** The share that the least money moves. */
function thinnestShare({ exchange: { world } }: CoverageDesk): string {
  const shares = world.listings.filter(({ kind, isNxtEligible }) => kind === 'share' && !isNxtEligible);
  const turnover = (symbol: string) => world.day(symbol, 'KRX').turnover;
  return shares.map(({ symbol }) => symbol).sort((a, b) => turnover(a) - turnover(b))[0] ?? SHARE;
}

/** Buys the book empty and a share of its own at the trigger: an order, a holding, an interruption and an expected price to tell of. */
async function interrupt(desk: CoverageDesk, symbol: string): Promise<void> {
  const { world } = desk.exchange;
  const { upperTrigger } = world.vi(symbol, 'KRX');
  await order(
    desk,
    'kt10000',
    symbol,
    world.book(symbol, 'KRX').totalAsk,
    world.day(symbol, 'KRX').upperLimit,
  );
  await order(desk, 'kt10001', symbol, 2, upperTrigger ?? 0);
  await order(desk, 'kt10000', symbol, 1, upperTrigger ?? 0);
}

function order(
  { client }: CoverageDesk,
  api: 'kt10000' | 'kt10001',
  symbol: string,
  quantity: number,
  price: number,
) {
  return client.post('/api/dostk/ordr', api, {
    dmst_stex_tp: 'KRX',
    stk_cd: symbol,
    ord_qty: String(quantity),
    ord_uv: String(price),
    trde_tp: '0',
    cond_uv: '',
  });
}

/** Lets what was sent arrive: a round trip on the same sockets. */
async function settle({ client }: CoverageDesk): Promise<void> {
  await client.post('/api/dostk/acnt', 'ka00001', {});
  await new Promise((resolve) => setImmediate(resolve));
}

function faultOf(
  fields: readonly KiwoomRealtimeField[],
  values: Readonly<Record<string, unknown>>,
): string | null {
  const missing = fields.filter(({ fid, kind, optional }) => {
    const value = values[fid];
    if (value === undefined) return optional !== true;
    return isKiwoomNumericKind(kind)
      ? value !== null && typeof value !== 'number'
      : typeof value !== 'string';
  });
  return missing.length === 0 ? null : missing.map(({ fid }) => fid).join(', ');
}
