import type { HogaError } from '#shared/domain/errors.ts';
import type { Result } from '#shared/domain/result.ts';

/**
 * What one socket message means for the life of the connection.
 *
 * - `data`          market or account data; the dialect has passed it on already
 * - `heartbeat`     `reply` must go back at once
 * - `loggedIn`      requests may be sent
 * - `loginRefused`  `isTokenAtFault`: a new token may help
 * - `replaced`      another program took this session over
 * - `answer`        to the request under way on `channel`
 * - `unreadable`    not understood
 * - `lost`          an event that must not be missed came in a form that cannot be read
 */
export type SocketSignal =
  | { readonly kind: 'data' }
  | { readonly kind: 'heartbeat'; readonly reply: string }
  | { readonly kind: 'loggedIn' }
  | { readonly kind: 'loginRefused'; readonly error: HogaError; readonly isTokenAtFault: boolean }
  | { readonly kind: 'replaced'; readonly error: HogaError }
  | { readonly kind: 'answer'; readonly channel: string; readonly outcome: Result<void> }
  | { readonly kind: 'unreadable'; readonly error: HogaError }
  | { readonly kind: 'lost'; readonly error: HogaError };

/** A broker's way of speaking over a socket. */
export interface SocketDialect {
  /** What to send first on a new connection; null where the broker asks for no login. */
  login(token: string): string | null;
  /** Reads one message. Never throws, whatever comes. */
  read(text: string): SocketSignal;
}
