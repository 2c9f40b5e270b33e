import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * What the host does on behalf of the request that is being served.
 *
 * A browser window can only be opened by a page, so the core's wish for a window becomes part of the reply to the request
 * that led to it. The scope follows the request through every await.
 */
export interface RequestScope {
  open: string | null;
}

const scopes = new AsyncLocalStorage<RequestScope>();

export function runInRequestScope<T>(scope: RequestScope, run: () => Promise<T>): Promise<T> {
  return scopes.run(scope, run);
}

export function currentRequestScope(): RequestScope | null {
  return scopes.getStore() ?? null;
}
