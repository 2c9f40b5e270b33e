import { accountsStore, marketLinkOf } from '#renderer/stores/accounts-store.ts';
import { failInstruments, instrumentsStore, setInstruments } from '#renderer/stores/instruments-store.ts';
import { request } from './requests.ts';

/**
 * Asks core for every instrument there is; what was there before stays when that fails. While a connection is on its way
 * it is not a failure yet.
 */
export async function loadInstruments(): Promise<void> {
  if (instrumentsStore.getState().phase === 'failed')
    instrumentsStore.setState({ phase: 'loading', error: null });
  const reply = await request('instruments.list', {});
  if (reply.ok) setInstruments(reply.value);
  else if (marketLinkOf(accountsStore.getState()) !== 'coming') failInstruments(reply.error);
}
