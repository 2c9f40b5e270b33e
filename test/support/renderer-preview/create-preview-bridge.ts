import type { Bridge } from '#shared/contract/bridge.ts';
import { FakeBridge } from '../fake-bridge.ts';

const FRAME_MS = 50;

/**
 * Stands in for `renderer/bridge/create-bridge.ts` in the preview. The fake desk moves by itself and is to be had as
 * `window.fakeDesk`, for tests that break it; `?still` keeps it still.
 */
export function createBridge(): Bridge {
  const query = new URLSearchParams(location.search);
  const bridge = new FakeBridge({
    now: Date.now(),
    settings: {
      'appearance.theme': query.get('theme') ?? 'dark',
      'appearance.locale': query.get('locale') ?? 'ko',
    },
  });
  Object.assign(window, { fakeDesk: bridge });
  if (!query.has('still')) setInterval(() => bridge.advance(Date.now() - bridge.market.now, 6), FRAME_MS);
  return bridge;
}
