import type { ApiStream } from '#shared/contract/api.ts';

export const streamKey = ({ type, item }: ApiStream): string => `${type}:${item}`;

/** Which raw streams each window wants. A stream with an empty item is about all items of its type. */
export class StreamInterests {
  private readonly byClient = new Map<string, ReadonlyMap<string, ApiStream>>();

  /** Takes the place of what the window wanted before; returns what tells whether it wanted a stream already. */
  declare(clientId: string, streams: readonly ApiStream[]): (stream: ApiStream) => boolean {
    const before = this.byClient.get(clientId);
    this.byClient.set(clientId, new Map(streams.map((stream) => [streamKey(stream), stream])));
    return (stream) => before?.has(streamKey(stream)) ?? false;
  }

  forget(clientId: string): void {
    this.byClient.delete(clientId);
  }

  wants(clientId: string, { type, item }: ApiStream): boolean {
    const wanted = this.byClient.get(clientId);
    return (
      wanted !== undefined &&
      (wanted.has(streamKey({ type, item })) || wanted.has(streamKey({ type, item: '' })))
    );
  }

  /** Each stream that some window wants, once. */
  union(): readonly ApiStream[] {
    return [...new Map([...this.byClient.values()].flatMap((streams) => [...streams])).values()];
  }
}
