import type { Result } from '#shared/domain/result.ts';

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  /** From the call to the last byte of the answer. */
  readonly timeoutMs: number;
  /** Called at most once, when the first byte of the request is handed to the network. */
  readonly onSent?: () => void;
}

export interface HttpResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Why there is no answer. `maybeSent` decides whether an order's outcome is unknown: when in doubt it is true. */
export interface HttpFailure {
  readonly reason: 'refused' | 'unresolved' | 'timeout' | 'closed' | 'tls' | 'tooLarge' | 'aborted';
  readonly maybeSent: boolean;
  readonly detail: string;
}

/** One HTTP exchange. Never retries, never follows redirects, reads at most a bounded body. */
export interface Http {
  send(request: HttpRequest): Promise<Result<HttpResponse, HttpFailure>>;
  close(): Promise<void>;
}
