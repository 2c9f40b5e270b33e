import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';

/** Cost of turning a passphrase into a key (RFC 7914). `r` is 8 and `p` is 1; about 0.3 s and 128 MiB at 2^17. */
export interface PassphraseCost {
  readonly n: number;
}

export const PASSPHRASE_COST: PassphraseCost = { n: 2 ** 17 };
/** A file may not make this program spend more memory than this, whatever it says of itself. */
const LARGEST_N = 2 ** 20;
const KEY_BYTES = 32;
const NONCE_BYTES = 12;

/** Returns the key, or null when the cost lies outside what this program uses. */
export function derivePassphraseKey(
  passphrase: string,
  salt: Buffer,
  cost: PassphraseCost,
): Promise<Buffer | null> {
  const { n } = cost;
  if (!Number.isSafeInteger(n) || n < 2 || n > LARGEST_N || (n & (n - 1)) !== 0) return Promise.resolve(null);
  return new Promise((resolve, reject) => {
    // Composed and decomposed Hangul are the same passphrase.
    const options = { N: n, r: 8, p: 1, maxmem: 256 * n * 8 };
    scrypt(passphrase.normalize('NFKC'), salt, KEY_BYTES, options, (cause, key) =>
      cause ? reject(cause) : resolve(key),
    );
  });
}

/** Encrypts with AES-256-GCM under a nonce of its own. `label` is authenticated with it: a box fits one place only. */
export function seal(key: Buffer, label: string, text: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(label, 'utf8'));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
}

/** Returns the text, or null when the key, the label or the box is not the one it was sealed with. */
export function unseal(key: Buffer, label: string, box: string): string | null {
  const bytes = Buffer.from(box, 'base64');
  if (bytes.length < NONCE_BYTES + 16) return null;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES));
    decipher.setAAD(Buffer.from(label, 'utf8')).setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + 16));
    const text = Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + 16)), decipher.final()]);
    return text.toString('utf8');
  } catch {
    return null;
  }
}
