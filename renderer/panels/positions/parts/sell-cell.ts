import type { ICellRendererComp, ICellRendererParams } from 'ag-grid-community';
import type { PositionRow } from '../view-model.ts';

/** What the grid's context offers the button of a row. */
export interface PositionActions {
  readonly sellLabel: string;
  readonly sell: (row: PositionRow) => void;
}

type SellParams = ICellRendererParams<PositionRow, unknown, PositionActions>;

/** 매도 of one row: fills the ticket, sends nothing. */
export class SellCell implements ICellRendererComp<PositionRow> {
  readonly #button = document.createElement('button');
  #params: SellParams | null = null;

  init(params: SellParams): void {
    this.#button.type = 'button';
    this.#button.tabIndex = -1;
    this.#button.className = 'position-sell';
    this.#button.addEventListener('click', (event) => {
      event.stopPropagation();
      const row = this.#params?.data;
      if (row !== undefined) this.#params?.context.sell(row);
    });
    this.refresh(params);
  }

  getGui(): HTMLElement {
    return this.#button;
  }

  refresh(params: SellParams): boolean {
    this.#params = params;
    this.#button.textContent = params.context.sellLabel;
    this.#button.hidden = (params.data?.position ?? null) === null;
    this.#button.disabled = (params.data?.sellable ?? 0) === 0;
    return true;
  }
}
