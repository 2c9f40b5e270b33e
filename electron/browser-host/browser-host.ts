import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Desk } from '#electron/core/desk.ts';
import type { Clock } from '#electron/core/ports/clock.ts';
import type { Ids } from '#electron/core/ports/ids.ts';
import type { Log } from '#electron/core/ports/log.ts';
import { emptyAnswer } from '#electron/platform/answer.ts';
import { createHaltPage } from '#electron/platform/halt-page.ts';
import { createKillSwitch } from '#electron/platform/kill-switch.ts';
import type { RendererFiles } from '#electron/platform/renderer-files.ts';
import { createSecretPages } from '#electron/platform/secret-pages.ts';
import type { SecretPrompts } from '#electron/platform/secret-prompts.ts';
import type { SecretReceiver } from '#electron/platform/secret-receiver.ts';
import { hogaError } from '#shared/domain/errors.ts';
import type { Result } from '#shared/domain/result.ts';
import { err, ok } from '#shared/domain/result.ts';
import { createAccess } from './access.ts';
import { attachDeskSocket } from './desk-socket.ts';
import { createRequestGuard } from './request-guard.ts';
import { route } from './routes.ts';
import { writeAnswer } from './write-answer.ts';

export interface BrowserHostParts {
  /** Pages are served before it is there; their sockets wait for it. */
  readonly desk: Desk | Promise<Desk>;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly files: RendererFiles;
  readonly prompts: SecretPrompts;
  readonly receiver: SecretReceiver;
  /** 0 for any free port. */
  readonly port: number;
}

export interface BrowserHost {
  readonly port: number;
  /** Returns an address that opens the desk once, in one browser. A secret: for the owner's eyes. */
  oneTimeUrl(): string;
  close(): Promise<void>;
}

const LOOPBACK = '127.0.0.1';

/**
 * Serves the desk to browsers on this machine, and to nobody else.
 *
 * @returns `connectivity` `PORT_TAKEN` or `PORT_REFUSED` when it cannot listen
 */
export async function startBrowserHost(parts: BrowserHostParts): Promise<Result<BrowserHost>> {
  let port = parts.port;
  const access = createAccess(() => port);
  const guard = createRequestGuard(() => port);
  const secretPages = createSecretPages(parts.prompts, parts.receiver);
  const { desk, clock, ids, log, files } = parts;
  const haltPage = createHaltPage(createKillSwitch(desk, ids));
  const server = createServer((request, response) => {
    route(request, { access, guard, files, secretPages, haltPage }).then(
      (answer) => writeAnswer(response, answer),
      (cause: unknown) => {
        log.error('page failed', { cause: cause instanceof Error ? cause.stack : String(cause) });
        writeAnswer(response, emptyAnswer(500));
      },
    );
  });
  const deskSocket = attachDeskSocket(server, { desk, clock, ids, log, access, guard });
  const listening = await listen(server, parts.port);
  if (!listening.ok) return listening;
  port = listening.value;
  return ok({
    port,
    oneTimeUrl: () => `http://${LOOPBACK}:${port}/?token=${access.issueToken()}`,
    async close() {
      await deskSocket.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}

function listen(server: ReturnType<typeof createServer>, port: number): Promise<Result<number>> {
  return new Promise((resolve) => {
    const onError = (cause: NodeJS.ErrnoException): void => {
      const isTaken = cause.code === 'EADDRINUSE';
      resolve(
        err(
          hogaError(
            'connectivity',
            isTaken ? 'PORT_TAKEN' : 'PORT_REFUSED',
            isTaken
              ? `port ${port} is in use by another program`
              : `cannot listen on port ${port}: ${cause.message}`,
            { port },
            cause,
          ),
        ),
      );
    };
    server.once('error', onError);
    server.listen({ host: LOOPBACK, port, exclusive: true }, () => {
      server.off('error', onError);
      resolve(ok((server.address() as AddressInfo).port));
    });
  });
}
