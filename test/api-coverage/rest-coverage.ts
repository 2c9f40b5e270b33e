import { parseAnswer } from '#electron/core/brokers/kiwoom/api/parse-answer.ts';
import { API_HANDLERS } from '#electron/exchange/kiwoom-server/handlers/registry.ts';
import { KIWOOM_API_IDS, kiwoomEndpoint } from '#shared/catalogue/kiwoom-endpoints.ts';
import type { KiwoomApiId } from '#shared/catalogue/kiwoom-endpoints.ts';
import type { KiwoomResponseField } from '#shared/catalogue/kiwoom/endpoint-row.ts';
import { isKiwoomNumericKind } from '#shared/catalogue/kiwoom/endpoint-row.ts';
import type { ApiRecord } from '#shared/contract/api.ts';
import type { CoverageDesk } from './coverage-desk.ts';
import type { Covered } from './measure-coverage.ts';
import { EMPTY_LISTS, ORDER_STEPS, restRequest, SHARE } from './rest-requests.ts';
import type { RestContext, RestRequest } from './rest-requests.ts';
import { panelsOf } from './shown-panels.ts';

interface Answer {
  readonly fields: ApiRecord;
  readonly lists: Readonly<Record<string, readonly ApiRecord[]>>;
}

/**
 * Calls every REST API once: the desk's client asks, the exchange answers, the desk's parser reads. A round trip is good when
 * every field of the catalogue is there with a value of its kind, and every list has a row.
 */
export async function measureRest(desk: CoverageDesk): Promise<readonly Covered[]> {
  const faults = new Map<KiwoomApiId, string | null>();
  const context = await prepareContext(desk);
  for (const { api, as, request } of ORDER_STEPS) {
    const sent = await callDirectly(desk, api, request(context));
    const fault = typeof sent === 'string' ? sent : faultOf(api, sent);
    faults.set(api, faults.get(api) ?? fault);
    if (typeof sent !== 'string') context.orders.set(as, String(sent.fields['ord_no']));
    desk.clock.advance(200);
  }
  desk.clock.advance(3_000);
  for (const id of KIWOOM_API_IDS.filter(
    (each) => !faults.has(each) && kiwoomEndpoint(each).group !== 'oauth',
  )) {
    const answer = await callAsDesk(desk, id, restRequest(id, context));
    faults.set(id, typeof answer === 'string' ? answer : faultOf(id, answer));
  }
  // Last, because the second of them voids the token.
  await measureTokens(desk, faults);
  return KIWOOM_API_IDS.map((id) => ({
    id,
    name: kiwoomEndpoint(id).nameKo,
    typed: true,
    served: API_HANDLERS.has(id),
    fault: faults.get(id) ?? null,
    panels: panelsOf(id),
  }));
}

async function prepareContext(
  desk: CoverageDesk,
): Promise<RestContext & { readonly orders: Map<string, string> }> {
  desk.clock.advance(5_000);
  const rows = async (id: KiwoomApiId, list: string, request: RestRequest) => {
    const answer = await callDirectly(desk, id, request);
    return typeof answer === 'string' ? [] : (answer.lists[list] ?? []);
  };
  const themes = { qry_tp: '0', stk_cd: '', date_tp: '1', thema_nm: '', flu_pl_amt_tp: '1', stex_tp: '1' };
  const [theme] = await rows('ka90001', 'thema_grp', themes);
  const gold = await callDirectly(desk, 'ka50100', { stk_cd: 'M04020000' });
  const { upperLimit, lowerLimit } = desk.exchange.world.day(SHARE, 'KRX');
  const goldPrice =
    typeof gold === 'string' ? 0 : Number(gold.fields['cur_prc'] ?? gold.fields['pred_close_pric']);
  const rounded = (value: number) => String(Math.round(value / 100) * 100);
  return {
    today: '20261120',
    from: '20261001',
    orders: new Map(),
    price: { taking: String(upperLimit), waiting: String(lowerLimit) },
    goldPrice: { taking: rounded(goldPrice * 1.02), waiting: rounded(goldPrice * 0.95) },
    elw: await findElw(desk),
    theme: String(theme?.['thema_grp_cd'] ?? ''),
  };
}

/** Returns the code of an equity-linked warrant; empty when the market has none. */
export async function findElw(desk: CoverageDesk): Promise<string> {
  const answer = await callDirectly(desk, 'ka10099', { mrkt_tp: '3' });
  return typeof answer === 'string' ? '' : String(answer.lists['list']?.[0]?.['code'] ?? '');
}

async function callAsDesk(
  desk: CoverageDesk,
  id: KiwoomApiId,
  request: RestRequest,
): Promise<Answer | string> {
  const reply = await desk.broker.api?.call({ apiId: id, request, cursor: null });
  if (reply === undefined) return 'the desk has no client for it';
  return reply.ok ? reply.value : `${reply.error.code}: ${reply.error.detail}`;
}

/** Orders and tokens go their own way in the desk; what is read here is the answer, by the same parser. */
async function callDirectly(
  desk: CoverageDesk,
  id: KiwoomApiId,
  request: RestRequest,
): Promise<Answer | string> {
  const { path, response } = kiwoomEndpoint(id);
  const { body } = await desk.client.post(path, id, request);
  if (body['return_code'] !== 0) return String(body['return_msg']);
  const parsed = parseAnswer(response, body);
  return parsed.ok ? parsed.value : `${parsed.error.code}: ${parsed.error.detail}`;
}

async function measureTokens(desk: CoverageDesk, faults: Map<KiwoomApiId, string | null>): Promise<void> {
  const keys = { appkey: 'coverage', secretkey: 'secret of coverage' };
  const issued = await callDirectly(desk, 'au10001', { grant_type: 'client_credentials', ...keys });
  faults.set('au10001', typeof issued === 'string' ? issued : faultOf('au10001', issued));
  const token = typeof issued === 'string' ? '' : String(issued.fields['token']);
  const revoked = await callDirectly(desk, 'au10002', { ...keys, token });
  faults.set('au10002', typeof revoked === 'string' ? revoked : faultOf('au10002', revoked));
}

/** Returns what an answer lacks; null when nothing. */
function faultOf(id: KiwoomApiId, { fields, lists }: Answer): string | null {
  const { response } = kiwoomEndpoint(id);
  const missing = response.flatMap((field) => {
    if (field.kind === 'list') {
      const isBare = (lists[field.key]?.length ?? 0) === 0 && EMPTY_LISTS[id]?.includes(field.key) !== true;
      return isBare ? [`${field.key} has no row`] : [];
    }
    const records = field.list === undefined ? [fields] : (lists[field.list] ?? []);
    return records.every((record) => isOfKind(field, record)) ? [] : [field.key];
  });
  return missing.length === 0 ? null : missing.join(', ');
}

function isOfKind(field: KiwoomResponseField, record: ApiRecord): boolean {
  const value = record[field.key];
  if (value === undefined) return field.optional === true;
  if (!isKiwoomNumericKind(field.kind)) return typeof value === 'string';
  return value === null || typeof value === 'number';
}
