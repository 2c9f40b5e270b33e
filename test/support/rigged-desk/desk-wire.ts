import type { Page, WebSocketRoute } from '@playwright/test';
import { DESK_SOCKET_PATH } from '#shared/contract/desk-socket.ts';
import type { HostFrame, PageFrame } from '#shared/contract/desk-socket.ts';
import type { RequestName } from '#shared/contract/requests.ts';
import type { HogaError } from '#shared/domain/errors.ts';

type Treatment = 'held' | HogaError;

/** Stands between a page and its desk: holds answers back, puts failures in their place, cuts the link. */
export class DeskWire {
  readonly #treatments = new Map<string, Treatment>();
  /** Names of requests by their number on the connection. */
  readonly #asked = new Map<number, string>();
  #held: { readonly name: string; readonly send: () => void }[] = [];
  #route: WebSocketRoute | null = null;
  #isCut = false;

  /** Goes between, for all connections that the page makes from now on. */
  static async tap(page: Page): Promise<DeskWire> {
    const wire = new DeskWire();
    await page.routeWebSocket(new RegExp(`${DESK_SOCKET_PATH}$`), (route) => wire.#carry(route));
    return wire;
  }

  /** Keeps the answers to a request from the page until `release`. */
  hold(name: RequestName): void {
    this.#treatments.set(name, 'held');
  }

  /** Answers a request with a failure in place of what the desk says. */
  fail(name: RequestName, error: HogaError): void {
    this.#treatments.set(name, error);
  }

  /** Lets a request be answered as it is again, what was held first. */
  release(name: RequestName): void {
    this.#treatments.delete(name);
    const due = this.#held.filter((each) => each.name === name);
    this.#held = this.#held.filter((each) => each.name !== name);
    for (const { send } of due) send();
  }

  /** Ends the link, and every new one at once. */
  async cut(): Promise<void> {
    this.#isCut = true;
    await this.#route?.close();
  }

  mend(): void {
    this.#isCut = false;
  }

  #carry(route: WebSocketRoute): void {
    if (this.#isCut) {
      void route.close();
      return;
    }
    this.#route = route;
    this.#asked.clear();
    const server = route.connectToServer();
    route.onMessage((text) => {
      const frame = JSON.parse(String(text)) as PageFrame;
      if ('id' in frame) this.#asked.set(frame.id, frame.name);
      server.send(text);
    });
    server.onMessage((text) => this.#answer(route, String(text)));
  }

  #answer(route: WebSocketRoute, text: string): void {
    const frame = JSON.parse(text) as HostFrame;
    const name = 'id' in frame ? (this.#asked.get(frame.id) ?? '') : '';
    const treatment = this.#treatments.get(name);
    if (treatment === 'held') this.#held.push({ name, send: () => route.send(text) });
    else if (treatment === undefined || !('id' in frame)) route.send(text);
    else route.send(JSON.stringify({ id: frame.id, result: { ok: false, error: treatment } }));
  }
}
