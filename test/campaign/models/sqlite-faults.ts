import { createRequire } from 'node:module';

/** What a call of SQLite does in place of its work. `ioErrorAfter`: it works, and says that it did not. */
export const SQLITE_FAULTS = ['full', 'readOnly', 'ioError', 'ioErrorAfter'] as const;
export type SqliteFault = (typeof SQLITE_FAULTS)[number];

const CODES: Readonly<Record<SqliteFault, number>> = { full: 13, readOnly: 8, ioError: 10, ioErrorAfter: 10 };

/** Which calls fail: from the n-th on, so many of them. Counted from 1 since the faults were put in. */
export interface FaultPlan {
  readonly fault: SqliteFault;
  readonly fromCall: number;
  readonly calls: number;
}

export interface SqliteFaults {
  /** Calls of SQLite so far. */
  count(): number;
  /** Calls that failed. */
  struck(): number;
  repair(): void;
  /** Takes the faults out again. */
  remove(): void;
}

interface RealDatabase {
  prepare(...values: unknown[]): object;
}
type DatabaseClass = new (...values: unknown[]) => RealDatabase;
type GetBuiltin = (id: string) => unknown;
type Method = (...values: unknown[]) => unknown;

const DATABASE_CALLS: ReadonlySet<string | symbol> = new Set(['exec', 'prepare']);
const STATEMENT_CALLS: ReadonlySet<string | symbol> = new Set(['run', 'get', 'all']);

/**
 * Makes calls of SQLite fail, of every connection that this process opens from now on: stands in for the runtime's own
 * SQLite, where the ledger's driver looks first, with a real one behind it. A call that fails before its work leaves nothing
 * behind, as SQLite promises of a statement that fails.
 */
export function putFaults({ fault, fromCall, calls }: FaultPlan): SqliteFaults {
  let count = 0;
  let struck = 0;
  let isRepaired = false;
  const strike = (): never => {
    struck += 1;
    throw Object.assign(new Error(`made to fail: ${fault}`), { errcode: CODES[fault] });
  };
  const guarded = (act: () => unknown): unknown => {
    count += 1;
    const isDue = !isRepaired && count >= fromCall && count < fromCall + calls;
    if (isDue && fault !== 'ioErrorAfter') strike();
    const result = act();
    if (isDue) strike();
    return result;
  };
  const wrap = <T extends object>(real: T, guardedCalls: ReadonlySet<string | symbol>): T =>
    new Proxy(real, {
      get(target, key) {
        const value: unknown = Reflect.get(target, key, target);
        if (typeof value !== 'function') return value;
        const call = (value as Method).bind(target);
        if (!guardedCalls.has(key)) return call;
        return (...values: unknown[]) =>
          guarded(() => {
            const result = call(...values);
            return key === 'prepare' ? wrap(result as object, STATEMENT_CALLS) : result;
          });
      },
    });
  const { DatabaseSync } = realSqlite();
  const failing = function open(...values: unknown[]) {
    return wrap(new DatabaseSync(...values), DATABASE_CALLS);
  };
  const host = process as { getBuiltinModule: GetBuiltin };
  const original = host.getBuiltinModule;
  host.getBuiltinModule = (id) =>
    id === 'node:sqlite' ? { DatabaseSync: failing } : original.call(process, id);
  return {
    count: () => count,
    struck: () => struck,
    repair: () => void (isRepaired = true),
    remove: () => void (host.getBuiltinModule = original),
  };
}

function realSqlite(): { readonly DatabaseSync: DatabaseClass } {
  const builtin: unknown = process.getBuiltinModule('node:sqlite');
  const found: unknown = builtin ?? createRequire(import.meta.url)('@photostructure/sqlite');
  return found as { readonly DatabaseSync: DatabaseClass };
}
