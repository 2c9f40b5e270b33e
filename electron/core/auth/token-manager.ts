import type { Clock, Unsubscribe } from '#shared/domain/clock.ts';
import { hogaError } from '#shared/domain/errors.ts';
import type { Result } from '#shared/domain/result.ts';
import { err, ok } from '#shared/domain/result.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import { epochMs } from '#shared/domain/time.ts';
import { ListenerSet } from '../listener-set.ts';
import type { Log } from '../ports/log.ts';
import type { AccessToken, IssuedToken } from './access-token.ts';
import { remainingLifeMs } from './access-token.ts';

/** The broker's side of a token's life. Makes one attempt per call; the manager decides when. */
export interface TokenSource {
  /** Errors: `auth` when the key is refused, anything else is worth another try later. */
  issue(): Promise<Result<IssuedToken>>;
  revoke(token: string): Promise<Result<void>>;
}

export interface TokenSettings {
  /** A token with less life than this is renewed in the background. */
  readonly renewBeforeMs: number;
  /** A token with less life than this is renewed before it is used. */
  readonly minimumLifeMs: number;
  /** Pause before asking again when the broker hands out the token we already have, or one it has just refused. */
  readonly reissuePauseMs: number;
  /** A longer life than this is not believed. */
  readonly maximumLifeMs: number;
  /** Life taken instead of one that is not believed. */
  readonly assumedLifeMs: number;
}

export const DEFAULT_TOKEN_SETTINGS: TokenSettings = {
  renewBeforeMs: 600_000,
  minimumLifeMs: 30_000,
  reissuePauseMs: 60_000,
  maximumLifeMs: 25 * 3_600_000,
  assumedLifeMs: 3_600_000,
};

/** One account's token: issued when first needed, shared by all who wait, renewed before it ends. */
export interface TokenManager {
  /**
   * Returns a token with enough life left for one request, asking for a new one when there is none. Many callers at once
   * cause one request.
   */
  get(): Promise<Result<string>>;
  /** Says that the broker refused `token`. Does nothing when a newer one is in use already. */
  refuse(token: string): void;
  /** When the token ends by this machine's clock; null without one. */
  expiresAt(): EpochMs | null;
  onChange(listener: () => void): Unsubscribe;
  /** Forgets the token and ends the timer; `get` works again afterwards. */
  drop(): void;
  /** Tells the broker to void the token, then forgets it. */
  revoke(): Promise<Result<void>>;
}

interface TokenManagerParts {
  readonly clock: Clock;
  readonly brokerNow: () => EpochMs;
  readonly source: TokenSource;
  readonly log: Log;
  readonly settings?: TokenSettings;
}

export function createTokenManager(parts: TokenManagerParts): TokenManager {
  const { clock, source, log, settings = DEFAULT_TOKEN_SETTINGS } = parts;
  const changes = new ListenerSet<void>();
  let current: AccessToken | null = null;
  let renewal: Promise<Result<string>> | null = null;
  let timer: Unsubscribe | null = null;
  /** Grows when the token is dropped, so that an answer that was under way is not kept. */
  let generation = 0;
  let refused: string | null = null;
  let pausedUntil = Number.NEGATIVE_INFINITY;

  const remaining = () => (current === null ? 0 : remainingLifeMs(current, clock));
  const isPaused = () => clock.monotonicNow() < pausedUntil;
  const pause = () => {
    pausedUntil = clock.monotonicNow() + settings.reissuePauseMs;
  };

  /** A life that cannot be right says that one of the two clocks is wrong; the token itself may well be good. */
  function believableLife(issued: IssuedToken): number {
    const lifeMs = issued.expiresAt - parts.brokerNow();
    if (lifeMs > 0 && lifeMs <= settings.maximumLifeMs) return lifeMs;
    log.warn('token life does not fit the clock', { lifeMs, assumedLifeMs: settings.assumedLifeMs });
    return settings.assumedLifeMs;
  }

  /** Asks for a token. One that was just refused is worth nothing to anybody: it is voided and asked for once more. */
  async function issue(): Promise<Result<IssuedToken>> {
    const first = await source.issue();
    if (!first.ok || first.value.value !== refused) return first;
    log.warn('the broker gave out again the token it refuses; voiding it');
    const voided = await source.revoke(first.value.value);
    return voided.ok ? source.issue() : first;
  }

  function keep(issued: IssuedToken): Result<string> {
    log.redact(issued.value);
    if (issued.value === refused) {
      pause();
      return err(stillRefused());
    }
    // Some brokers give the same token until it has ended: asking at once again would only spend the quota.
    if (issued.value === current?.value) pause();
    refused = null;
    current = {
      ...issued,
      lifeMs: believableLife(issued),
      gotAtWall: clock.now(),
      gotAtMonotonic: clock.monotonicNow(),
    };
    schedule();
    changes.emit();
    return ok(issued.value);
  }

  function schedule(): void {
    timer?.();
    const untilRenewal = remaining() - settings.renewBeforeMs;
    timer = clock.after(Math.max(untilRenewal, pausedUntil - clock.monotonicNow(), 1), renewInBackground);
  }

  function renewInBackground(): void {
    void renew().then((renewed) => {
      if (renewed.ok || current === null) return;
      log.warn('token not renewed in time', { error: renewed.error });
      pause();
      schedule();
    });
  }

  function renew(): Promise<Result<string>> {
    if (renewal !== null) return renewal;
    const started = generation;
    const running = issue().then((issued) => {
      if (renewal === running) renewal = null;
      if (generation !== started) return err(dropped());
      return issued.ok ? keep(issued.value) : issued;
    });
    renewal = running;
    return running;
  }

  function drop(): void {
    generation += 1;
    current = null;
    renewal = null;
    refused = null;
    pausedUntil = Number.NEGATIVE_INFINITY;
    timer?.();
    timer = null;
    changes.emit();
  }

  return {
    get() {
      if (current !== null && remaining() > settings.minimumLifeMs) return Promise.resolve(ok(current.value));
      if (isPaused()) {
        if (current !== null && remaining() > 0) return Promise.resolve(ok(current.value));
        if (refused !== null) return Promise.resolve(err(stillRefused()));
      }
      return renew();
    },
    refuse(token) {
      if (current?.value !== token) return;
      refused = token;
      current = null;
      timer?.();
      timer = null;
      changes.emit();
    },
    expiresAt: () => (current === null ? null : epochMs(clock.now() + remaining())),
    onChange: (listener) => changes.add(listener),
    drop,
    async revoke() {
      const token = current;
      drop();
      return token === null ? ok(undefined) : source.revoke(token.value);
    },
  };
}

const dropped = () =>
  hogaError('connectivity', 'REQUEST_ABORTED', 'the link was given up while a token was asked for');

const stillRefused = () =>
  hogaError(
    'auth',
    'AUTH_TOKEN_REFUSED',
    'the broker refuses the only token it gives out; asking again later',
  );
