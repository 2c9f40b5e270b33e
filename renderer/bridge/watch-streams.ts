import type { Unsubscribe } from '#shared/domain/clock.ts';
import { deskNow } from '#renderer/stores/connection-store.ts';
import { addNotice } from '#renderer/stores/notices-store.ts';
import { setDeniedStreams, streamsStore } from '#renderer/stores/streams-store.ts';
import { request } from './requests.ts';

export interface StreamWatch {
  /** Sends the wish again, after the desk was opened or its account connected. */
  readonly sendAnew: () => void;
  readonly dispose: Unsubscribe;
}

/** Keeps core's raw streams in step with what the window's panels want, one request at a time, the latest wish last. */
export function watchStreams(): StreamWatch {
  let isOpen = false;
  let isSending = false;
  let isDue = false;

  const send = async (): Promise<void> => {
    if (!isOpen) return;
    if (isSending) {
      isDue = true;
      return;
    }
    isSending = true;
    do {
      isDue = false;
      const reply = await request('api.watch', { streams: [...streamsStore.getState().wanted] });
      if (reply.ok) setDeniedStreams(reply.value.denied);
      else addNotice('warning', reply.error, deskNow());
    } while (isDue);
    isSending = false;
  };

  const unsubscribe = streamsStore.subscribe((state, before) => {
    if (state.wanted !== before.wanted) void send();
  });
  return {
    sendAnew: () => {
      isOpen = true;
      // A window that wants nothing has nothing to withdraw after an opening.
      if (streamsStore.getState().wanted.length > 0) void send();
    },
    dispose: () => {
      isOpen = false;
      unsubscribe();
    },
  };
}
