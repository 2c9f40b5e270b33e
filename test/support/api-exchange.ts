import { createExchange, type Exchange, type ExchangeOptions } from '#electron/exchange/exchange.ts';
import { NO_QUOTA } from '#electron/exchange/kiwoom-server/settings.ts';
import { kiwoomEndpoint, type KiwoomApiId } from '#shared/catalogue/kiwoom-endpoints.ts';
import { createKiwoomClient, type KiwoomClient, type KiwoomSocket } from './kiwoom-client.ts';
import { listingsOf, TEN_O_CLOCK } from './quiet-world.ts';
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts';

export interface ApiAnswer {
  readonly body: Readonly<Record<string, unknown>>;
  /** Null on the last page. */
  readonly nextKey: string | null;
}

/** An exchange on the network whose market stands still until told to move, and a client of it. */
export interface ApiExchange {
  readonly exchange: Exchange;
  readonly clock: VirtualClock;
  readonly client: KiwoomClient;
  call(id: KiwoomApiId, body?: Readonly<Record<string, string>>, nextKey?: string): Promise<ApiAnswer>;
  /** The rows of one list of an answer. */
  rows(
    id: KiwoomApiId,
    list: string,
    body?: Readonly<Record<string, string>>,
  ): Promise<readonly Readonly<Record<string, string>>[]>;
  /** Logs in on a socket and registers. */
  listen(types: readonly string[], items: readonly string[]): Promise<KiwoomSocket>;
}

/** Starts with what the day has had behind it, at ten o'clock unless there is another clock, over these shares of the data files. */
export async function startApiExchange(
  symbols: readonly string[],
  options: Partial<ExchangeOptions> & { readonly clock?: VirtualClock } = {},
): Promise<ApiExchange> {
  const clock = options.clock ?? createVirtualClock(TEN_O_CLOCK);
  const exchange = await createExchange({
    clock,
    seed: 7,
    settings: { quota: NO_QUOTA },
    world: { listings: listingsOf(...symbols), activity: 1 },
    ...options,
  });
  const client = createKiwoomClient(exchange.restUrl);
  await client.authenticate();
  const call: ApiExchange['call'] = async (id, body = {}, nextKey) => {
    const headers: Record<string, string> =
      nextKey === undefined ? {} : { 'cont-yn': 'Y', 'next-key': nextKey };
    const answer = await client.post(kiwoomEndpoint(id).path, id, body, headers);
    const isMore = answer.headers['cont-yn'] === 'Y';
    return { body: answer.body, nextKey: isMore ? String(answer.headers['next-key']) : null };
  };
  return {
    exchange,
    clock,
    client,
    call,
    async rows(id, list, body) {
      const answer = await call(id, body);
      const rows = answer.body[list];
      if (!Array.isArray(rows)) throw new Error(`${id} has no ${list}: ${String(answer.body['return_msg'])}`);
      return rows as readonly Record<string, string>[];
    },
    async listen(types, items) {
      const socket = await client.connect(exchange.wsUrl);
      socket.send({ trnm: 'REG', grp_no: '1', refresh: '1', data: [{ item: items, type: types }] });
      await socket.next((frame) => frame['trnm'] === 'REG' && frame['return_code'] === 0);
      return socket;
    },
  };
}
