import { ok } from '#shared/domain/result.ts';
import type { HaltReport } from '#shared/contract/events.ts';
import type { AccountDirectory } from './accounts/account-directory.ts';
import { RequestRegistry } from './orders/request-registry.ts';
import { nothing } from './preferences.ts';
import type { RequestHandlers } from './request-handlers.ts';

type SafetyRequest = 'order.resolve' | 'trading.halt' | 'trading.haltAll' | 'trading.resume';

/** What stops trading, what lets it go on, and what ends a doubt on the trader's word. */
export function createSafetyHandlers(accounts: AccountDirectory): Pick<RequestHandlers, SafetyRequest> {
  const requests = new RequestRegistry();
  return {
    'order.resolve': async (command) => {
      const found = accounts.ofOrder(command.clientOrderId);
      return found.ok ? found.value.orders.resolve(command) : found;
    },
    'trading.halt': async ({ accountId, requestId }) => {
      const found = accounts.find(accountId);
      return found.ok ? found.value.orders.halt(requestId) : found;
    },
    // Once per press: the same one, delivered again after the trader resumed, halts nothing.
    'trading.haltAll': ({ requestId }) =>
      requests.run(requestId, ['haltAll'], async () => {
        const all = accounts.all();
        // Every gate first: the cancels of one account write to disk, and the next account must not trade meanwhile.
        for (const { orders } of all) orders.closeGate();
        const halted = await Promise.all(
          all.map(async ({ profile: { accountId }, orders }) => {
            const reply = await orders.halt(requestId);
            return { accountId, canceling: reply.ok ? reply.value.canceling : 0 };
          }),
        );
        return ok({ accounts: halted });
      }),
    'trading.resume': ({ accountId }) => {
      const found = accounts.find(accountId);
      return found.ok ? nothing(found.value.orders.resume()) : found;
    },
  };
}

/** Of the accounts that are halted. */
export function haltReports(accounts: AccountDirectory): readonly HaltReport[] {
  return accounts.all().flatMap(({ orders }) => orders.haltReport() ?? []);
}
