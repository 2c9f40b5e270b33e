import type { Result } from '#shared/domain/result.ts';

/** Preferences and layouts: small JSON values, never secrets. A write is atomic. */
export interface SettingsStore {
  get(key: string): unknown;
  set(key: string, value: unknown): Result<void>;
  remove(key: string): Result<void>;
}
