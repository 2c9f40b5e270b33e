import type { Unsubscribe } from '#shared/domain/clock.ts';
import type { WorldEvent } from './world.ts';

/** Delivers the world's events in the order they happened, even when a listener causes more of them. */
export class Announcer {
  private readonly listeners = new Set<(event: WorldEvent) => void>();
  private readonly queue: WorldEvent[] = [];
  private isDelivering = false;

  announce(event: WorldEvent): void {
    if (this.listeners.size > 0) this.queue.push(event);
  }

  /** Hands out what has been announced. Call it when the state has changed completely. */
  deliver(): void {
    if (this.isDelivering) return;
    this.isDelivering = true;
    try {
      for (let place = 0; place < this.queue.length; place += 1) {
        const event = this.queue[place];
        if (event === undefined) continue;
        for (const listener of this.listeners) listener(event);
      }
    } finally {
      this.queue.length = 0;
      this.isDelivering = false;
    }
  }

  onEvent(listener: (event: WorldEvent) => void): Unsubscribe {
    // A wrapper of its own, so that the same function may listen twice.
    const entry = (event: WorldEvent) => listener(event);
    this.listeners.add(entry);
    return () => this.listeners.delete(entry);
  }
}
