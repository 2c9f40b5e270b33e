/**
 * How long a command may go without an answer, from its first byte on, before its outcome counts as unknown. Below a second,
 * so that a window shows it within one. It ends the waiting and not the request: an answer that comes later is still
 * taken as the proof that it is, for as long as the broker's own order timeout.
 */
export const ANSWER_LIMIT_MS = 900;
