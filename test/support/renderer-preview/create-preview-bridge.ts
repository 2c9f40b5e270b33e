import type { Bridge } from '#shared/contract/bridge.ts';
import type { JsonValue } from '#shared/contract/requests.ts';
import { FakeBridge } from '../fake-bridge.ts';

const FRAME_MS = 50;

/**
 * Stands in for `renderer/bridge/create-bridge.ts` in the preview. The fake desk moves by itself and is to be had as
 * `window.fakeDesk`, for tests that break it; `?still` keeps it still, `window.fakeLayout` is the saved layout.
 */
export function createBridge(): Bridge {
  const query = new URLSearchParams(location.search);
  const { fakeLayout = null } = window as { fakeLayout?: JsonValue };
  const bridge = new FakeBridge({
    now: Date.now(),
    layout: fakeLayout,
    settings: {
      'appearance.theme': query.get('theme') ?? 'dark',
      'appearance.locale': query.get('locale') ?? 'ko',
    },
  });
  Object.assign(window, { fakeDesk: bridge });
  if (!query.has('still')) setInterval(() => bridge.advance(Date.now() - bridge.market.now, 6), FRAME_MS);
  return bridge;
}
