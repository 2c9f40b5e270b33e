import type { Ids } from '#electron/core/ports/ids.ts';
import type { HaltReport } from '#shared/contract/events.ts';
import type {
  AccountSnapshot,
  AccountSummary,
  DeskSnapshot,
  RequestReply,
} from '#shared/contract/requests.ts';
import type { Order } from '#shared/domain/order.ts';
import type { Result } from '#shared/domain/result.ts';

/** An account as the host's own page and terminal tell of it. */
export interface HaltStanding {
  readonly account: AccountSummary;
  /** Null while it is not halted. */
  readonly report: HaltReport | null;
  readonly orders: readonly Order[];
}

/** The way to stop everything that needs no page: hosts press it for a key, a menu, a form or a command. */
export interface KillSwitch {
  /** Halts every account; a press of its own each time. */
  halt(): Promise<Result<RequestReply<'trading.haltAll'>>>;
  standing(): Promise<readonly HaltStanding[]>;
}

/** What of the desk it needs: the requests of the contract. */
interface DeskRequests {
  handle(clientId: string, name: string, payload: unknown): Promise<Result<unknown>>;
}

/** Under which core knows the host itself. */
const HOST = 'host';

/** @param desk  a press before it is there waits for it: nothing can be ordered before that either */
export function createKillSwitch(desk: DeskRequests | Promise<DeskRequests>, ids: Ids): KillSwitch {
  return {
    async halt() {
      const reply = await (
        await desk
      ).handle(HOST, 'trading.haltAll', { requestId: ids.next().slice(0, 64) });
      return reply as Result<RequestReply<'trading.haltAll'>>;
    },
    async standing() {
      const core = await desk;
      const opened = await core.handle(HOST, 'desk.open', { windowId: 'halt' });
      if (!opened.ok) return [];
      const { accounts, halts } = opened.value as DeskSnapshot;
      return Promise.all(
        accounts.map(async (account) => {
          const { accountId } = account;
          const reply = await core.handle(HOST, 'account.snapshot', { accountId });
          const orders = reply.ok ? (reply.value as AccountSnapshot).orders : [];
          return { account, report: halts.find((each) => each.accountId === accountId) ?? null, orders };
        }),
      );
    },
  };
}

/** Returns whether something that a halt found is not over yet. */
export function isAnythingLeft(standing: readonly HaltStanding[]): boolean {
  return standing.some(
    ({ report }) => report?.legs.some(({ state }) => state !== 'canceled' && state !== 'filled') === true,
  );
}
