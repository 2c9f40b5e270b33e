import { randomBytes } from 'node:crypto';
import { takeHead } from './http-connection.ts';
import { openWire, type Taken, type Wire } from './wire.ts';

/** A WebSocket whose every byte is chosen by the test. */
export interface RawWebSocket extends Wire {
  /** What the server answered to the handshake, line by line. */
  readonly head: readonly string[];
  /** The next frame of any kind. Rejects when the server hangs up first. */
  frame(): Promise<RawFrame>;
  /** The next text frame, parsed. */
  message(): Promise<Record<string, unknown>>;
}

export interface RawFrame {
  readonly opcode: number;
  readonly payload: Buffer;
}

export const OPCODE = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

/** Connects to the path of the URL and shakes hands; the headers given are written before the usual ones, as spelled. */
export async function openRawWebSocket(
  url: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<RawWebSocket> {
  const { pathname, host } = new URL(url);
  const wire = await openWire(url);
  const all = {
    ...headers,
    Host: host,
    Upgrade: 'websocket',
    Connection: 'Upgrade',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  wire.write(`GET ${pathname} HTTP/1.1\r\n${lines.join('')}\r\n`);
  const head = await wire.take(takeHead);
  const frame = () => wire.take(takeFrame);
  return {
    ...wire,
    head,
    frame,
    async message() {
      let next = await frame();
      while (next.opcode !== OPCODE.text) next = await frame();
      return JSON.parse(next.payload.toString('utf8')) as Record<string, unknown>;
    },
  };
}

/** One frame as a client writes it: masked. `isFinal` false begins or continues a message in parts. */
export function maskedFrame(
  payload: string | Buffer,
  opcode: number = OPCODE.text,
  isFinal = true,
  mask: Buffer = randomBytes(4),
): Buffer {
  const bytes = Buffer.from(payload);
  const size = bytes.length;
  const first = (isFinal ? 0x80 : 0) | opcode;
  const long = Buffer.alloc(size > 0xffff ? 8 : size > 125 ? 2 : 0);
  if (long.length === 8) long.writeBigUInt64BE(BigInt(size));
  if (long.length === 2) long.writeUInt16BE(size);
  const short = long.length === 8 ? 127 : long.length === 2 ? 126 : size;
  const masked = bytes.map((byte, index) => byte ^ (mask[index % 4] ?? 0));
  return Buffer.concat([Buffer.from([first, 0x80 | short]), long, mask, masked]);
}

/** Frames from a server are not masked. */
function takeFrame(received: Buffer): Taken<RawFrame> | null {
  if (received.length < 2) return null;
  const opcode = (received[0] ?? 0) & 0x0f;
  const short = (received[1] ?? 0) & 0x7f;
  const start = short === 127 ? 10 : short === 126 ? 4 : 2;
  if (received.length < start) return null;
  const size =
    short === 127 ? Number(received.readBigUInt64BE(2)) : short === 126 ? received.readUInt16BE(2) : short;
  if (received.length < start + size) return null;
  return {
    value: { opcode, payload: Buffer.from(received.subarray(start, start + size)) },
    length: start + size,
  };
}
