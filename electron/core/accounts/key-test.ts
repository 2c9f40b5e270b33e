import type { Clock } from '#shared/domain/clock.ts';
import type { HogaError } from '#shared/domain/errors.ts';
import { hogaError } from '#shared/domain/errors.ts';
import type { Result } from '#shared/domain/result.ts';
import { err, ok } from '#shared/domain/result.ts';
import type { KeyTest } from '#shared/contract/requests.ts';
import type { KeyTestStep } from '#shared/contract/vocabulary.ts';
import type { Broker } from '../brokers/broker.ts';
import type { Log } from '../ports/log.ts';
import { withoutCause } from '../request-handlers.ts';
import type { Credentials } from './profiles.ts';

/** A login that has not been answered by then will not be. */
const LOGIN_WAIT_MS = 15_000;

type Link = Pick<Broker, 'authenticate' | 'account' | 'connect' | 'disconnect' | 'connection'>;

export interface KeyTestParts {
  /** The account's own link. */
  readonly link: Link;
  /** Builds another link with the same keys. */
  readonly newLink: () => Result<Link>;
  readonly credentials: () => Promise<Result<Credentials>>;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Tries the stored keys at the broker: a token, the account number, a login of the socket.
 *
 * A second login with a key throws out whoever is logged in with it. So a link that is up, or on its way up, is asked itself
 * and proves the login by being online; one that another program has taken over is not taken back. Only an account that
 * lets its link rest is tried over a link of the test's own, which is ended afterwards.
 *
 * Never rejects: what is wrong is in the steps.
 */
export async function testKeys(parts: KeyTestParts): Promise<KeyTest> {
  const steps: KeyTest['steps'][number][] = [];
  async function pass(step: KeyTestStep, act: () => Promise<Result<unknown>>): Promise<boolean> {
    const outcome = await act();
    steps.push({ step, isOk: outcome.ok, error: outcome.ok ? null : withoutCause(outcome.error) });
    return outcome.ok;
  }

  if (!(await pass('keys', parts.credentials))) return { steps };
  const isResting = ['offline', 'refused'].includes(parts.link.connection().phase);
  const made = isResting ? parts.newLink() : ok(parts.link);
  if (!made.ok) return { steps: [...steps, { step: 'token', isOk: false, error: withoutCause(made.error) }] };
  const link = made.value;
  const hasPassed =
    (await pass('token', () => link.authenticate())) &&
    (await pass('account', () => link.account.fetchAccountNumber())) &&
    (await pass('socket', () => login(link, parts.clock)));
  if (isResting) await link.disconnect();
  parts.log.info('keys tested', { hasPassed, lastStep: steps.at(-1)?.step ?? null });
  return { steps };
}

async function login(link: Link, clock: Clock): Promise<Result<void>> {
  const { phase, error } = link.connection();
  if (phase === 'online') return ok(undefined);
  if (phase === 'replaced') return err(error ?? noLogin(null));
  let cancelTimer = () => {};
  const patience = new Promise<Result<void>>((resolve) => {
    cancelTimer = clock.after(LOGIN_WAIT_MS, () => resolve(err(noLogin(link.connection().error))));
  });
  const answer = await Promise.race([link.connect(), patience]);
  cancelTimer();
  return answer;
}

/** Why the last attempt failed says more than that time is up. */
function noLogin(last: HogaError | null): HogaError {
  return last ?? hogaError('connectivity', 'LOGIN_UNANSWERED', 'the socket was not logged in in time');
}
