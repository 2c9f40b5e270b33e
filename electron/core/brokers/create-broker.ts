import type { Result } from '#shared/domain/result.ts';
import { err, ok } from '#shared/domain/result.ts';
import { hogaError } from '#shared/domain/errors.ts';
import type { Credentials, Profile } from '../accounts/profiles.ts';
import type { DeskOptions, DeskPorts } from '../desk.ts';
import type { Broker } from './broker.ts';
import { createKiwoomBroker } from './kiwoom/create-kiwoom-broker.ts';
import { KIWOOM_HOSTS } from './kiwoom/hosts.ts';

/** Builds the client of the broker that `profile` names. `validation` BROKER_NOT_SUPPORTED for one not built in. */
export function createBroker(
  profile: Profile,
  ports: DeskPorts,
  embedded: DeskOptions['embedded'],
  credentials: () => Promise<Result<Credentials>>,
): Result<Broker> {
  if (profile.broker !== 'kiwoom') {
    return err(hogaError('validation', 'BROKER_NOT_SUPPORTED', profile.broker, { broker: profile.broker }));
  }
  const { environment } = profile;
  const hosts = environment === 'embedded' ? embedded : KIWOOM_HOSTS[environment];
  if (hosts === null)
    return err(hogaError('connectivity', 'EXCHANGE_NOT_RUNNING', 'no embedded exchange runs'));
  const { restUrl, socketUrl } = hosts;
  const { clock, ids, log, http, sockets } = ports;
  return ok(
    createKiwoomBroker({ clock, ids, log, http, sockets, credentials, environment, restUrl, socketUrl }),
  );
}
