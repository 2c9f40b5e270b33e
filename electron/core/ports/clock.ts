export type { Clock, Unsubscribe } from '#shared/domain/clock.ts';
