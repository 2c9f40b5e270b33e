import type { FakeConnection } from './fake-socket.ts';

type Frame = Readonly<Record<string, unknown>>;

export interface ConditionServerScript {
  /** How rows of the list come: both forms are seen. */
  readonly listAs?: 'arrays' | 'objects';
  /** Pages of a search, by the key that asks for each. */
  readonly pages?: Readonly<Record<string, Frame>>;
  /** Who meets each condition now, with the prefix of account answers. */
  members?: Readonly<Record<string, readonly string[]>>;
  /** Names that get no answer. */
  readonly silent?: Set<string>;
  /** Answers that take the place of the usual one, by name. */
  readonly answers?: Record<string, (frame: Frame) => readonly Frame[]>;
}

const OK = { return_code: 0, return_msg: '' };
const LIST = [
  ['0', '골든크로스 '],
  ['4', '외국인 순매수'],
] as const;

/**
 * The server's side of Kiwoom's condition search over one scripted connection: answers frames in the order they were sent;
 * a search before the list of the same connection gets no answer, and the number of a condition comes back padded.
 *
 * @source Kiwoom REST API guide, 조건검색; answers reported by public clients
 */
export class ConditionServer {
  /** Names of the search's frames of all connections, in order, with the number they are about. */
  readonly heard: string[] = [];
  readonly #read = new WeakMap<FakeConnection, number>();
  readonly #listed = new WeakSet<FakeConnection>();

  constructor(readonly script: ConditionServerScript = {}) {}

  /** Answers whatever the client has sent since the last call. Returns whether there was anything. */
  serve(connection: FakeConnection): boolean {
    const from = this.#read.get(connection) ?? 0;
    const news = connection.sent.slice(from);
    this.#read.set(connection, connection.sent.length);
    for (const text of news) {
      const frame = JSON.parse(text) as Frame;
      for (const answer of this.#answer(frame, connection)) connection.receive(answer);
    }
    return news.length > 0;
  }

  #answer(frame: Frame, connection: FakeConnection): readonly Frame[] {
    const name = String(frame.trnm);
    if (name === 'LOGIN' || name === 'REG' || name === 'REMOVE') return [{ trnm: name, ...OK }];
    this.heard.push(frame.seq === undefined ? name : `${name} ${String(frame.seq)}`);
    if (this.script.silent?.has(name) === true) return [];
    const scripted = this.script.answers?.[name];
    if (scripted !== undefined) return scripted(frame);
    const seq = `${String(frame.seq)} `;
    switch (name) {
      case 'CNSRLST':
        this.#listed.add(connection);
        return [{ trnm: name, ...OK, data: this.#list() }];
      case 'CNSRREQ':
        if (!this.#listed.has(connection)) return [];
        return [
          {
            trnm: name,
            seq,
            ...OK,
            ...(frame.search_type === '1' ? this.#members(frame) : this.#page(frame)),
          },
        ];
      case 'CNSRCLR':
        return [{ trnm: name, seq, ...OK }];
      default:
        throw new Error(`not a frame of the condition search: ${name}`);
    }
  }

  #list(): readonly unknown[] {
    return this.script.listAs === 'objects' ? LIST.map(([seq, name]) => ({ seq, name })) : LIST;
  }

  #members({ seq }: Frame): Frame {
    const members = this.script.members?.[String(seq)] ?? [];
    return { data: members.map((jmcode) => ({ jmcode })) };
  }

  #page({ next_key }: Frame): Frame {
    const page = this.script.pages?.[String(next_key)];
    if (page === undefined) throw new Error(`no page for the key ${String(next_key)}`);
    return page;
  }
}

/** A row of a one-shot search as the guide's example shows it. */
export const searchRow = (code: string, price: number): Frame => ({
  9001: code,
  302: '삼성전자',
  10: String(price).padStart(9, '0'),
  25: '5',
  11: '-00000100',
  12: '-00000130',
  13: '010386116',
  16: '000075100',
  17: '000075600',
  18: '000074700',
});

/** A REAL frame in which an instrument enters (`I`) or leaves (`D`). */
export const matchFrame = (seq: string, code: string, change: string): Frame => ({
  trnm: 'REAL',
  data: [
    {
      type: '02',
      name: '조건검색',
      item: code,
      values: { 841: seq, 9001: code, 843: change, 20: '093015', 907: '2', 9081: '1' },
    },
  ],
});
