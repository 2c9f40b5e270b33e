import { writeSync } from 'node:fs';
import type { Http } from '#electron/core/ports/http.ts';
import type { LedgerStorage } from '#electron/core/ports/ledger-storage.ts';
import type { SocketConnector } from '#electron/core/ports/socket.ts';
import { createDesk } from '#electron/core/create-desk.ts';
import { openSqliteLedger } from '#electron/platform/sqlite-ledger.ts';
import { createUndiciHttp } from '#electron/platform/undici-http.ts';
import { createUuidIds } from '#electron/platform/uuid-ids.ts';
import { createWsConnector } from '#electron/platform/ws-connector.ts';
import { ok } from '#shared/domain/result.ts';
import { createMemoryCache, createMemorySecrets, createMemorySettings } from '#test/support/memory-stores.ts';
import { SILENT_LOG } from '#test/support/silent-log.ts';
import type { DeskMessage, DeskSetup } from './crash-messages.ts';
import { playScript, settleEverything } from './crash-script.ts';
import { createSharedClock } from './shared-clock.ts';

/**
 * A program that is the desk without windows: the whole core over a real ledger file and real connections. Settles what the
 * one before it left, tells by message what it knows, then trades by a script and ends itself in the middle of it.
 */
const setup = JSON.parse(process.argv[2] ?? '{}') as DeskSetup;
const ORDER_API = /^kt1000[0-3]$/;
const sent: string[] = [];
let points = 0;
let isArmed = false;

/** A moment at which the program may be gone from one instruction to the next. */
function point(what: string): void {
  if (!isArmed) return;
  points += 1;
  if (points === setup.killAt) end(`${points} ${what}`);
}

function end(what: string): never {
  writeSync(1, `${what}\n`);
  if (setup.exchangePid !== null) process.kill(setup.exchangePid, 'SIGKILL');
  process.kill(process.pid, 'SIGKILL');
  for (;;);
}

function watchedLedger(inner: LedgerStorage): LedgerStorage {
  return {
    ...inner,
    append(rows) {
      const kinds = rows.map(({ kind }) => kind).join(' ');
      point(`before the write of ${kinds}`);
      const written = inner.append(rows);
      point(`after the write of ${kinds}`);
      return written;
    },
  };
}

function watchedHttp(inner: Http): Http {
  return {
    async send(request) {
      const api = request.headers['api-id'] ?? '';
      if (!ORDER_API.test(api)) return inner.send(request);
      sent.push(api);
      point(`before the send of ${api}`);
      const answer = await inner.send({
        ...request,
        onSent() {
          request.onSent?.();
          point(`after the first byte of ${api}`);
        },
      });
      point(`after the answer to ${api}`);
      return answer;
    },
    close: () => inner.close(),
  };
}

function watchedSockets(inner: SocketConnector): SocketConnector {
  return {
    connect: (url, handlers) =>
      inner.connect(url, {
        ...handlers,
        onOpen: () => handlers.onOpen(),
        onClose: (reason) => handlers.onClose(reason),
        onMessage(text) {
          const isOrder = text.includes('"type":"00"');
          if (isOrder) point('before a push of an order');
          handlers.onMessage(text);
          if (isOrder) point('after a push of an order');
        },
      }),
  };
}

const clock = createSharedClock(setup.time);
const opened = openSqliteLedger(setup.ledgerPath);
if (!opened.ok) throw new Error(opened.error.code, { cause: opened.error });
const { restUrl, wsUrl: socketUrl, marketId } = setup.address;
const desk = createDesk(
  {
    clock,
    ids: createUuidIds(clock),
    log: SILENT_LOG,
    http: watchedHttp(createUndiciHttp({ clock })),
    sockets: watchedSockets(createWsConnector()),
    secrets: createMemorySecrets(),
    settings: createMemorySettings(),
    cache: createMemoryCache(),
    ledger: ok(watchedLedger(opened.value)),
    windows: {
      openWindow: () => Promise.resolve(ok(undefined)),
      openSecretPrompt: () => Promise.resolve(ok(undefined)),
    },
  },
  {
    version: '0',
    host: 'browser',
    embedded: { restUrl, socketUrl, marketId, appKey: 'crash-desk', secretKey: 'crash-secret' },
  },
);
const tell = (message: DeskMessage) =>
  new Promise<void>((resolve) => void process.send?.(message, () => resolve()));

await desk.start();
const truth = await settleEverything(desk);
const judged = new Promise<void>((resolve) => void process.once('message', () => resolve()));
await tell({ settled: { ...truth, sentBySelf: [...sent] } });
// Orders of this life must not be there yet when the exchange is asked about those before.
await judged;
isArmed = true;
await playScript(desk, setup.life);
if (setup.killAt !== null) end(`${points + 1} after the script`);
await tell({ done: points });
process.exit(0);
