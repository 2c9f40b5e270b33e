import type { KiwoomRealtimeField } from '#shared/catalogue/kiwoom/realtime-row.ts';
import { isKiwoomNumericKind } from '#shared/catalogue/kiwoom/endpoint-row.ts';
import type { KiwoomRealtimeTypeId } from '#shared/catalogue/kiwoom-realtime.ts';
import { KIWOOM_REALTIME_TYPE_IDS, kiwoomRealtimeType } from '#shared/catalogue/kiwoom-realtime.ts';
import type { ApiStream } from '#shared/contract/api.ts';
import type { CoverageDesk } from './coverage-desk.ts';
import { SHARE } from './rest-requests.ts';
import { panelsOfStream } from './shown-panels.ts';

export interface RealtimeCoverage {
  readonly type: KiwoomRealtimeTypeId;
  readonly name: string;
  readonly typed: boolean;
  readonly served: boolean;
  readonly fault: string | null;
  readonly panels: readonly string[];
}

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
const PATIENCE_MS = 30_000;
const STEP_MS = 500;

/** Registers every real-time type with the desk's own client and waits, in market time, for a message of each. */
export async function measureRealtime(desk: CoverageDesk, elw: string): Promise<readonly RealtimeCoverage[]> {
  const { broker, clock } = desk;
  const thin = thinnestShare(desk);
  const itemOf = (type: KiwoomRealtimeTypeId) =>
    ITEMS[type] ?? (type === '0m' || type === '0u' ? elw : type === '0H' || type === '0g' ? thin : SHARE);
  const streams = KIWOOM_REALTIME_TYPE_IDS.map((type): ApiStream => ({ type, item: itemOf(type) }));
  const seen = new Set<string>();
  broker.api?.streams.onChange(({ type }) => seen.add(type));
  broker.api?.streams.watch(streams);
  await settle(desk);
  await interrupt(desk, thin);
  for (let passed = 0; passed < PATIENCE_MS && seen.size < streams.length; passed += STEP_MS) {
    clock.advance(STEP_MS);
    await settle(desk);
  }
  return streams.map(({ type, item }) => {
    const id = type as KiwoomRealtimeTypeId;
    const { nameKo, fields } = kiwoomRealtimeType(id);
    const latest = broker.api?.streams.latest({ type, item: id === '1h' ? thin : item }) ?? null;
    return {
      type: id,
      name: nameKo,
      typed: true,
      served: seen.has(type),
      fault: latest === null ? 'no message came' : faultOf(fields, latest.values),
      panels: panelsOfStream(id),
    };
  });
}

/** The share that the least money moves. */
function thinnestShare({ exchange: { world } }: CoverageDesk): string {
  const shares = world.listings.filter(({ kind, isNxtEligible }) => kind === 'share' && !isNxtEligible);
  const turnover = (symbol: string) => world.day(symbol, 'KRX').turnover;
  return shares.map(({ symbol }) => symbol).sort((a, b) => turnover(a) - turnover(b))[0] ?? SHARE;
}

/** Buys through the book until trading is interrupted, which has an order, a holding, an interruption and an expected price announced. */
async function interrupt(desk: CoverageDesk, symbol: string): Promise<void> {
  const { world } = desk.exchange;
  for (let count = 0; count < 20 && !world.vi(symbol, 'KRX').isActive; count += 1) {
    await desk.client.post('/api/dostk/ordr', 'kt10000', {
      dmst_stex_tp: 'KRX',
      stk_cd: symbol,
      ord_qty: String(world.book(symbol, 'KRX').totalAsk + 1),
      ord_uv: String(world.day(symbol, 'KRX').upperLimit),
      trde_tp: '10',
      cond_uv: '',
    });
    desk.clock.advance(50);
  }
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
