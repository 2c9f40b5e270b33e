import { hogaError } from '#shared/domain/errors.ts';
import type { Result } from '#shared/domain/result.ts';
import { err, ok } from '#shared/domain/result.ts';
import type { IssuedToken } from '../../auth/access-token.ts';
import type { TokenSource } from '../../auth/token-manager.ts';
import { withoutSecrets } from '../../auth/without-secrets.ts';
import type { Log } from '../../ports/log.ts';
import { parseIssuedToken } from './parse/token.ts';
import type { RawClient } from './raw-client.ts';

export interface KiwoomCredentials {
  readonly appKey: string;
  readonly secretKey: string;
}

/** Issues and voids Kiwoom tokens (au10001, au10002). Keys are read anew each time and never kept. */
export function createTokenSource(
  raw: RawClient,
  credentials: () => Promise<Result<KiwoomCredentials>>,
  log: Log,
): TokenSource {
  async function keys(): Promise<Result<{ appkey: string; secretkey: string }>> {
    const known = await credentials();
    if (!known.ok) return known;
    const { appKey, secretKey } = known.value;
    if (appKey === '' || secretKey === '') return err(noKeys());
    log.redact(appKey);
    log.redact(secretKey);
    return ok({ appkey: appKey, secretkey: secretKey });
  }

  return {
    async issue(): Promise<Result<IssuedToken>> {
      const known = await keys();
      if (!known.ok) return known;
      const answer = await raw.tokenCall('au10001', { grant_type: 'client_credentials', ...known.value });
      const issued = answer.ok ? parseIssuedToken(answer.value) : answer;
      return issued.ok ? issued : err(withoutSecrets(issued.error, Object.values(known.value)));
    },
    async revoke(token) {
      const known = await keys();
      if (!known.ok) return known;
      const answer = await raw.tokenCall('au10002', { ...known.value, token });
      if (answer.ok) return ok(undefined);
      return err(withoutSecrets(answer.error, [...Object.values(known.value), token]));
    },
  };
}

const noKeys = () => hogaError('auth', 'CREDENTIALS_MISSING', 'the account has no app key');
