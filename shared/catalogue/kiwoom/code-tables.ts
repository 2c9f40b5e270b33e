/** Codes that several APIs share, each with the label the broker gives it. @source Kiwoom REST API guide */

/** Direction against the previous close. */
export const SIGN_CODES = { '1': '상한', '2': '상승', '3': '보합', '4': '하한', '5': '하락' } as const;

/** The same codes as the charts word them. */
export const LIMIT_SIGN_CODES = {
  '1': '상한가',
  '2': '상승',
  '3': '보합',
  '4': '하한가',
  '5': '하락',
} as const;

/** `stex_tp` of quotes and rankings. */
export const VENUES = { '1': 'KRX', '2': 'NXT', '3': '통합' } as const;

/** `stex_tp` of open orders, fills and returns. */
export const ACCOUNT_VENUES = { '0': '통합', '1': 'KRX', '2': 'NXT' } as const;

/** `dmst_stex_tp` of orders. */
export const ORDER_VENUES = { KRX: '한국거래소', NXT: '넥스트트레이드', SOR: '최선주문집행(SOR)' } as const;

/** `dmst_stex_tp` of order histories. */
export const HISTORY_VENUES = {
  '%': '전체',
  KRX: '한국거래소',
  NXT: '넥스트트레이드',
  SOR: '최선주문집행(SOR)',
} as const;

/** `dmst_stex_tp` of holdings. */
export const HOLDING_VENUES = { KRX: '한국거래소', NXT: '넥스트트레이드' } as const;

export const MARKETS_OR_ALL = { '000': '전체', '001': '코스피', '101': '코스닥' } as const;

export const MARKETS = { '001': '코스피', '101': '코스닥' } as const;

export const SECTOR_MARKETS = { '0': '코스피', '1': '코스닥', '2': '코스피200' } as const;

/** Sectors the guide names; ka10101 lists all. */
export const MAIN_SECTORS = {
  '001': '종합(KOSPI)',
  '002': '대형주',
  '003': '중형주',
  '004': '소형주',
  '101': '종합(KOSDAQ)',
  '201': 'KOSPI200',
  '302': 'KOSTAR',
  '701': 'KRX100',
} as const;

export const GOLD_PRODUCTS = { M04020000: '금 99.99_1kg', M04020100: '미니금 99.99_100g' } as const;

export const PRICE_ADJUSTMENTS = { '0': '수정주가 미적용', '1': '수정주가 적용' } as const;

export const AMOUNT_OR_QUANTITY = { '1': '금액', '2': '수량' } as const;

export const NET_OR_SIDE = { '0': '순매수', '1': '매수', '2': '매도' } as const;

export const NET_SIDES = { '1': '순매수', '2': '순매도' } as const;

export const SIDES_OR_ALL = { '0': '전체', '1': '매도', '2': '매수' } as const;

export const QUANTITY_UNITS = { '1': '단주', '1000': '천주' } as const;

export const TICK_OR_MINUTE = { '0': '틱', '1': '분' } as const;

export const TICK_SCOPES = { '1': '1틱', '3': '3틱', '5': '5틱', '10': '10틱', '30': '30틱' } as const;

export const RANKING_PERIODS = {
  '0': '당일',
  '1': '전일',
  '5': '5일',
  '10': '10일',
  '20': '20일',
  '60': '60일',
} as const;

export const CREDIT_CLASSES = {
  '0': '전체조회',
  '1': '신용융자A군',
  '2': '신용융자B군',
  '3': '신용융자C군',
  '4': '신용융자D군',
  '7': '신용융자E군',
  '9': '신용융자전체',
} as const;

export const ASSET_KINDS = { '0': '전체', '1': '주식', '2': '채권' } as const;

export const YES_OR_NO = { Y: '예', N: '아니오' } as const;

/** `trde_tp` of orders. */
export const ORDER_TYPES = {
  '0': '보통',
  '3': '시장가',
  '5': '조건부지정가',
  '6': '최유리지정가',
  '7': '최우선지정가',
  '10': '보통(IOC)',
  '13': '시장가(IOC)',
  '16': '최유리(IOC)',
  '20': '보통(FOK)',
  '23': '시장가(FOK)',
  '26': '최유리(FOK)',
  '28': '스톱지정가',
  '29': '중간가',
  '30': '중간가(IOC)',
  '31': '중간가(FOK)',
  '61': '장시작전시간외',
  '62': '시간외단일가',
  '81': '장마감후시간외',
} as const;

/** `trde_qty_tp` in five digits. */
export const VOLUME_STEPS = {
  '00000': '전체조회',
  '00010': '만주이상',
  '00050': '5만주이상',
  '00100': '10만주이상',
  '00150': '15만주이상',
  '00200': '20만주이상',
  '00300': '30만주이상',
  '00500': '50만주이상',
  '01000': '백만주이상',
} as const;

/** `stk_cnd` of the intraday rankings. */
export const INSTRUMENT_FILTERS = {
  '0': '전체조회',
  '1': '관리종목제외',
  '5': '증100제외',
  '6': '증100만보기',
  '7': '증40만보기',
  '8': '증30만보기',
  '9': '증20만보기',
} as const;

export const INSTRUMENT_FILTERS_WITH_PREFERRED = {
  '0': '전체조회',
  '1': '관리종목제외',
  '3': '우선주제외',
  '5': '증100제외',
  '6': '증100만보기',
  '7': '증40만보기',
  '8': '증30만보기',
} as const;
