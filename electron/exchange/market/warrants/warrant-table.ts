/** Houses that issue warrants, by member number, as their warrants are named. @source Kiwoom REST API guide, ka30001, isscomp_cd */
export const ISSUERS = [
  { code: '003', name: '한국투자증권', short: '한국' },
  { code: '005', name: '미래에셋증권', short: '미래' },
  { code: '017', name: 'KB증권', short: 'KB' },
  { code: '012', name: 'NH투자증권', short: 'NH' },
  { code: '006', name: '신영증권', short: '신영' },
] as const;

export type WarrantHouse = (typeof ISSUERS)[number];

/** What warrants are written on; `K` has knock-out warrants besides. Letters name the pair in a warrant's code. */
export const WARRANT_UNDERLYINGS = [
  { code: '201', letter: 'A', isIndex: true, hasKnockOut: true },
  { code: '150', letter: 'B', isIndex: true, hasKnockOut: false },
  { code: '005930', letter: 'C', isIndex: false, hasKnockOut: true },
  { code: '000660', letter: 'D', isIndex: false, hasKnockOut: false },
  { code: '005380', letter: 'E', isIndex: false, hasKnockOut: false },
  { code: '035420', letter: 'F', isIndex: false, hasKnockOut: false },
  { code: '373220', letter: 'G', isIndex: false, hasKnockOut: false },
  { code: '030200', letter: 'H', isIndex: false, hasKnockOut: false },
  { code: '068270', letter: 'J', isIndex: false, hasKnockOut: false },
  { code: '105560', letter: 'K', isIndex: false, hasKnockOut: false },
] as const;

export type WarrantUnderlying = (typeof WARRANT_UNDERLYINGS)[number];

/** 권리구분 of the ELW APIs. @source Kiwoom REST API guide, ka30001, rght_tp */
export const RIGHT_NAMES = { '1': '콜', '2': '풋', '6': '조기종료콜', '7': '조기종료풋' } as const;

export type RightCode = keyof typeof RIGHT_NAMES;

/** How far the strike is from the price at issue, as a part of it. Knock-out warrants start deep in the money, the barrier on the way. */
export const STRIKES = { '1': 1.03, '2': 0.97, '6': 0.7, '7': 1.3 } as const;
export const BARRIERS = { '6': 0.76, '7': 1.24 } as const;

/** Won that a plain warrant's underlying is cut down to, so that a warrant costs some hundred won. */
export const TARGET_SIZE = 12_000;
export const RATIOS = [20, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001] as const;

/** Yield of one-year money in Korea, autumn 2026, rounded. */
export const RISK_FREE_RATE = 0.027;
