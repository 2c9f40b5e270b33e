import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePageFrame } from '#electron/browser-host/page-frame.ts';

describe('frames of a page', () => {
  it('are requests with a number, a name and a payload', () => {
    expect(parsePageFrame('{"id":3,"name":"desk.open","payload":{"windowId":"main"}}')).toEqual({
      id: 3,
      name: 'desk.open',
      payload: { windowId: 'main' },
    });
  });

  it('are acknowledgements of a batch', () => {
    expect(parsePageFrame('{"seen":12}')).toEqual({ seen: 12 });
  });

  it.each([
    ['', 0],
    ['null', 0],
    ['[]', 0],
    ['1', 0],
    ['{"seen":0}', 0],
    ['{"seen":"1"}', 0],
    ['{"seen":1,"id":1,"name":"x","payload":{}}', 0],
    ['{"id":1}', 1],
    ['{"id":1,"name":"","payload":{}}', 1],
    [`{"id":1,"name":"${'x'.repeat(65)}","payload":{}}`, 1],
    ['{"id":1.5,"name":"x","payload":{}}', 0],
    ['{"id":-1,"name":"x","payload":{}}', 0],
    ['{"id":9007199254740993,"name":"x","payload":{}}', 0],
    ['{"id":1,"name":"x","payload":{},"__proto__":{}}', 1],
  ])('are refused, with their number where it can be read: %s', (text, malformed) => {
    expect(parsePageFrame(text)).toEqual({ malformed });
  });

  it('never throw, whatever they hold', () => {
    const hostile = fc.oneof(
      fc.string(),
      fc.json(),
      fc.anything().map((value) => JSON.stringify(value) ?? ''),
    );
    fc.assert(
      fc.property(hostile, (text) => {
        const frame = parsePageFrame(text);
        expect('malformed' in frame || 'seen' in frame || frame.id > 0).toBe(true);
      }),
      { numRuns: 10_000 },
    );
  });
});
