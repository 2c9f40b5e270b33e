import type { HostWindows, SecretPrompt } from '#electron/core/ports/host-windows.ts';
import { hogaError } from '#shared/domain/errors.ts';
import type { Result } from '#shared/domain/result.ts';
import { err, ok } from '#shared/domain/result.ts';
import { currentRequestScope } from './request-scope.ts';

/**
 * Windows of a host that has no windows of its own: the page that asked opens them, by the `open` of its reply.
 *
 * The opened page is of the same host and carries the same cookie, so no token is needed and none passes the contract.
 * Outside a page's request there is nobody to open a window, which is answered as an error.
 */
export function createPageWindows(addPrompt: (prompt: SecretPrompt) => string): HostWindows {
  return {
    openWindow: (windowId) => Promise.resolve(open(() => `/?window=${encodeURIComponent(windowId)}`)),
    openSecretPrompt: (prompt) => Promise.resolve(open(() => addPrompt(prompt))),
  };
}

function open(path: () => string): Result<void> {
  const scope = currentRequestScope();
  if (!scope) {
    return err(hogaError('validation', 'WINDOW_NOT_ASKED_FOR', 'no page is there to open the window'));
  }
  scope.open = path();
  return ok(undefined);
}
