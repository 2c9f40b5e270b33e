/**
 * Names, inside a page, what is written on a button, tab, column header or number cell and cannot be read in full: cut by
 * an edge, or in a part that would have to be scrolled sideways. Down a list everybody scrolls, so that counts as in sight.
 * Runs in the page: refers to nothing outside itself.
 */
export function findCut(): readonly string[] {
  const READ =
    'button, a[href], [role="tab"], [role="radio"], .tab__title, .ag-header-cell-text, .ag-right-aligned-cell, .level__price b, .level__size-text, .chip';
  // Wherever it does not fit it ends in an ellipsis, and a tooltip says it in full.
  const ABRIDGED =
    '.order-status, [col-id="name"], [col-id="number"].ag-cell, .list-bar__name, .level__size-text:empty';
  const SLACK = 1.5;

  const textBox = (element: Element): DOMRect => {
    const range = document.createRange();
    range.selectNodeContents(element);
    return range.getBoundingClientRect();
  };
  const cutBy = (element: Element): string | null => {
    const text = textBox(element);
    const isOut = (box: DOMRect, style: CSSStyleDeclaration | null): boolean => {
      const isWide = text.left < box.left - SLACK || text.right > box.right + SLACK;
      const isHigh = text.top < box.top - SLACK || text.bottom > box.bottom + SLACK;
      const cutsX = style === null || style.overflowX !== 'visible';
      const cutsY = style === null || style.overflowY === 'hidden' || style.overflowY === 'clip';
      return (cutsX && isWide) || (cutsY && isHigh);
    };
    for (let around: Element | null = element; around !== null; around = around.parentElement) {
      const style = getComputedStyle(around);
      // Below here a list scrolls down, and whatever is around the list says nothing of the row's height.
      const isScrolled = style.overflowY === 'auto' || style.overflowY === 'scroll';
      if (isOut(around.getBoundingClientRect(), style)) return around.className || around.tagName;
      if (isScrolled && around.scrollHeight > around.clientHeight + SLACK) return null;
    }
    return isOut(new DOMRect(0, 0, innerWidth, innerHeight), null) ? 'window' : null;
  };
  const all = [...document.querySelectorAll<HTMLElement>(READ)];
  return all
    .filter((element) => element.textContent.trim() !== '' && !element.matches(ABRIDGED))
    .filter((element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
    .flatMap((element) => {
      const by = cutBy(element);
      return by === null
        ? []
        : [`${element.textContent.trim().slice(0, 30)} [${element.className}] by ${by}`];
    });
}

/** Names, inside a page, what lies over something else in the header or the status bar. */
export function findOverlaps(): readonly string[] {
  const found: string[] = [];
  for (const bar of document.querySelectorAll('.header, .status-bar')) {
    const items = [...bar.children]
      .map((item) => ({ item, box: item.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0)
      .toSorted((a, b) => a.box.left - b.box.left);
    for (const [place, { item, box }] of items.entries()) {
      const next = items[place + 1];
      if (next !== undefined && box.right > next.box.left + 0.5)
        found.push(
          `${item.className || item.textContent} over ${next.item.className || next.item.textContent}`,
        );
      if (box.right > innerWidth || box.left < 0) found.push(`${item.className} out of the window`);
    }
  }
  return found;
}
