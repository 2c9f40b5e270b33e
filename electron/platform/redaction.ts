/** Names of fields whose value is a secret, without case, dashes and underscores. */
const SECRET_NAMES: ReadonlySet<string> = new Set([
  'token',
  'secret',
  'appkey',
  'appsecret',
  'secretkey',
  'approvalkey',
  'password',
  'passphrase',
  'authorization',
  'cookie',
  'setcookie',
  'credentials',
  'proof',
]);
const SECRET_ENDINGS = /(token|secret|secretkey|appkey|password|passphrase)$/;

export const REDACTED = '[redacted]';
const MAX_DEPTH = 8;
/** Shorter values would strike out parts of innocent words. */
const MIN_SECRET_LENGTH = 6;

/**
 * Copies what is to be logged, with the values of fields that are named like a secret left out.
 *
 * Errors become plain data. What is nested too deep, or refers to itself, is cut.
 */
export function redactFields(value: unknown, depth = 0): unknown {
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= MAX_DEPTH) return '[deep]';
  if (value instanceof Error) {
    const { name, message, stack, cause } = value;
    return redactFields({ name, message, stack, ...(cause === undefined ? {} : { cause }) }, depth + 1);
  }
  if (Array.isArray(value)) return value.map((item) => redactFields(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      isSecretName(name) ? REDACTED : redactFields(item, depth + 1),
    ]),
  );
}

function isSecretName(name: string): boolean {
  const bare = name.toLowerCase().replaceAll(/[-_]/g, '');
  return SECRET_NAMES.has(bare) || SECRET_ENDINGS.test(bare);
}

/** Strikes known secrets out of finished lines, wherever they stand. */
export interface ValueRedactor {
  add(secret: string): void;
  scrub(line: string): string;
}

export function createValueRedactor(): ValueRedactor {
  const known = new Set<string>();
  return {
    add(secret) {
      if (secret.length < MIN_SECRET_LENGTH) return;
      known.add(secret);
      // As the value stands inside JSON and inside an address.
      known.add(JSON.stringify(secret).slice(1, -1));
      known.add(encodeURIComponent(secret));
    },
    scrub(line) {
      let scrubbed = line.replaceAll(/\b(Bearer|Basic)\s+[\w.~+/=-]+/gi, `$1 ${REDACTED}`);
      for (const secret of known) scrubbed = scrubbed.replaceAll(secret, REDACTED);
      return scrubbed;
    },
  };
}
