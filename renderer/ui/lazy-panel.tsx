import { lazy, Suspense } from 'react';
import { LoadingState } from './states.tsx';
import type { PanelComponent } from './panel-props.ts';

/**
 * A panel whose code is fetched when it is first shown, so that a desk without it does not pay for it at its start.
 * Call it once per kind of panel, at module level.
 */
export function lazyPanel(load: () => Promise<PanelComponent>): PanelComponent {
  const Panel = lazy(async () => ({ default: await load() }));
  return function LazyPanel(props) {
    return (
      <Suspense fallback={<LoadingState rows={8} />}>
        <Panel {...props} />
      </Suspense>
    );
  };
}
