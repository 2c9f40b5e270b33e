import type { ChildProcess } from 'node:child_process';
import { endChild } from './child-end.ts';

/** Every process that the launcher has started; none of them outlives it. */
export interface Children {
  /** Ends the process at once when the launcher is ending already. */
  add<T extends ChildProcess>(child: T): T;
  /** Ends all, the last started first. Safe to call again. */
  endAll(): Promise<void>;
  readonly isEnding: boolean;
}

export function createChildren(): Children {
  const children: ChildProcess[] = [];
  let ending: Promise<void> | null = null;
  const endEach = async (): Promise<void> => {
    for (const child of [...children].reverse()) await endChild(child);
  };
  return {
    add(child) {
      // Without a listener, a program that cannot be started would end the launcher with a stack trace.
      child.on('error', () => undefined);
      children.push(child);
      if (ending) void endChild(child);
      return child;
    },
    endAll() {
      ending ??= endEach();
      return ending;
    },
    get isEnding() {
      return ending !== null;
    },
  };
}
