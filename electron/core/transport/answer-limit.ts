/**
 * How long a command may go without an answer, from its first byte on, before its outcome counts as unknown. Below a second,
 * so that a window shows it within one. It ends the waiting and not the request: an answer that comes later is still
 * taken as the proof that it is, for as long as the broker's own order timeout.
 */
export const ANSWER_LIMIT_MS = 900;

/**
 * Until then, from its first byte on, an order waits for its own answer before it takes a look-alike on the broker's list or
 * among the pushes for itself: another program may have made the same order in these seconds, and a slow answer tells for
 * sure which number is whose.
 */
export const OWN_ANSWER_FIRST_MS = 4_000;
