import type { Broker } from '#electron/core/brokers/broker.ts';
import { createKiwoomBroker } from '#electron/core/brokers/kiwoom/create-kiwoom-broker.ts';
import { createExchange, type Exchange } from '#electron/exchange/exchange.ts';
import { NO_QUOTA } from '#electron/exchange/kiwoom-server/settings.ts';
import { createUndiciHttp } from '#electron/platform/undici-http.ts';
import { createUuidIds } from '#electron/platform/uuid-ids.ts';
import { createWsConnector } from '#electron/platform/ws-connector.ts';
import { ok } from '#shared/domain/result.ts';
import { createKiwoomClient, type KiwoomClient, type KiwoomSocket } from '#test/support/kiwoom-client.ts';
import { TEN_O_CLOCK } from '#test/support/quiet-world.ts';
import { SILENT_LOG } from '#test/support/silent-log.ts';
import { createVirtualClock, type VirtualClock } from '#test/support/virtual-clock.ts';

const APP_KEY = 'coverage';

/** The whole market on the network, with the desk's own client of it, not connected yet, and a plain one that shares no code with either. */
export interface CoverageDesk {
  readonly exchange: Exchange;
  readonly clock: VirtualClock;
  readonly broker: Broker;
  readonly client: KiwoomClient;
  readonly socket: KiwoomSocket;
  stop(): Promise<void>;
}

/** @param isQuiet  nothing has traded today and nobody trades but the account */
export async function startCoverageDesk(isQuiet = false): Promise<CoverageDesk> {
  const clock = createVirtualClock(TEN_O_CLOCK);
  const exchange = await createExchange({
    clock,
    seed: 1,
    world: isQuiet ? { activity: 0, hasWarmUp: false } : { history: 'sample' },
    settings: { quota: NO_QUOTA, secondLogin: 'allow' },
  });
  const http = createUndiciHttp({ clock });
  const broker = createKiwoomBroker({
    clock,
    ids: createUuidIds(clock),
    log: SILENT_LOG,
    http,
    sockets: createWsConnector(),
    credentials: () => Promise.resolve(ok({ appKey: APP_KEY, secretKey: `secret of ${APP_KEY}` })),
    environment: 'embedded',
    restUrl: exchange.restUrl,
    socketUrl: exchange.wsUrl,
    settings: { requestsPerSecond: 10_000, apiRate: { perSecond: 1_000, burst: 1_000 } },
  });
  const client = createKiwoomClient(exchange.restUrl);
  await client.authenticate(APP_KEY);
  return {
    exchange,
    clock,
    broker,
    client,
    socket: await client.connect(exchange.wsUrl),
    async stop() {
      await broker.disconnect();
      await http.close();
      await exchange.stop();
    },
  };
}
