import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { ApiRecord, ApiReply } from '#shared/contract/api.ts';
import type { RequestPayload } from '#shared/contract/requests.ts';
import type { HogaError } from '#shared/domain/errors.ts';
import type { Result } from '#shared/domain/result.ts';

/** One question: an API with what it was asked. */
export type ApiQuestion = Omit<RequestPayload<'api.call'>, 'cursor'>;

export type CallApi = (payload: RequestPayload<'api.call'>) => Promise<Result<ApiReply>>;

export interface ApiQueryState {
  /** `idle`: nothing asked yet; `asking`: the first page is on its way; `adding`: a further page is. */
  readonly phase: 'idle' | 'asking' | 'adding' | 'ready' | 'failed';
  /** What the data shown answers; null while there is none. */
  readonly question: ApiQuestion | null;
  /** The first page; its top-level fields stand for all pages. */
  readonly reply: ApiReply | null;
  /** Rows of all pages read, by list. */
  readonly lists: Readonly<Record<string, readonly ApiRecord[]>>;
  readonly cursor: string | null;
  readonly pages: number;
  /** Why the last attempt failed; what is shown is then that of an earlier one. */
  readonly error: HogaError | null;
  /** Page after page is being read without further asking. */
  readonly isLoadingAll: boolean;
}

const NOTHING: ApiQueryState = {
  phase: 'idle',
  question: null,
  reply: null,
  lists: {},
  cursor: null,
  pages: 0,
  error: null,
  isLoadingAll: false,
};

/** Most pages that "all" reads: each costs one request of the broker's quota. */
export const MAX_PAGES = 200;

/**
 * Asks one API and reads its pages. The last good answer to a question stays while it is asked again or fails; an answer
 * that was overtaken by another question is dropped.
 */
export class ApiQuery {
  readonly store: StoreApi<ApiQueryState> = createStore<ApiQueryState>(() => NOTHING);
  readonly #call: CallApi;
  /** Tells the answer of the latest asking from those of earlier ones. */
  #asking = 0;

  constructor(call: CallApi) {
    this.#call = call;
  }

  /** Asks a question from its first page; another question than before drops what is shown. */
  async ask(question: ApiQuestion): Promise<void> {
    const asking = (this.#asking += 1);
    const { question: before } = this.store.getState();
    const isSame = before !== null && JSON.stringify(before) === JSON.stringify(question);
    if (isSame) this.#set({ phase: 'asking', isLoadingAll: false });
    else this.#set({ ...NOTHING, question, phase: 'asking' });
    const answer = await this.#call({ ...question, cursor: null });
    if (asking !== this.#asking) return;
    if (!answer.ok) {
      this.#set({ phase: 'failed', error: answer.error });
      return;
    }
    const { lists, cursor } = answer.value;
    this.#set({ phase: 'ready', reply: answer.value, lists, cursor, pages: 1, error: null });
  }

  /** Asks the same again. Data of several pages is left alone: a new first page would not fit to the others. */
  async refresh(): Promise<void> {
    const { question, phase, pages } = this.store.getState();
    if (question === null || phase === 'asking' || phase === 'adding' || pages > 1) return;
    await this.ask(question);
  }

  /** Reads one page more. Returns whether there was one. */
  async nextPage(): Promise<boolean> {
    const { question, cursor, phase } = this.store.getState();
    if (question === null || cursor === null || phase === 'asking' || phase === 'adding') return false;
    const asking = (this.#asking += 1);
    this.#set({ phase: 'adding' });
    const answer = await this.#call({ ...question, cursor });
    if (asking !== this.#asking) return false;
    if (!answer.ok) {
      this.#set({ phase: 'failed', error: answer.error, isLoadingAll: false });
      return false;
    }
    const { lists, pages } = this.store.getState();
    this.#set({
      phase: 'ready',
      lists: appendLists(lists, answer.value.lists),
      cursor: answer.value.cursor,
      pages: pages + 1,
      error: null,
    });
    return true;
  }

  /** Reads all pages there are, at most `MAX_PAGES`; `cancel` stops after what has been read. */
  async loadAll(): Promise<void> {
    if (this.store.getState().isLoadingAll) return;
    this.#set({ isLoadingAll: true });
    while (this.store.getState().isLoadingAll && this.store.getState().pages < MAX_PAGES) {
      if (!(await this.nextPage())) break;
    }
    this.#set({ isLoadingAll: false });
  }

  /** Stops reading; what has been read stays. A page that is on its way is dropped. */
  cancel(): void {
    const { phase, pages } = this.store.getState();
    this.#asking += 1;
    const isUnderWay = phase === 'asking' || phase === 'adding';
    this.#set({ isLoadingAll: false, ...(isUnderWay && { phase: pages > 0 ? 'ready' : 'idle' }) });
  }

  /** Forgets everything, for another API. */
  clear(): void {
    this.#asking += 1;
    this.store.setState(NOTHING, true);
  }

  #set(change: Partial<ApiQueryState>): void {
    this.store.setState(change);
  }
}

function appendLists(
  known: ApiQueryState['lists'],
  added: ApiQueryState['lists'],
): Readonly<Record<string, readonly ApiRecord[]>> {
  const lists = { ...known };
  for (const [key, rows] of Object.entries(added)) lists[key] = [...(lists[key] ?? []), ...rows];
  return lists;
}

/** What is shown is not the answer to the last asking. */
export function isQueryStale({ error, reply }: ApiQueryState): boolean {
  return error !== null && reply !== null;
}
