import type { CashBalance } from '#shared/domain/account.ts';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import { addMoney } from '#shared/domain/money.ts';
import type { LoanLot } from '#shared/domain/funding.ts';
import type { Quantity } from '#shared/domain/quantity.ts';
import { ZERO_QUANTITY } from '#shared/domain/quantity.ts';
import type { Result } from '#shared/domain/result.ts';
import type { AnswerBody } from '../../../transport/broker-call.ts';
import type { BrokerPosition } from '../../broker.ts';
import { parseFunding, parseLoanDate } from './credit.ts';
import { FieldReader } from './field-reader.ts';

/** Reads ka00001: ten digits, the last two of them a product class. */
export function parseAccountNumber(body: AnswerBody): Result<string> {
  const reader = new FieldReader(body);
  return reader.finish(reader.requiredText('acctNo'));
}

/** Reads kt00001. `ord_alow_amt` is what may be spent without borrowing. */
export function parseCash(body: AnswerBody): Result<CashBalance> {
  const reader = new FieldReader(body);
  return reader.finish({
    deposit: reader.money('entr'),
    depositD2: reader.money('d2_entra'),
    buyingPower: reader.money('ord_alow_amt'),
    withdrawable: reader.money('pymn_alow_amt'),
  });
}

/** Reads kt00018. Holdings that are sold out and only await settlement are left out. */
export function parsePositions(body: AnswerBody): Result<readonly BrokerPosition[]> {
  const reader = new FieldReader(body);
  const rows = reader.rows('acnt_evlt_remn_indv_tot', positionRow);
  return reader.finish(rows.filter(({ quantity }) => quantity > 0));
}

/** A row that was bought on credit is one loan, of which an ordinary sale may take nothing. */
function positionRow(row: FieldReader): BrokerPosition {
  const funding = parseFunding(row.text('crd_tp'), row.text('crd_loan_dt'));
  const loanDate = funding?.kind === 'marginLoan' ? funding.loanDate : null;
  const position = {
    symbol: row.symbol('stk_cd'),
    name: row.text('stk_nm'),
    quantity: row.quantity('rmnd_qty'),
    sellableQuantity: row.quantity('trde_able_qty'),
    averageEntryPrice: Math.abs(row.decimalOrNull('pur_pric') ?? 0),
    lastPrice: row.priceOrNull('cur_prc'),
    cost: row.money('pur_amt'),
    loans: [],
  };
  if (loanDate === null) return position;
  const { quantity, sellableQuantity, averageEntryPrice, cost } = position;
  const owed = { loanAmount: null, interest: null, dueDate: null };
  const loan: LoanLot = { loanDate, quantity, sellableQuantity, averageEntryPrice, cost, ...owed };
  return { ...position, sellableQuantity: ZERO_QUANTITY, loans: [loan] };
}

/** Joins rows of one instrument, as an account with loans against shares has them, into the holding it is. */
export function joinPositions(positions: readonly BrokerPosition[]): readonly BrokerPosition[] {
  const joined = new Map<InstrumentSymbol, BrokerPosition>();
  for (const position of positions) {
    const other = joined.get(position.symbol);
    joined.set(position.symbol, other === undefined ? position : sum(other, position));
  }
  return [...joined.values()];
}

function sum(a: BrokerPosition, b: BrokerPosition): BrokerPosition {
  const quantity = (a.quantity + b.quantity) as Quantity;
  return {
    ...a,
    quantity,
    sellableQuantity: (a.sellableQuantity + b.sellableQuantity) as Quantity,
    averageEntryPrice: (a.averageEntryPrice * a.quantity + b.averageEntryPrice * b.quantity) / quantity,
    lastPrice: a.lastPrice ?? b.lastPrice,
    cost: addMoney(a.cost, b.cost),
    loans: [...a.loans, ...b.loans].sort((one, other) => one.loanDate.localeCompare(other.loanDate)),
  };
}

/** What is owed for one loan, found by its instrument and day. */
export interface LoanDebt extends Pick<LoanLot, 'loanDate' | 'loanAmount' | 'interest' | 'dueDate'> {
  readonly symbol: InstrumentSymbol;
}

/** Reads ka10085, the only list that tells what is owed for a loan; rows without one are left out. */
export function parseDebts(body: AnswerBody): Result<readonly LoanDebt[]> {
  const reader = new FieldReader(body);
  const rows = reader.rows('acnt_prft_rt', (row) => {
    const loanDate = parseLoanDate(row.text('loan_dt'));
    if (loanDate === null) return [];
    const debt: LoanDebt = {
      symbol: row.symbol('stk_cd'),
      loanDate,
      loanAmount: row.moneyOrNull('crd_amt'),
      interest: row.moneyOrNull('crd_int'),
      dueDate: parseLoanDate(row.text('expr_dt')),
    };
    return [debt];
  });
  return reader.finish(rows.flat());
}

/** Adds to the loans of holdings what is owed for them. */
export function withDebts(
  positions: readonly BrokerPosition[],
  debts: readonly LoanDebt[],
): readonly BrokerPosition[] {
  return positions.map((position) => ({
    ...position,
    loans: position.loans.map((loan) => {
      const debt = debts.find(
        ({ symbol, loanDate }) => symbol === position.symbol && loanDate === loan.loanDate,
      );
      if (debt === undefined) return loan;
      const { loanAmount, interest, dueDate } = debt;
      return { ...loan, loanAmount, interest, dueDate };
    }),
  }));
}

/** Reads kt00010: how many shares may be bought for cash alone, the 100 % margin class. */
export function parseBuyableQuantity(body: AnswerBody): Result<Quantity> {
  const reader = new FieldReader(body);
  return reader.finish(reader.quantity('profa_100ord_alowq'));
}
