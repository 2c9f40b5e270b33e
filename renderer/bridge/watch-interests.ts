import type { MarketInterest } from '#shared/contract/requests.ts';
import type { Unsubscribe } from '#shared/domain/clock.ts';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import { accountsStore, marketLinkOf } from '#renderer/stores/accounts-store.ts';
import { deskNow } from '#renderer/stores/connection-store.ts';
import { interestsStore, setDenied } from '#renderer/stores/interests.ts';
import {
  applyMarketSnapshot,
  booksStore,
  quotesStore,
  tradesStore,
} from '#renderer/stores/market/market-stores.ts';
import { addNotice } from '#renderer/stores/notices-store.ts';
import { request } from './requests.ts';

export interface InterestWatch {
  /** Sends the wishes again and fetches what is shown, after the desk was opened. */
  readonly sendAnew: () => void;
  /** Fetches the tapes of these instruments again, where one is wanted: they have a hole. */
  readonly fetchAgain: (symbols: readonly InstrumentSymbol[]) => void;
  /** Fetches what has not been fetched yet, now that there is somebody to ask. */
  readonly fetchMissing: () => void;
  readonly dispose: Unsubscribe;
}

/** Keeps core's watch in step with what the window's panels want, one request at a time, the latest wish last. */
export function watchInterests(): InterestWatch {
  const watch = new InterestSender();
  return {
    sendAnew: () => watch.sendAnew(),
    fetchAgain: (symbols) => watch.fetchAgain(symbols),
    fetchMissing: () => watch.fetchAgain([]),
    dispose: () => watch.dispose(),
  };
}

class InterestSender {
  readonly #unsubscribe: Unsubscribe;
  #isOpen = false;
  #isSending = false;
  #isSendingDue = false;
  /** Instruments whose book or tape has been fetched since it was first wanted. */
  #fetched = new Set<InstrumentSymbol>();

  constructor() {
    this.#unsubscribe = interestsStore.subscribe((state, before) => {
      if (state.merged !== before.merged) void this.#send();
    });
  }

  sendAnew(): void {
    this.#isOpen = true;
    this.#fetched = new Set();
    void this.#send();
  }

  fetchAgain(symbols: readonly InstrumentSymbol[]): void {
    for (const symbol of symbols) this.#fetched.delete(symbol);
    void this.#fetchDetails(interestsStore.getState().merged);
  }

  dispose(): void {
    this.#isOpen = false;
    this.#unsubscribe();
  }

  async #send(): Promise<void> {
    if (!this.#isOpen) return;
    if (this.#isSending) {
      this.#isSendingDue = true;
      return;
    }
    this.#isSending = true;
    const interests = interestsStore.getState().merged;
    const reply = await request('market.watch', { interests: [...interests] });
    this.#isSending = false;
    if (reply.ok) setDenied(reply.value.denied);
    else addNotice('warning', reply.error, deskNow());
    if (this.#isSendingDue) {
      this.#isSendingDue = false;
      await this.#send();
      return;
    }
    this.#forgetUnwanted(interests);
    await this.#fetchDetails(interests);
  }

  /** A tape that is no longer fed would have a hole when it is shown again. */
  #forgetUnwanted(interests: readonly MarketInterest[]): void {
    const detailed = new Set(interests.filter(isDetailed).map(({ symbol }) => symbol));
    for (const symbol of this.#fetched) {
      if (detailed.has(symbol)) continue;
      this.#fetched.delete(symbol);
      tradesStore.forget(symbol);
    }
  }

  /** Fills books and tapes that the stream would fill only with the next change; the most important first. */
  async #fetchDetails(interests: readonly MarketInterest[]): Promise<void> {
    for (const interest of interests) {
      if (marketLinkOf(accountsStore.getState()) !== 'there') return;
      if (!isDetailed(interest) || this.#fetched.has(interest.symbol)) continue;
      this.#fetched.add(interest.symbol);
      const reply = await request('market.snapshot', { symbol: interest.symbol });
      if (reply.ok) applyMarketSnapshot(reply.value);
      else if (isMissing(interest.symbol)) addNotice('warning', reply.error, deskNow());
    }
  }
}

function isDetailed(interest: MarketInterest): boolean {
  return interest.channels.includes('book') || interest.channels.includes('trades');
}

/** Nothing is there to show, from the stream or from before. */
function isMissing(symbol: InstrumentSymbol): boolean {
  return quotesStore.get(symbol) === undefined || booksStore.get(symbol) === undefined;
}
