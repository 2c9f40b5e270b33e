import type { ICellRendererComp, ICellRendererParams } from 'ag-grid-community';
import { appendElement } from '#renderer/ui/painted.ts';
import type { OrderRow } from '../view-model.ts';

/** What the grid's context offers the buttons of a row. */
export interface OrderActions {
  readonly amendLabel: string;
  readonly cancelLabel: string;
  readonly amend: (row: OrderRow) => void;
  readonly cancel: (row: OrderRow) => void;
}

type ActionParams = ICellRendererParams<OrderRow, unknown, OrderActions>;

/** 정정 and 취소 of one row. Plain DOM, as a list may hold a thousand orders. */
export class ActionCell implements ICellRendererComp<OrderRow> {
  readonly #element = document.createElement('span');
  readonly #amend = this.#makeButton();
  readonly #cancel = this.#makeButton();
  #row: OrderRow | undefined;
  #actions: OrderActions | undefined;

  init(params: ActionParams): void {
    this.#element.className = 'order-actions';
    this.#amend.addEventListener('click', () => this.#row !== undefined && this.#actions?.amend(this.#row));
    this.#cancel.addEventListener('click', () => this.#row !== undefined && this.#actions?.cancel(this.#row));
    // A double click on a button is not one on the row.
    this.#element.addEventListener('dblclick', (event) => event.stopPropagation());
    this.#show(params);
  }

  getGui(): HTMLElement {
    return this.#element;
  }

  refresh(params: ActionParams): boolean {
    this.#show(params);
    return true;
  }

  #show({ data, context }: ActionParams): void {
    this.#row = data;
    this.#actions = context;
    this.#amend.textContent = context.amendLabel;
    this.#cancel.textContent = context.cancelLabel;
    this.#amend.disabled = data?.canAmend !== true;
    this.#cancel.disabled = data?.canCancel !== true;
  }

  #makeButton(): HTMLButtonElement {
    const button = appendElement(this.#element, 'button', 'order-actions__button') as HTMLButtonElement;
    button.type = 'button';
    // The row's own keys do the same; a tab stop for each row would make the list endless.
    button.tabIndex = -1;
    return button;
  }
}
