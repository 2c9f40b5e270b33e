/** A cancel lowers risk, so it goes ahead of amends and new orders that wait. */
export type CommandPriority = 'cancel' | 'normal';

interface Waiting {
  readonly priority: CommandPriority;
  readonly run: () => Promise<void>;
}

/**
 * Runs one order command of an account at a time, so that an answer is known, or known to be missing, before the next
 * command leaves. First come, first served within a priority.
 */
export class CommandQueue {
  private readonly waiting: Waiting[] = [];
  private isRunning = false;

  /** Resolves or rejects as `task` does, once its turn has come. A task that fails does not stop the queue. */
  run<T>(priority: CommandPriority, task: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const runToEnd = async () => {
        try {
          resolve(await task());
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      };
      this.insert({ priority, run: runToEnd });
      void this.drain();
    });
  }

  /** Commands that wait for their turn, the running one not counted. */
  get length(): number {
    return this.waiting.length;
  }

  private insert(entry: Waiting): void {
    const firstNormal = this.waiting.findIndex(({ priority }) => priority === 'normal');
    if (entry.priority === 'normal' || firstNormal === -1) this.waiting.push(entry);
    else this.waiting.splice(firstNormal, 0, entry);
  }

  private async drain(): Promise<void> {
    if (this.isRunning) return;
    this.isRunning = true;
    for (let next = this.waiting.shift(); next !== undefined; next = this.waiting.shift()) await next.run();
    this.isRunning = false;
  }
}
