import type { AccountSummary } from '#shared/contract/requests.ts';
import type { HogaError } from '#shared/domain/errors.ts';
import type { connectionStore } from '#renderer/stores/connection-store.ts';

export type BannerAction =
  'retry' | 'connect' | 'enterCredentials' | 'unlock' | 'resume' | 'arm' | 'accounts';

export interface Banner {
  readonly level: 'danger' | 'warning' | 'info';
  /** Under `app:banner`. */
  readonly key: string;
  readonly context: Readonly<Record<string, string>>;
  readonly action: BannerAction | null;
}

type Connection = ReturnType<typeof connectionStore.getState>;

/** Chooses what to warn of: the window's own link before the account's, what blocks before what is passing. */
export function bannerOf(connection: Connection, account: AccountSummary | null): Banner | null {
  // Before the first opening the whole window says so.
  if (connection.host === null) return null;
  if (connection.link === 'lost') return banner('danger', 'linkLost', null);
  if (connection.phase === 'failed') return banner('danger', 'reopenFailed', 'retry', connection.error);
  if (connection.phase === 'reopening') return banner('info', 'reopening', null);
  return account === null ? null : accountBanner(account);
}

function accountBanner({ condition }: AccountSummary): Banner | null {
  const { gate, phase } = condition;
  if (gate.state === 'armed')
    return phase === 'waitingToRetry' ? banner('warning', 'waitingToRetry', null) : null;
  switch (gate.reason) {
    case 'storage':
      return banner('danger', 'storage', null, gate.error);
    case 'halted':
      return banner('danger', 'halted', 'resume');
    case 'refused':
      return banner('danger', 'refused', 'enterCredentials', gate.error);
    case 'replaced':
      return banner('danger', 'replaced', 'connect');
    case 'noCredentials':
      return banner('warning', 'noCredentials', 'enterCredentials');
    case 'locked':
      return banner('warning', 'locked', 'unlock');
    case 'disconnected':
      return phase === 'offline'
        ? banner('warning', 'offline', 'connect')
        : banner('warning', 'waitingToRetry', null);
    case 'disabled':
      return banner('info', 'disabled', 'accounts');
    case 'notArmed':
      return banner('warning', 'notArmed', 'arm');
    case 'otherMarket':
      return banner('warning', 'otherMarket', 'accounts');
    case 'starting':
      return banner('info', 'starting', null);
  }
}

function banner(
  level: Banner['level'],
  key: string,
  action: BannerAction | null,
  error: HogaError | null = null,
): Banner {
  return { level, key, context: { code: error?.code ?? '' }, action };
}
