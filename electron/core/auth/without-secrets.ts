import type { HogaError } from '#shared/domain/errors.ts';

const HIDDEN = '•••';

/**
 * Returns the error without any of the secrets in it: a broker at fault may repeat what it was sent, and errors are shown in
 * windows. The cause goes too, as nothing is known of its form.
 */
export function withoutSecrets(error: HogaError, secrets: readonly string[]): HogaError {
  const isNamed = (text: string) => secrets.some((secret) => secret !== '' && text.includes(secret));
  const hide = (text: string) =>
    secrets.reduce((rest, secret) => (secret === '' ? rest : rest.replaceAll(secret, HIDDEN)), text);
  const texts = [error.detail, ...Object.values(error.context).filter((value) => typeof value === 'string')];
  if (!texts.some(isNamed)) return error;
  const context = Object.fromEntries(
    Object.entries(error.context).map(([name, value]) => [
      name,
      typeof value === 'string' ? hide(value) : value,
    ]),
  );
  return { kind: error.kind, code: error.code, detail: hide(error.detail), context };
}
