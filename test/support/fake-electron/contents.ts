import { FakeEmitter } from './events.ts';

export interface FakeFrame {
  url: string;
  readonly parent: FakeFrame | null;
}

let lastId = 0;

export class FakeWebContents extends FakeEmitter {
  readonly id = (lastId += 1);
  readonly mainFrame: FakeFrame = { url: 'about:blank', parent: null };
  readonly sent: { channel: string; args: unknown[] }[] = [];
  readonly ports: { channel: string; port: FakePort }[] = [];
  openHandler: (details: { url: string }) => { action: string } = () => ({ action: 'allow' });
  reloads = 0;
  isGone = false;

  getURL = (): string => this.mainFrame.url;
  isDestroyed = (): boolean => this.isGone;
  send = (channel: string, ...args: unknown[]): void => {
    this.sent.push({ channel, args: structuredClone(args) });
  };
  postMessage = (channel: string, _message: unknown, ports: FakePort[]): void => {
    for (const port of ports) this.ports.push({ channel, port });
  };
  setWindowOpenHandler = (handler: FakeWebContents['openHandler']): void => {
    this.openHandler = handler;
  };
  reload = (): void => {
    this.reloads += 1;
  };

  destroy(): void {
    this.isGone = true;
    this.emit('destroyed');
  }
}

export class FakePort extends FakeEmitter {
  other: FakePort | null = null;
  readonly received: unknown[] = [];
  isClosed = false;

  postMessage(data: unknown): void {
    const copy: unknown = structuredClone(data);
    this.other?.received.push(copy);
    this.other?.emit('message', { data: copy });
  }

  start(): void {}

  close(): void {
    this.isClosed = true;
  }
}

export class MessageChannelMain {
  readonly port1 = new FakePort();
  readonly port2 = new FakePort();

  constructor() {
    this.port1.other = this.port2;
    this.port2.other = this.port1;
  }
}
