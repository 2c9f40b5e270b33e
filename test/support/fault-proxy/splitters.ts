/** Cuts a stream of bytes into whole messages. */
export interface Splitter {
  /** Adds what came. Returns the messages that are whole now. */
  feed(chunk: Buffer): readonly SplitMessage[];
  /** Takes out what has come of a message that is not whole. */
  rest(): Buffer;
}

export interface SplitMessage {
  readonly bytes: Buffer;
  /** What it says: head and body of a request or answer, the text of a frame. */
  readonly text: string;
}

const HEAD_END = Buffer.from('\r\n\r\n');

/** Requests or answers of HTTP/1.1, their bodies of a told length or in chunks. */
export function createHttpSplitter(): Splitter {
  return createSplitter((buffer) => {
    const headEnd = buffer.indexOf(HEAD_END);
    if (headEnd < 0) return null;
    const start = headEnd + HEAD_END.length;
    const head = buffer.toString('latin1', 0, headEnd);
    if (/^transfer-encoding:\s*chunked/im.test(head)) return chunkedEnd(buffer, start);
    const length = Number(/^content-length:\s*(\d+)/im.exec(head)?.[1] ?? 0);
    return buffer.length >= start + length ? { end: start + length, text: [0, start + length] } : null;
  });
}

/** Frames of a WebSocket without compression, those of the client unmasked in `text`. */
export function createFrameSplitter(): Splitter {
  return createSplitter((buffer) => {
    if (buffer.length < 2) return null;
    const [lengthByte = 0] = buffer.subarray(1);
    const short = lengthByte & 0x7f;
    const lengthBytes = short === 126 ? 2 : short === 127 ? 8 : 0;
    const maskAt = 2 + lengthBytes;
    const bodyAt = maskAt + ((lengthByte & 0x80) === 0 ? 0 : 4);
    if (buffer.length < bodyAt) return null;
    const length =
      lengthBytes === 0
        ? short
        : lengthBytes === 2
          ? buffer.readUInt16BE(2)
          : Number(buffer.readBigUInt64BE(2));
    if (buffer.length < bodyAt + length) return null;
    const mask = buffer.subarray(maskAt, bodyAt);
    const body = Buffer.from(buffer.subarray(bodyAt, bodyAt + length));
    if (mask.length > 0) for (const [at, byte] of body.entries()) body[at] = byte ^ (mask[at % 4] ?? 0);
    return { end: bodyAt + length, text: body.toString('utf8') };
  });
}

interface Found {
  readonly end: number;
  /** Itself, or where in the bytes it stands. */
  readonly text: string | readonly [from: number, to: number];
}

function createSplitter(find: (buffer: Buffer) => Found | null): Splitter {
  let pending: Buffer = Buffer.alloc(0);
  return {
    feed(chunk) {
      pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
      const messages: SplitMessage[] = [];
      for (let found = find(pending); found !== null; found = find(pending)) {
        const bytes = pending.subarray(0, found.end);
        const text = typeof found.text === 'string' ? found.text : bytes.toString('utf8', ...found.text);
        messages.push({ bytes, text });
        pending = pending.subarray(found.end);
      }
      return messages;
    },
    rest() {
      const left = pending;
      pending = Buffer.alloc(0);
      return left;
    },
  };
}

function chunkedEnd(buffer: Buffer, start: number): Found | null {
  for (let at = start; ;) {
    const lineEnd = buffer.indexOf('\r\n', at);
    if (lineEnd < 0) return null;
    const size = Number.parseInt(buffer.toString('latin1', at, lineEnd), 16);
    at = lineEnd + 2 + size + 2;
    if (buffer.length < at) return null;
    if (size === 0) return { end: at, text: [0, at] };
  }
}
