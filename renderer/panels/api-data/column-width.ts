/** Widths of the desk's font at 12 px; a measured text would have the page laid out for each column. */
const WIDE_PX = 12;
const NARROW_PX = 7.4;
const PADDING_PX = 20;
const NARROWEST = 44;
const WIDEST = 240;
/** Rows that are looked at: those in sight and some more. */
const SAMPLE = 60;

/** Returns a width in which a header and the texts under it are whole. */
export function columnWidth(header: string, texts: readonly string[]): number {
  const widest = Math.max(textWidth(header), ...texts.slice(0, SAMPLE).map(textWidth));
  return Math.round(Math.min(WIDEST, Math.max(NARROWEST, widest + PADDING_PX)));
}

function textWidth(text: string): number {
  let width = 0;
  for (const letter of text) width += letter.charCodeAt(0) > 0x1100 ? WIDE_PX : NARROW_PX;
  return width;
}
