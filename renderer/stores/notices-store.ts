import { createStore } from 'zustand/vanilla';
import type { HogaError } from '#shared/domain/errors.ts';

export type NoticeLevel = 'info' | 'warning' | 'error';

export interface Notice {
  readonly id: number;
  readonly level: NoticeLevel;
  readonly error: HogaError;
  readonly at: number;
}

interface NoticesState {
  /** Newest first. */
  readonly notices: readonly Notice[];
  /** Notices after this id have not been seen in the list. */
  readonly seenId: number;
}

const KEPT_NOTICES = 200;

export const noticesStore = createStore<NoticesState>(() => ({ notices: [], seenId: 0 }));

/** Shows a toast and keeps it in the notice list. @param at  desk time, milliseconds since 1970 */
export function addNotice(level: NoticeLevel, error: HogaError, at: number): void {
  noticesStore.setState(({ notices }) => {
    const id = (notices[0]?.id ?? 0) + 1;
    return { notices: [{ id, level, error, at }, ...notices].slice(0, KEPT_NOTICES) };
  });
}

export function markNoticesSeen(): void {
  noticesStore.setState(({ notices }) => ({ seenId: notices[0]?.id ?? 0 }));
}

export function unseenCount({ notices, seenId }: NoticesState): number {
  return notices.filter(({ id }) => id > seenId).length;
}
