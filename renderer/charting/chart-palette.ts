/** Colours of a chart, read from the theme's tokens when it is drawn and when the theme changes. */
export interface ChartPalette {
  readonly surface: string;
  readonly text: string;
  readonly grid: string;
  readonly line: string;
  readonly crosshair: string;
  readonly up: string;
  readonly down: string;
  readonly upWash: string;
  readonly downWash: string;
  readonly accent: string;
  readonly averages: readonly string[];
}

/** Reads the palette that holds for `element`. */
export function readPalette(element: HTMLElement): ChartPalette {
  const style = getComputedStyle(element);
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    surface: token('surface'),
    text: token('muted'),
    grid: token('line-soft'),
    line: token('line'),
    crosshair: token('faint'),
    up: token('up'),
    down: token('down'),
    upWash: token('up-flash'),
    downWash: token('down-flash'),
    accent: token('accent'),
    averages: [1, 2, 3, 4].map((index) => token(`series-${index}`)),
  };
}
