import { useCallback, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { LedgerOrder, LedgerOrderName, LedgerVerdict, OrderStory } from '#shared/contract/ledger.ts';
import type { RequestPayload } from '#shared/contract/requests.ts';
import type { HogaError } from '#shared/domain/errors.ts';
import { request } from '#renderer/bridge/requests.ts';
import { ordersStore } from '#renderer/stores/orders-store.ts';

/** Orders change many times a second on a busy day; the list follows at this pace. */
const FOLLOW_MS = 1_000;

export type OrdersQuery = Omit<RequestPayload<'ledger.orders'>, 'cursor'>;

export interface LedgerOrdersState {
  /** Null before the first answer. */
  readonly orders: readonly LedgerOrder[] | null;
  readonly cursor: string | null;
  readonly error: HogaError | null;
}

const NOTHING: LedgerOrdersState = { orders: null, cursor: null, error: null };

/** Asks for the first page whenever the query or `version` changes; `more` adds the next one. */
export function useLedgerOrders(query: OrdersQuery, version: number) {
  const { accountId, symbol, from, to } = query;
  const [state, setState] = useState<LedgerOrdersState>(NOTHING);
  const asked = useRef(0);

  useEffect(() => {
    const turn = ++asked.current;
    void request('ledger.orders', { accountId, symbol, from, to, cursor: null }).then((page) => {
      if (turn !== asked.current) return;
      setState(page.ok ? { ...page.value, error: null } : { ...NOTHING, error: page.error });
    });
  }, [accountId, symbol, from, to, version]);

  const more = useCallback(async () => {
    const turn = asked.current;
    const { cursor } = state;
    if (cursor === null) return;
    const page = await request('ledger.orders', { accountId, symbol, from, to, cursor });
    if (turn !== asked.current) return;
    setState((before) =>
      page.ok
        ? { orders: [...(before.orders ?? []), ...page.value.orders], cursor: page.value.cursor, error: null }
        : { ...before, error: page.error },
    );
  }, [state, accountId, symbol, from, to]);

  return { ...state, more };
}

/** The story of an order; null while none is chosen or before the answer. */
export function useStory(name: LedgerOrderName | null, version: number) {
  const accountId = name?.accountId ?? null;
  const clientOrderId = name?.clientOrderId ?? null;
  const [state, setState] = useState<{ readonly story: OrderStory | null; readonly error: HogaError | null }>(
    {
      story: null,
      error: null,
    },
  );
  useEffect(() => {
    if (clientOrderId === null) return;
    let isGone = false;
    void request('ledger.story', { accountId, clientOrderId }).then((story) => {
      if (isGone) return;
      setState(story.ok ? { story: story.value, error: null } : { story: null, error: story.error });
    });
    return () => {
      isGone = true;
    };
  }, [accountId, clientOrderId, version]);
  const isCurrent = state.story?.order.clientOrderId === clientOrderId;
  return clientOrderId === null
    ? { story: null, error: null }
    : { ...state, story: isCurrent ? state.story : null };
}

/** Whether the ledger is as it was written, asked for once and on demand. */
export function useVerdict() {
  const [verdict, setVerdict] = useState<LedgerVerdict | null>(null);
  const [error, setError] = useState<HogaError | null>(null);
  const [isChecking, setIsChecking] = useState(false);
  const check = useCallback(async () => {
    setIsChecking(true);
    const answer = await request('ledger.verify', {});
    setIsChecking(false);
    setVerdict(answer.ok ? answer.value : null);
    setError(answer.ok ? null : answer.error);
  }, []);
  const wasAsked = useRef(false);
  useEffect(() => {
    if (wasAsked.current) return;
    wasAsked.current = true;
    void check();
  }, [check]);
  return { verdict, error, isChecking, check };
}

/** Grows, at a bearable pace, while orders change and the panel is in sight. */
export function useOrderChanges(isVisible: boolean): readonly [number, () => void] {
  const byId = useStore(ordersStore, (state) => state.byId);
  const [version, setVersion] = useState(0);
  const seen = useRef(byId);
  useEffect(() => {
    if (!isVisible || seen.current === byId) return;
    const timer = setTimeout(() => {
      seen.current = byId;
      setVersion((before) => before + 1);
    }, FOLLOW_MS);
    return () => clearTimeout(timer);
  }, [byId, isVisible]);
  const reload = useCallback(() => setVersion((before) => before + 1), []);
  return [version, reload];
}
