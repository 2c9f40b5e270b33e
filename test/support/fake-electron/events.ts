/** What a listener may prevent. */
export class FakeEvent {
  isPrevented = false;
  preventDefault(): void {
    this.isPrevented = true;
  }
}

type Listener = (...args: never[]) => void;

/** The small part of Node's emitter that the app uses, with every argument type left open. */
export class FakeEmitter {
  readonly #listeners = new Map<string, Set<Listener>>();

  on(name: string, listener: Listener): this {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners.add(listener));
    return this;
  }

  once(name: string, listener: Listener): this {
    const wrapped = (...args: never[]): void => {
      this.#listeners.get(name)?.delete(wrapped);
      listener(...args);
    };
    return this.on(name, wrapped);
  }

  removeAllListeners(name: string): this {
    this.#listeners.delete(name);
    return this;
  }

  emit(name: string, ...args: unknown[]): boolean {
    const listeners = [...(this.#listeners.get(name) ?? [])];
    for (const listener of listeners) listener(...(args as never[]));
    return listeners.length > 0;
  }

  listenerCount(name: string): number {
    return this.#listeners.get(name)?.size ?? 0;
  }
}
