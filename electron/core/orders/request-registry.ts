import { hogaError } from '#shared/domain/errors.ts';
import type { Result } from '#shared/domain/result.ts';
import { err } from '#shared/domain/result.ts';

/**
 * Makes each request of the trader happen once: the same id again gets the first answer, also while that is still coming.
 *
 * An id that comes back with other contents is refused with `REQUEST_ID_REUSED`: neither answer would be right.
 */
export class RequestRegistry {
  private readonly answers = new Map<string, { readonly print: string; readonly answer: Promise<unknown> }>();

  run<T>(requestId: string, contents: unknown, task: () => Promise<Result<T>>): Promise<Result<T>> {
    const print = JSON.stringify(contents);
    const known = this.answers.get(requestId);
    if (known !== undefined) {
      // The print holds the name of the command, so the answer is of the type that this command gives.
      if (known.print === print) return known.answer as Promise<Result<T>>;
      return Promise.resolve(
        err(hogaError('validation', 'REQUEST_ID_REUSED', 'used for another request', { requestId })),
      );
    }
    // Registered before the task runs: it may call back into the service.
    const { promise, resolve, reject } = deferred<Result<T>>();
    this.answers.set(requestId, { print, answer: promise });
    task().then(resolve, reject);
    return promise;
  }
}

function deferred<T>() {
  let resolve: (value: T) => void = () => undefined;
  let reject: (reason: unknown) => void = () => undefined;
  const promise = new Promise<T>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
}
