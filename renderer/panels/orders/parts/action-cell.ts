import type { ICellRendererComp, ICellRendererParams } from 'ag-grid-community';
import { appendElement } from '#renderer/ui/painted.ts';
import type { OrderRow } from '../view-model.ts';

/** What the grid's context offers the buttons of a row. */
export interface OrderActions {
  readonly amendLabel: string;
  readonly cancelLabel: string;
  readonly resolveLabel: string;
  readonly amend: (row: OrderRow) => void;
  readonly cancel: (row: OrderRow) => void;
  /** Asks whether the order was never accepted. */
  readonly resolve: (row: OrderRow) => void;
}

type ActionParams = ICellRendererParams<OrderRow, unknown, OrderActions>;

/** As long as two clicks count as one double click by default. */
const DOUBLE_CLICK_MS = 500;
let pressedAt = Number.NEGATIVE_INFINITY;

/**
 * Whether a button of the list, of any row, was pressed a moment ago. A canceled order leaves the list at once and the
 * next one moves under the pointer: the second click of a double click would cancel that one too.
 */
function isSecondOfTwo(): boolean {
  const now = performance.now();
  const isSecond = now - pressedAt < DOUBLE_CLICK_MS;
  pressedAt = now;
  return isSecond;
}

/** 정정 and 취소 of one row, or 접수되지 않음 where that is offered. Plain DOM, as a list may hold a thousand orders. */
export class ActionCell implements ICellRendererComp<OrderRow> {
  readonly #element = document.createElement('span');
  readonly #amend = this.#makeButton();
  readonly #cancel = this.#makeButton();
  readonly #resolve = this.#makeButton();
  #row: OrderRow | undefined;
  #actions: OrderActions | undefined;

  init(params: ActionParams): void {
    this.#element.className = 'order-actions';
    this.#amend.addEventListener('click', () => this.#press('amend'));
    this.#cancel.addEventListener('click', () => this.#press('cancel'));
    this.#resolve.addEventListener('click', () => this.#press('resolve'));
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
    // In the place of the two that such an order does not allow.
    const canResolve = data?.canResolve === true;
    this.#resolve.textContent = context.resolveLabel;
    this.#resolve.hidden = !canResolve;
    this.#amend.hidden = canResolve;
    this.#cancel.hidden = canResolve;
  }

  #press(action: 'amend' | 'cancel' | 'resolve'): void {
    if (this.#row === undefined || isSecondOfTwo()) return;
    this.#actions?.[action](this.#row);
  }

  #makeButton(): HTMLButtonElement {
    const button = appendElement(this.#element, 'button', 'order-actions__button') as HTMLButtonElement;
    button.type = 'button';
    // The row's own keys do the same; a tab stop for each row would make the list endless.
    button.tabIndex = -1;
    return button;
  }
}
