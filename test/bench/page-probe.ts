/** What the page itself saw, in plain data. */
export interface PageProbe {
  /** [day's volume shown, when it was painted in ms since 1970]. */
  readonly painted: readonly (readonly [number, number])[];
  /** Frames drawn and over how many ms. */
  readonly frames: number;
  readonly elapsedMs: number;
  /** Prints that came in, and shares of the day between two prints of an instrument that no print accounts for. */
  readonly trades: number;
  readonly missingShares: number;
  /** Order and fill events, and how often their numbers had a hole. */
  readonly orderEvents: number;
  readonly sequenceHoles: number;
  /** When a button was clicked, ms since 1970. */
  readonly clicks: readonly number[];
}

declare global {
  interface Window {
    hogaProbe: { take(): PageProbe };
  }
}

/**
 * Runs in the page before its own scripts. Counts what arrives where the page parses it, and reads the painted volume
 * once per frame, after the frame.
 */
export function installProbe(): void {
  const now = () => performance.timeOrigin + performance.now();
  let painted: [number, number][] = [];
  let clicks: number[] = [];
  let frames = 0;
  let since = now();
  let trades = 0;
  let missingShares = 0;
  let orderEvents = 0;
  let sequenceHoles = 0;
  let lastSequence: number | null = null;
  let lastVolume = '';
  const volumes = new Map<string, number>();

  const parse = JSON.parse;
  JSON.parse = (text: string, reviver?: (this: unknown, key: string, value: unknown) => unknown): unknown => {
    const value = parse(text, reviver) as {
      market?: { trades: { symbol: string; quantity: number; cumulativeVolume: number }[] };
      event?: { sequence: number; event: { type: string } };
    } | null;
    if (value?.market !== undefined) {
      for (const { symbol, quantity, cumulativeVolume } of value.market.trades) {
        const before = volumes.get(symbol);
        if (before !== undefined) missingShares += Math.max(0, cumulativeVolume - quantity - before);
        volumes.set(symbol, cumulativeVolume);
        trades += 1;
      }
    } else if (value?.event !== undefined) {
      const { sequence, event } = value.event;
      if (lastSequence !== null && sequence !== lastSequence + 1) sequenceHoles += 1;
      lastSequence = sequence;
      if (event.type === 'order' || event.type === 'fill') orderEvents += 1;
    }
    return value;
  };

  const afterPaint = new MessageChannel();
  afterPaint.port1.onmessage = () => {
    const text = document.querySelector('.book-strip__fact b')?.textContent ?? '';
    if (text === lastVolume) return;
    lastVolume = text;
    painted.push([Number(text.replaceAll(',', '')), now()]);
  };
  const frame = (): void => {
    frames += 1;
    afterPaint.port2.postMessage(null);
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  addEventListener('click', () => clicks.push(now()), { capture: true });

  window.hogaProbe = {
    take() {
      const seen: PageProbe = {
        painted,
        frames,
        elapsedMs: now() - since,
        trades,
        missingShares,
        orderEvents,
        sequenceHoles,
        clicks,
      };
      painted = [];
      clicks = [];
      frames = trades = missingShares = orderEvents = sequenceHoles = 0;
      since = now();
      return seen;
    },
  };
}
