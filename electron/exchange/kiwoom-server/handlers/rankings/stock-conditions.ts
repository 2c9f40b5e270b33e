import type { Listing } from '../../../world.ts';
import { creditGroupOf, isShortCreditAllowed } from '../../../market/credit-group.ts';

type Condition = (listing: Listing) => boolean;

const isPreferred = ({ kind, symbol }: Listing) => kind === 'share' && !symbol.endsWith('0');
const isOrdinary: Condition = (listing) => !isPreferred(listing);
const hasMargin =
  (rate: number): Condition =>
  ({ marginRate }) =>
    marginRate === rate;
const isNo =
  (...kinds: readonly Listing['kind'][]): Condition =>
  ({ kind }) =>
    !kinds.includes(kind);
/** No instrument here is under administration, in liquidation, under watch or a SPAC: leaving those out leaves out nothing. */
const everything: Condition = () => true;

/** 종목조건. The codes mean the same in every API that has them. @source Kiwoom REST API guide, `stk_cnd` of the rankings */
export const STOCK_CONDITIONS: Readonly<Record<string, Condition>> = {
  '0': everything,
  '1': everything,
  '2': everything,
  '3': isOrdinary,
  '4': isOrdinary,
  '5': ({ marginRate }) => marginRate !== 100,
  '6': hasMargin(100),
  '7': hasMargin(40),
  '8': hasMargin(30),
  '9': hasMargin(20),
  '10': isOrdinary,
  '11': everything,
  '12': hasMargin(50),
  '13': hasMargin(60),
  '14': isNo('etf'),
  '15': everything,
  '16': isNo('etf', 'etn'),
  '17': isNo('etn'),
  '18': isNo('etf', 'etn'),
  '20': isNo('etf', 'etn'),
};

/** 신용조건. A to E are the broker's classes for loans; 5 leaves out issues whose loans are used up, of which there are none. */
export const CREDIT_CONDITIONS: Readonly<Record<string, Condition>> = {
  '0': everything,
  '1': (listing) => creditGroupOf(listing) === 'A',
  '2': (listing) => creditGroupOf(listing) === 'B',
  '3': (listing) => creditGroupOf(listing) === 'C',
  '4': (listing) => creditGroupOf(listing) === 'D',
  '5': everything,
  '7': (listing) => creditGroupOf(listing) === 'E',
  '8': isShortCreditAllowed,
  '9': (listing) => creditGroupOf(listing) !== null,
};
