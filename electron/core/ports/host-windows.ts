import type { Result } from '#shared/domain/result.ts';

/** What the core asks of its host's windows. */
export interface HostWindows {
  /** Opens a desk window with its own layout. */
  openWindow(windowId: string): Promise<Result<void>>;
  /**
   * Opens the host's own form for a secret. The form lies outside the desk's pages and of the contract: what is typed
   * goes straight to the host, and from there to the secret store.
   */
  openSecretPrompt(prompt: SecretPrompt): Promise<Result<void>>;
}

export type SecretPrompt =
  | { readonly kind: 'credentials'; readonly accountId: string; readonly label: string }
  | { readonly kind: 'unlock' }
  | { readonly kind: 'createPassphrase' };
