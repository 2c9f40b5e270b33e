import type { EpochMs } from '#shared/domain/time.ts';
import { openSqliteLedger } from '#electron/platform/sqlite-ledger.ts';

/** A program that writes rows to a ledger until it cannot, and some more; prints how many were acknowledged. */
const [path = ''] = process.argv.slice(2);
const ATTEMPTS = 400;
const opened = openSqliteLedger(path);
let acknowledged = 0;
let failed = opened.ok ? 0 : 1;
let code = opened.ok ? null : opened.error.code;
for (let count = 0; opened.ok && count < ATTEMPTS; count += 1) {
  const row = {
    at: count as EpochMs,
    accountId: 'account',
    clientOrderId: `order-${count}`,
    kind: 'sent',
    payload: JSON.stringify({ commandId: 'c', filler: 'x'.repeat(200) }),
  };
  const written = opened.value.append([row]);
  if (written.ok) acknowledged += 1;
  else {
    failed += 1;
    code = written.error.code;
  }
}
process.stdout.write(`${JSON.stringify({ acknowledged, failed, code })}\n`);
