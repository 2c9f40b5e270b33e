import { Component } from 'react';
import type { ReactNode } from 'react';
import { hogaError } from '#shared/domain/errors.ts';
import { deskNow } from '#renderer/stores/connection-store.ts';
import { addNotice } from '#renderer/stores/notices-store.ts';
import { ErrorState } from '#renderer/ui/states.tsx';
import i18next from 'i18next';

interface ErrorBoundaryProps {
  readonly children: ReactNode;
}

interface ErrorBoundaryState {
  readonly error: Error | null;
}

/** Keeps a broken panel from taking the desk with it: the others go on, this one can be started again. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { error: null };

  static getDerivedStateFromError(error: unknown): ErrorBoundaryState {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override componentDidCatch(error: unknown): void {
    addNotice('error', hogaError('protocol', 'PANEL_BROKEN', String(error), {}, error), deskNow());
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <ErrorState
        title={i18next.t('app:panelBroken.title')}
        hint={error.message}
        action={{ label: i18next.t('app:panelBroken.restart'), run: () => this.setState({ error: null }) }}
      />
    );
  }
}
