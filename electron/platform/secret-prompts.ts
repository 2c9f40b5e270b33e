import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { SecretPrompt } from '#electron/core/ports/host-windows.ts';
import type { Clock } from '#electron/core/ports/clock.ts';

export interface OpenPrompt {
  readonly id: string;
  readonly prompt: SecretPrompt;
  /** Path to go on to when this one is answered. */
  readonly next: string | null;
  /** Sent with the form and back: proves that the form was ours and was seen. */
  readonly proof: string;
}

/** Secret forms that were asked for and not yet answered. Each is good for one answer and a limited time. */
export interface SecretPrompts {
  /** Returns the path of the form's page. */
  add(prompt: SecretPrompt, next?: string): string;
  find(id: string): OpenPrompt | null;
  /** Forgets the prompt once it is answered. */
  settle(id: string): void;
}

export const SECRET_PATH = '/secret/';
const LIFETIME_MS = 10 * 60_000;
const MAX_OPEN = 32;

export function createSecretPrompts(clock: Clock): SecretPrompts {
  const open = new Map<string, OpenPrompt & { readonly expiresAt: number }>();
  const forgetOld = (): void => {
    const now = clock.monotonicNow();
    for (const [id, prompt] of open) {
      if (prompt.expiresAt <= now || open.size > MAX_OPEN) open.delete(id);
    }
  };
  return {
    add(prompt, next) {
      const id = randomBytes(16).toString('base64url');
      const proof = randomBytes(24).toString('base64url');
      open.set(id, { id, prompt, proof, next: next ?? null, expiresAt: clock.monotonicNow() + LIFETIME_MS });
      forgetOld();
      return SECRET_PATH + id;
    },
    find(id) {
      forgetOld();
      return open.get(id) ?? null;
    },
    settle: (id) => void open.delete(id),
  };
}

export function isProof(expected: string, given: string): boolean {
  const left = Buffer.from(expected);
  const right = Buffer.from(given);
  return left.length === right.length && timingSafeEqual(left, right);
}
