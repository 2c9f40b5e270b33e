/** A text in the page that is written only when it differs from what is there. For cells that follow the market. */
export class PaintedText {
  readonly #node: Text;
  #text = '';

  constructor(element: HTMLElement) {
    this.#node = document.createTextNode('');
    element.append(this.#node);
  }

  write(text: string): void {
    if (text === this.#text) return;
    this.#text = text;
    this.#node.data = text;
  }
}

/** An attribute of an element, written only when it changes; null takes it away. */
export class PaintedAttribute {
  readonly #element: Element;
  readonly #name: string;
  #value: string | null = null;

  constructor(element: Element, name: string) {
    this.#element = element;
    this.#name = name;
  }

  write(value: string | null): void {
    if (value === this.#value) return;
    this.#value = value;
    if (value === null) this.#element.removeAttribute(this.#name);
    else this.#element.setAttribute(this.#name, value);
  }
}

/** A bar as long as a share of its place, from 0 to 1, written only when a thousandth of it changes. */
export class PaintedBar {
  readonly #element: HTMLElement;
  #thousandths = -1;

  constructor(element: HTMLElement) {
    this.#element = element;
    this.write(0);
  }

  write(share: number): void {
    const thousandths = Math.round(Math.min(1, Math.max(0, share)) * 1000);
    if (thousandths === this.#thousandths) return;
    this.#thousandths = thousandths;
    this.#element.style.transform = `scaleX(${thousandths / 1000})`;
  }
}

/** Makes an element with a class, inside another. */
export function appendElement(parent: Element, tag: string, className: string): HTMLElement {
  const element = document.createElement(tag);
  element.className = className;
  parent.append(element);
  return element;
}
