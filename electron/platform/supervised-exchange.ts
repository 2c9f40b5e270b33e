import { ok } from '#shared/domain/result.ts';
import type { Result } from '#shared/domain/result.ts';
import { startExchangeProcess } from './exchange-process.ts';
import type { ExchangeAddresses, ExchangeLaunch, ExchangeProcess } from './exchange-process.ts';

export interface SupervisedExchange extends ExchangeAddresses {
  stop(): Promise<void>;
}

const RESTARTS = 5;
const FIRST_PAUSE_MS = 500;

/**
 * Keeps the embedded exchange running: one that ends by itself is started again at the same addresses, a few times a run.
 * To the desk that is a broker that was away for a moment.
 *
 * @param launch  without ports: any free ones are taken at first, and kept
 */
export async function superviseExchange(launch: ExchangeLaunch): Promise<Result<SupervisedExchange>> {
  const { clock, log } = launch;
  const started = await startAt(launch, '0', '0');
  if (!started.ok) return started;
  const { restUrl, socketUrl, marketId } = started.value;
  let current: ExchangeProcess = started.value;
  let restartsLeft = RESTARTS;
  let isStopping = false;
  let restarting: Promise<void> = Promise.resolve();

  const watch = (): void => {
    void current.ended.then(() => {
      if (!isStopping) restarting = restart();
    });
  };
  const restart = async (): Promise<void> => {
    while (restartsLeft > 0 && !isStopping) {
      restartsLeft -= 1;
      log.error('the embedded exchange ended by itself', { restartsLeft });
      const pauseMs = FIRST_PAUSE_MS * (RESTARTS - restartsLeft);
      await new Promise<void>((resolve) => clock.after(pauseMs, resolve));
      if (isStopping) return;
      const again = await startAt(launch, new URL(restUrl).port, new URL(socketUrl).port);
      if (again.ok) {
        current = again.value;
        if (current.marketId !== marketId) log.error('the embedded exchange lost its market', { marketId });
        return watch();
      }
      log.error('the embedded exchange did not start again', { error: again.error });
    }
  };

  watch();
  return ok({
    restUrl,
    socketUrl,
    marketId,
    async stop() {
      isStopping = true;
      await restarting;
      await current.stop();
    },
  });
}

function startAt(launch: ExchangeLaunch, port: string, socketPort: string): Promise<Result<ExchangeProcess>> {
  const args = ['--port', port, '--ws-port', socketPort, ...launch.args];
  return startExchangeProcess({ ...launch, args });
}
