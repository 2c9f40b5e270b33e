/**
 * Work put off to the end of the event-loop turn, so that what happens many times within a turn is sent once.
 *
 * Feeds run first and fill the queues of the sockets, then every socket sends what it holds.
 */
export interface TurnEnd {
  afterTurn(stage: 'feed' | 'socket', work: () => void): void;
}

/** @param defer  calls back after the current turn; the event loop's own by default */
export function createTurnEnd(
  defer: (callback: () => void) => void = (callback) => setImmediate(callback),
): TurnEnd {
  let feeds: (() => void)[] = [];
  let sockets: (() => void)[] = [];
  let isPlanned = false;

  const run = () => {
    isPlanned = false;
    const dueFeeds = feeds;
    feeds = [];
    for (const work of dueFeeds) work();
    const dueSockets = sockets;
    sockets = [];
    for (const work of dueSockets) work();
  };

  return {
    afterTurn(stage, work) {
      (stage === 'feed' ? feeds : sockets).push(work);
      if (isPlanned) return;
      isPlanned = true;
      defer(run);
    },
  };
}
