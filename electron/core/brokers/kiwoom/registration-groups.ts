import type { Result } from '#shared/domain/result.ts';
import type { Log } from '../../ports/log.ts';
import type { Registration } from '../../transport/subscription-plan.ts';
import type { Registrar } from '../../transport/subscription-registry.ts';

/** Sends one message on the channel of its `trnm` and waits for the answer. */
export type SendRegistration = (channel: 'REG' | 'REMOVE', text: string) => Promise<Result<void>>;

/** Group of what is always registered; market data begins with the next. */
const ACCOUNT_GROUP = 1;
/** Registered in it, for all that they are about. */
export const ACCOUNT_FEEDS: readonly string[] = ['00', '04', '0s', '1h'];

/**
 * Orders, holdings, session times and volatility interruptions: registered before the session counts as online, so that
 * no event of an order falls between a login and its registration. Their item is ignored, and empty means all.
 */
export async function registerAccountFeeds(send: SendRegistration): Promise<Result<void>> {
  return send('REG', buildMessage('REG', ACCOUNT_GROUP, [{ item: [''], type: ACCOUNT_FEEDS }]));
}

/**
 * Fits instruments into Kiwoom's numbered groups. An instrument stays in its group with all its feeds; the first group
 * with room takes a new one.
 */
export class RegistrationGroups implements Registrar {
  /** Feeds registered per instrument, with the group it is in. */
  private readonly items = new Map<string, { readonly group: number; readonly feeds: Set<string> }>();
  private readonly sizes = new Map<number, number>();

  constructor(
    private readonly itemsPerGroup: number,
    private readonly send: SendRegistration,
    private readonly log: Log,
  ) {}

  async register(registrations: readonly Registration[]): Promise<readonly Registration[]> {
    for (const { item, feed } of registrations) this.take(item).add(feed);
    return this.change('REG', registrations);
  }

  async unregister(registrations: readonly Registration[]): Promise<readonly Registration[]> {
    const refused = await this.change('REMOVE', registrations);
    for (const { item, feed } of registrations) this.release(item, feed);
    return refused;
  }

  forget(): void {
    this.items.clear();
    this.sizes.clear();
  }

  /** One message per group, in the order in which the groups first appear. */
  private async change(
    trnm: 'REG' | 'REMOVE',
    changes: readonly Registration[],
  ): Promise<readonly Registration[]> {
    const byGroup = new Map<number, Registration[]>();
    for (const change of changes) {
      const group = this.items.get(change.item)?.group;
      if (group === undefined) continue;
      const members = byGroup.get(group);
      if (members === undefined) byGroup.set(group, [change]);
      else members.push(change);
    }
    const refused: Registration[] = [];
    for (const [group, members] of byGroup) {
      refused.push(...(await this.tell({ trnm, group, repeatsLeft: MAX_REPEATS }, members)));
    }
    return refused;
  }

  /**
   * Sends changes of one group. Kiwoom refuses a message as a whole, so that one item it does not know would take all others with
   * it: what was refused is sent again in halves, down to the items that are at fault.
   */
  private async tell(
    message: GroupMessage,
    members: readonly Registration[],
  ): Promise<readonly Registration[]> {
    const { trnm, group } = message;
    const answer = await this.send(trnm, buildMessage(trnm, group, byFeeds(members)));
    if (answer.ok) return [];
    const { code, detail } = answer.error;
    if (code !== 'REGISTRATION_REFUSED' || members.length === 1 || message.repeatsLeft < 2) {
      this.log.warn('registration failed', { trnm, group, count: members.length, detail });
      return members;
    }
    message.repeatsLeft -= 2;
    const half = Math.ceil(members.length / 2);
    const first = await this.tell(message, members.slice(0, half));
    return [...first, ...(await this.tell(message, members.slice(half)))];
  }

  private take(item: string): Set<string> {
    const known = this.items.get(item);
    if (known !== undefined) return known.feeds;
    let group = ACCOUNT_GROUP + 1;
    while ((this.sizes.get(group) ?? 0) >= this.itemsPerGroup) group += 1;
    this.sizes.set(group, (this.sizes.get(group) ?? 0) + 1);
    const feeds = new Set<string>();
    this.items.set(item, { group, feeds });
    return feeds;
  }

  private release(item: string, feed: string): void {
    const known = this.items.get(item);
    if (known === undefined) return;
    known.feeds.delete(feed);
    if (known.feeds.size > 0) return;
    this.items.delete(item);
    this.sizes.set(known.group, (this.sizes.get(known.group) ?? 1) - 1);
  }
}

/** Messages that may be spent on finding what was refused; enough for three items among a hundred. */
const MAX_REPEATS = 40;

interface GroupMessage {
  readonly trnm: 'REG' | 'REMOVE';
  readonly group: number;
  repeatsLeft: number;
}

interface DataElement {
  readonly item: readonly string[];
  readonly type: readonly string[];
}

/** Joins instruments with the same feeds, because every item of an element is registered for every type of it. */
function byFeeds(registrations: readonly Registration[]): readonly DataElement[] {
  const feedsByItem = new Map<string, string[]>();
  for (const { item, feed } of registrations) feedsByItem.set(item, [...(feedsByItem.get(item) ?? []), feed]);
  const elements = new Map<string, { item: string[]; type: readonly string[] }>();
  for (const [item, feeds] of feedsByItem) {
    const type = feeds.toSorted();
    const key = type.join();
    const element = elements.get(key);
    if (element === undefined) elements.set(key, { item: [item], type });
    else element.item.push(item);
  }
  return [...elements.values()];
}

function buildMessage(trnm: 'REG' | 'REMOVE', group: number, data: readonly DataElement[]): string {
  const grp_no = String(group);
  // `refresh` 1 keeps what is registered already; a removal has none.
  return JSON.stringify(trnm === 'REG' ? { trnm, grp_no, refresh: '1', data } : { trnm, grp_no, data });
}
