import type { Socket } from 'node:net';
import type { Clock } from '#shared/domain/clock.ts';
import type { ProxyEffect } from './fault-proxy.ts';
import type { SplitMessage, Splitter } from './splitters.ts';

/** One direction of a connection: passes whole messages on, in order. */
export class Lane {
  /** Says what happens to a message; null: it goes on. */
  onMessage: (message: SplitMessage) => ProxyEffect | null = () => null;
  private waiting: SplitMessage[] = [];
  private isDelayed = false;
  private isStopped = false;
  private isFrozen = false;
  private hasEnded = false;

  constructor(
    private readonly from: Socket,
    private readonly to: Socket,
    private splitter: Splitter,
    private readonly clock: Clock,
  ) {
    from.on('data', (chunk: Buffer) => this.take(chunk));
    from.on('error', () => undefined);
    from.on('close', () => this.end());
  }

  /** Takes the messages from here on apart in another way. */
  splitBy(splitter: Splitter): void {
    const rest = Buffer.concat([...this.waiting.map(({ bytes }) => bytes), this.splitter.rest()]);
    this.waiting = [];
    this.splitter = splitter;
    if (rest.length > 0) this.take(rest);
  }

  /** Lets nothing more pass. */
  stop(): void {
    this.isStopped = true;
  }

  /** Lets nothing more pass, and hides from the other end that this one has gone. */
  freeze(): void {
    this.isStopped = true;
    this.isFrozen = true;
    this.from.pause();
  }

  private take(chunk: Buffer): void {
    if (this.isStopped) return;
    this.waiting.push(...this.splitter.feed(chunk));
    this.pass();
  }

  private pass(): void {
    while (!this.isDelayed && !this.isStopped) {
      const message = this.waiting.shift();
      if (message === undefined) break;
      this.carry(message, this.onMessage(message));
    }
    if (this.hasEnded && !this.isDelayed && !this.isFrozen) this.to.end(this.splitter.rest());
  }

  private carry({ bytes }: SplitMessage, effect: ProxyEffect | null): void {
    if (effect === null) this.to.write(bytes);
    else if (effect.kind === 'cut') this.cut(bytes, effect);
    else if (effect.kind === 'delay') {
      this.isDelayed = true;
      this.clock.after(effect.ms, () => {
        this.isDelayed = false;
        if (!this.isStopped) this.to.write(bytes);
        this.pass();
      });
    }
  }

  private cut(bytes: Buffer, { afterBytes, how }: Extract<ProxyEffect, { readonly kind: 'cut' }>): void {
    this.isStopped = true;
    const part = bytes.subarray(0, afterBytes);
    const drop = (): void => {
      for (const socket of [this.from, this.to]) {
        if (how === 'end') socket.end();
        else socket.resetAndDestroy();
      }
    };
    if (part.length === 0) drop();
    else this.to.write(part, drop);
  }

  private end(): void {
    this.hasEnded = true;
    this.pass();
  }
}
