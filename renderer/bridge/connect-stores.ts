import type { Bridge, BridgeLink } from '#shared/contract/bridge.ts';
import type { DeskEventEnvelope, MarketBatch } from '#shared/contract/events.ts';
import type { DeskSnapshot } from '#shared/contract/requests.ts';
import type { Unsubscribe } from '#shared/domain/clock.ts';
import { accountsStore, marketLinkOf, setAccounts } from '#renderer/stores/accounts-store.ts';
import type { MarketLink } from '#renderer/stores/accounts-store.ts';
import { connectionStore, deskNow } from '#renderer/stores/connection-store.ts';
import { instrumentsStore } from '#renderer/stores/instruments-store.ts';
import { layoutStore } from '#renderer/stores/layout-store.ts';
import { setHaltReports } from '#renderer/stores/halts-store.ts';
import { linksStore } from '#renderer/stores/links-store.ts';
import { applyMarketBatch, tradesStore } from '#renderer/stores/market/market-stores.ts';
import { marketPulse } from '#renderer/stores/market/pulse.ts';
import { sessionsStore } from '#renderer/stores/sessions-store.ts';
import { settingsStore } from '#renderer/stores/settings-store.ts';
import { applyStreams } from '#renderer/stores/streams-store.ts';
import { AccountSync } from './account-sync.ts';
import { applyDeskEvent } from './apply-desk-event.ts';
import { loadInstruments } from './load-instruments.ts';
import { request } from './requests.ts';
import { watchInterests } from './watch-interests.ts';
import type { InterestWatch } from './watch-interests.ts';
import { watchStreams } from './watch-streams.ts';

/** A window's tie to the desk. */
export interface DeskConnection {
  /** Asks for everything anew; for the retry button. */
  readonly reopen: () => void;
  readonly dispose: Unsubscribe;
}

/**
 * Opens the desk for this window and keeps the stores in step with it.
 *
 * Events are applied in the order of their numbers, each once. A missing number, or a link that came back, opens the desk
 * again; what arrives meanwhile waits and is applied on top of the new snapshot.
 */
export function connectStores(bridge: Bridge, windowId: string): DeskConnection {
  return new StoreConnector(bridge, windowId);
}

class StoreConnector implements DeskConnection {
  readonly #windowId: string;
  readonly #accounts = new AccountSync();
  readonly #interests: InterestWatch;
  readonly #streams = watchStreams();
  readonly #unsubscribes: readonly Unsubscribe[];
  /** Number of the last event that the stores hold. */
  #sequence = 0;
  /** Events that came while a snapshot was on its way; null when none is. */
  #held: DeskEventEnvelope[] | null = null;
  /** Tells the answer of the latest opening from those of earlier ones. */
  #opening = 0;
  #isOpened = false;
  #link: BridgeLink | null = null;
  #marketLink: MarketLink = 'none';

  constructor(bridge: Bridge, windowId: string) {
    this.#windowId = windowId;
    connectionStore.setState({ windowId });
    this.#interests = watchInterests();
    this.#unsubscribes = [
      bridge.onEvent((envelope) => this.#onEvent(envelope)),
      bridge.onMarket((batch) => this.#onMarket(batch)),
      bridge.onLink((link) => this.#onLink(link)),
      this.#interests.dispose,
      this.#streams.dispose,
    ];
  }

  readonly reopen = (): void => {
    void this.#open();
  };

  readonly dispose = (): void => {
    this.#opening += 1;
    for (const unsubscribe of this.#unsubscribes) unsubscribe();
  };

  async #open(): Promise<void> {
    const opening = (this.#opening += 1);
    this.#held ??= [];
    connectionStore.setState({ phase: this.#isOpened ? 'reopening' : 'opening', error: null });
    const reply = await request('desk.open', { windowId: this.#windowId });
    if (opening !== this.#opening) return;
    if (!reply.ok) {
      connectionStore.setState({ phase: 'failed', error: reply.error });
      return;
    }
    this.#applySnapshot(reply.value);
    this.#releaseHeld();
  }

  #applySnapshot(snapshot: DeskSnapshot): void {
    this.#sequence = snapshot.sequence;
    this.#accounts.reset();
    setAccounts(snapshot.accounts);
    sessionsStore.setState({ sessions: snapshot.sessions });
    settingsStore.setState({ values: snapshot.settings });
    linksStore.setState({ symbols: snapshot.links });
    setHaltReports(snapshot.halts);
    if (!this.#isOpened) layoutStore.setState({ saved: snapshot.layout });
    // Prints between the old stream and the new one are lost: a tape may not pretend otherwise.
    else tradesStore.clear();
    this.#isOpened = true;
    connectionStore.setState({
      phase: 'open',
      version: snapshot.version,
      host: snapshot.host,
      clockOffsetMs: snapshot.now - Date.now(),
    });
    this.#marketLink = marketLinkOf(accountsStore.getState());
    for (const { accountId } of snapshot.accounts) void this.#accounts.load(accountId);
    this.#interests.sendAnew();
    this.#streams.sendAnew();
    if (instrumentsStore.getState().phase !== 'ready') void loadInstruments();
  }

  #releaseHeld(): void {
    const held = this.#held ?? [];
    this.#held = null;
    for (const envelope of held.toSorted((a, b) => a.sequence - b.sequence)) this.#onEvent(envelope);
  }

  #onEvent(envelope: DeskEventEnvelope): void {
    if (this.#held !== null) {
      this.#held.push(envelope);
      return;
    }
    if (envelope.sequence <= this.#sequence) return;
    if (envelope.sequence > this.#sequence + 1) {
      this.#held = [envelope];
      this.reopen();
      return;
    }
    this.#sequence = envelope.sequence;
    applyDeskEvent(envelope, this.#accounts);
    this.#followMarketLink();
  }

  /** What was asked for in vain before an account was connected is asked for again. */
  #followMarketLink(): void {
    const link = marketLinkOf(accountsStore.getState());
    if (link === this.#marketLink) return;
    this.#marketLink = link;
    if (instrumentsStore.getState().phase !== 'ready') void loadInstruments();
    if (link !== 'there') return;
    this.#interests.fetchMissing();
    this.#streams.sendAnew();
  }

  /** Nothing is asked over a link that is not there; once it is, everything is. */
  #onLink(link: BridgeLink): void {
    const before = this.#link;
    this.#link = link;
    connectionStore.setState({ link });
    if (link === 'connected' && before !== 'connected') this.reopen();
  }

  #onMarket(batch: MarketBatch): void {
    applyMarketBatch(batch);
    applyStreams(batch.streams);
    if (batch.tradeGaps.length > 0) this.#interests.fetchAgain(batch.tradeGaps);
    if (batch.quotes.length + batch.books.length + batch.trades.length === 0) return;
    const now = deskNow();
    marketPulse.lastBatchAt = now;
    marketPulse.latencyMs = Math.max(0, now - batch.receivedAt);
  }
}
