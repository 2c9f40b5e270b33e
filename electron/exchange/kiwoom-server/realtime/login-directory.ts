/** Something that can be told to give way. */
export interface LoggedIn {
  replace(): void;
}

/** Which connections are logged in with which app key. */
export interface LoginDirectory {
  /** Adds a connection; depending on the rule, older ones of the same key are told to give way. */
  enter(appKey: string, connection: LoggedIn): void;
  leave(appKey: string, connection: LoggedIn): void;
  /** Connections logged in now. */
  count(): number;
}

/** @param rule  `replace`: one connection per app key, the newest; `allow`: any number */
export function createLoginDirectory(rule: 'replace' | 'allow'): LoginDirectory {
  const byAppKey = new Map<string, Set<LoggedIn>>();
  return {
    enter(appKey, connection) {
      const current = byAppKey.get(appKey) ?? new Set();
      if (rule === 'replace') for (const older of [...current]) older.replace();
      byAppKey.set(appKey, new Set([...(byAppKey.get(appKey) ?? []), connection]));
    },
    leave(appKey, connection) {
      const current = byAppKey.get(appKey);
      current?.delete(connection);
      if (current?.size === 0) byAppKey.delete(appKey);
    },
    count: () => [...byAppKey.values()].reduce((sum, set) => sum + set.size, 0),
  };
}
