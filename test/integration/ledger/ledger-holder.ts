import type { EpochMs } from '#shared/domain/time.ts';
import type { LedgerStorage } from '#electron/core/ports/ledger-storage.ts';
import { openSqliteLedger } from '#electron/platform/sqlite-ledger.ts';
import { createOrderDesk } from '#test/support/order-desk.ts';

/**
 * A program that keeps a ledger open until it is ended from outside. Prints `open`; then with `write` the number of each row
 * that it appends, with `order` the word `sent` once an order is in flight.
 */
const [path = '', mode = 'hold'] = process.argv.slice(2);
const opened = openSqliteLedger(path);
if (!opened.ok) {
  process.stderr.write(`${opened.error.code}\n`);
  process.exit(1);
}
setInterval(() => undefined, 1_000);
if (mode === 'write') writeNext(opened.value, 1);
if (mode === 'order') void sendOrder(opened.value);
setImmediate(() => {
  // A ledger that nobody refers to stays this program's all the same.
  globalThis.gc?.();
  process.stdout.write('open\n');
});

function writeNext(ledger: LedgerStorage, count: number): void {
  const at = count as EpochMs;
  const row = { at, accountId: 'account', clientOrderId: `order-${count}`, kind: 'sent', payload: '{}' };
  const written = ledger.append([row]);
  if (written.ok) process.stdout.write(`${written.value[0]?.sequence}\n`);
  setImmediate(() => writeNext(ledger, count + 1));
}

async function sendOrder(ledger: LedgerStorage): Promise<void> {
  const desk = createOrderDesk();
  desk.restart({ ok: true, value: ledger });
  await desk.service.reconcile();
  desk.broker.holdPushes(true);
  desk.broker.script('crash');
  void desk.place({}, 'request-of-the-dead');
  setImmediate(() => process.stdout.write('sent\n'));
}
