import type { Candidate } from './candidate.ts';

/** Fields that nearly every ranking has. */
export function nameFields({ code, listing }: Candidate) {
  return { stk_cd: code, stk_nm: listing.name };
}

/** 현재가, 전일대비기호, 전일대비. */
export function priceFields({ day, words }: Candidate) {
  return {
    cur_prc: words.signed(day.lastPrice),
    pred_pre_sig: words.direction(day.lastPrice),
    pred_pre: words.change(day.lastPrice),
  };
}

export function rateField({ day, words }: Candidate) {
  return { flu_rt: words.changeRate(day.lastPrice) };
}

/** 매도호가, 매수호가: the best of the book. */
export function bestFields({ book, words }: Candidate) {
  return {
    sel_bid: words.signed(book.asks[0]?.price ?? null),
    buy_bid: words.signed(book.bids[0]?.price ?? null),
  };
}

/** 매도잔량, 매수잔량 at the best prices. */
export function bestSizeFields({ book }: Candidate) {
  return { sel_req: String(book.asks[0]?.size ?? 0), buy_req: String(book.bids[0]?.size ?? 0) };
}

/** 종목분류: 1 for a halted issue. */
export function classText({ listing }: Candidate): string {
  return listing.isHalted ? '1' : '0';
}

/** 종목정보: what a list shows beside the name, 정지 for a halted issue, else the margin rate. */
export function infoText({ listing }: Candidate): string {
  return listing.isHalted ? '정지' : `증${listing.marginRate}`;
}
