import { openWire, type Taken, type Wire } from './wire.ts';

export interface RawAnswer {
  readonly status: number;
  /** As they stood on the wire, names included. */
  readonly headerLines: readonly string[];
  readonly body: Record<string, unknown>;
}

/** HTTP written by hand. */
export interface HttpConnection extends Wire {
  /** The next answer in full. Rejects when the server hangs up first. */
  answer(): Promise<RawAnswer>;
}

export async function openConnection(url: string): Promise<HttpConnection> {
  const wire = await openWire(url);
  return { ...wire, answer: () => wire.take(takeAnswer) };
}

/** The head of an answer, or null while it has not come in full. */
export function takeHead(received: Buffer): Taken<readonly string[]> | null {
  const length = received.indexOf('\r\n\r\n') + 4;
  if (length < 4) return null;
  return {
    value: received
      .subarray(0, length - 4)
      .toString('latin1')
      .split('\r\n'),
    length,
  };
}

function takeAnswer(received: Buffer): Taken<RawAnswer> | null {
  const head = takeHead(received);
  if (head === null) return null;
  const [statusLine = '', ...headerLines] = head.value;
  const status = Number(statusLine.split(' ')[1]);
  if (status === 100) {
    const rest = takeAnswer(received.subarray(head.length));
    return rest === null ? null : { value: rest.value, length: head.length + rest.length };
  }
  const lengthLine = headerLines.find((line) => /^content-length:/i.test(line)) ?? '';
  const length = head.length + Number(lengthLine.split(':')[1] ?? 0);
  if (received.length < length) return null;
  const text = received.subarray(head.length, length).toString('utf8');
  return {
    value: { status, headerLines, body: JSON.parse(text || '{}') as Record<string, unknown> },
    length,
  };
}

/** A request as text, its header names spelled as given. */
export function rawRequest(
  path: string,
  headers: Readonly<Record<string, string>>,
  body = '',
  version = 'HTTP/1.1',
): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`POST ${path} ${version}`, ...lines, '', body].join('\r\n');
}
