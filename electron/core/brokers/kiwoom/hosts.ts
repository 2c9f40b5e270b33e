import type { BrokerEnvironment } from '#shared/domain/account.ts';

export interface KiwoomHosts {
  readonly restUrl: string;
  readonly socketUrl: string;
}

/** @source Kiwoom REST API guide, hosts of 운영 and 모의투자 */
export const KIWOOM_HOSTS: Readonly<Record<Exclude<BrokerEnvironment, 'embedded'>, KiwoomHosts>> = {
  real: {
    restUrl: 'https://api.kiwoom.com',
    socketUrl: 'wss://api.kiwoom.com:10000/api/dostk/websocket',
  },
  mock: {
    restUrl: 'https://mockapi.kiwoom.com',
    socketUrl: 'wss://mockapi.kiwoom.com:10000/api/dostk/websocket',
  },
};
