import type { LedgerExport } from '#shared/contract/ledger.ts';

/** Spreadsheets take a text without this for one in the system's own old encoding. */
const BYTE_ORDER_MARK = '\ufeff';

/** How long the browser may take to fetch the text it was given. */
const KEEP_MS = 60_000;

/** Gives the text to the trader as a file: the browser, or Electron's dialog, says where it goes. */
export function saveText({ name, text }: LedgerExport): void {
  const isCsv = name.endsWith('.csv');
  const type = isCsv ? 'text/csv;charset=utf-8' : 'application/json';
  const url = URL.createObjectURL(new Blob(isCsv ? [BYTE_ORDER_MARK, text] : [text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.hidden = true;
  document.body.append(link);
  link.click();
  link.remove();
  // The browser reads the text after the click; an address taken back at once would give nothing.
  setTimeout(() => URL.revokeObjectURL(url), KEEP_MS);
}
