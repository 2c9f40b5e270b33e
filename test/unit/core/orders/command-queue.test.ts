import { describe, expect, it } from 'vitest';
import { CommandQueue } from '#electron/core/orders/command-queue.ts';
import { settle } from '#test/support/settle.ts';

/** Tasks that note when they start and end when told to. */
function createTasks() {
  const started: string[] = [];
  const finish = new Map<string, () => void>();
  const task = (name: string) => () =>
    new Promise<string>((resolve) => {
      started.push(name);
      finish.set(name, () => resolve(name));
    });
  return { started, task, finish: (name: string) => finish.get(name)?.() };
}

describe('command queue', () => {
  it('starts the first command at once and the next when it has ended', async () => {
    const queue = new CommandQueue();
    const { started, task, finish } = createTasks();
    void queue.run('normal', task('first'));
    void queue.run('normal', task('second'));
    expect(started).toEqual(['first']);
    finish('first');
    await settle();
    expect(started).toEqual(['first', 'second']);
  });

  it('lets cancels go ahead of what waits, in their own order', async () => {
    const queue = new CommandQueue();
    const { started, task, finish } = createTasks();
    const names = ['first', 'second', 'third', 'cancel 1', 'cancel 2'];
    for (const name of names) void queue.run(name.startsWith('cancel') ? 'cancel' : 'normal', task(name));
    expect(queue.length).toBe(4);
    for (let step = 0; step < names.length; step += 1) {
      finish(started.at(-1) ?? '');
      await settle();
    }
    expect(started).toEqual(['first', 'cancel 1', 'cancel 2', 'second', 'third']);
  });

  it('gives each caller the result of its own command', async () => {
    const queue = new CommandQueue();
    const results = Promise.all([
      queue.run('normal', () => Promise.resolve(1)),
      queue.run('cancel', () => Promise.resolve('two')),
    ]);
    expect(await results).toEqual([1, 'two']);
  });

  it('goes on after a command that throws, at once or later', async () => {
    const queue = new CommandQueue();
    const thrown = queue.run('normal', () => {
      throw new Error('at once');
    });
    const rejected = queue.run('normal', () => Promise.reject(new Error('later')));
    const fine = queue.run('normal', () => Promise.resolve('fine'));
    await expect(thrown).rejects.toThrow('at once');
    await expect(rejected).rejects.toThrow('later');
    expect(await fine).toBe('fine');
  });
});
