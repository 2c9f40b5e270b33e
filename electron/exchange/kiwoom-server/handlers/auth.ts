import { err, ok, type Result } from '#shared/domain/result.ts';
import { apiFailure, type ApiFailure } from '../rest/api-failure.ts';
import { formatDateTime } from '../wording/kst-text.ts';
import type { Customer } from '../accounts/key-registry.ts';
import type { Desk, Params, Reply } from './handler.ts';

/** au10001: hands out an access token, the same one again while it lives. */
export function issueToken(params: Params, desk: Desk): Result<Reply, ApiFailure> {
  const grantType = params.get('grant_type');
  if (grantType === '') return err(apiFailure('8011'));
  if (grantType !== 'client_credentials') return err(apiFailure('8012'));
  const customer = authenticate(params, desk);
  if (!customer.ok) return customer;
  const { token, expiresAt } = desk.tokens.issue(customer.value);
  return ok({ body: { expires_dt: formatDateTime(expiresAt), token_type: 'bearer', token } });
}

/** au10002: takes an access token back. */
export function revokeToken(params: Params, desk: Desk): Result<Reply, ApiFailure> {
  if (params.get('token') === '') return err(apiFailure('8016'));
  const customer = authenticate(params, desk);
  if (!customer.ok) return customer;
  const revoked = desk.tokens.revoke(customer.value, params.get('token'));
  return revoked ? ok({ body: {} }) : err(apiFailure('8015', '유효하지 않은 Token'));
}

function authenticate(params: Params, desk: Desk): Result<Customer, ApiFailure> {
  const appKey = params.get('appkey');
  const secretKey = params.get('secretkey');
  if (appKey === '' || secretKey === '') return err(apiFailure('8020'));
  return desk.keys.authenticate(appKey, secretKey);
}
