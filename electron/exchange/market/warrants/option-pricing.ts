/** A European right to buy or sell at the strike. */
export interface OptionTerms {
  readonly right: 'call' | 'put';
  readonly spot: number;
  readonly strike: number;
  /** Until expiry; zero or less: expired. */
  readonly years: number;
  /** A year, 0.2 for 20 %. */
  readonly volatility: number;
  /** Continuous, a year. */
  readonly rate: number;
}

/** Price and what it changes by: per unit of spot, per year, per 1.00 of volatility and of rate. */
export interface OptionValue {
  readonly price: number;
  readonly delta: number;
  readonly gamma: number;
  readonly theta: number;
  readonly vega: number;
  readonly rho: number;
}

/**
 * Values an option by Black and Scholes, without dividends.
 *
 * @source Hull, Options, Futures and Other Derivatives, chapters 15 (price) and 19 (sensitivities)
 */
export function valueOption(terms: OptionTerms): OptionValue {
  const { right, spot, strike, years, volatility, rate } = terms;
  const side = right === 'call' ? 1 : -1;
  if (years <= 0 || volatility <= 0) return valueOfForward(terms, true);
  const root = volatility * Math.sqrt(years);
  const d1 = (Math.log(spot / strike) + (rate + volatility ** 2 / 2) * years) / root;
  const d2 = d1 - root;
  const discounted = strike * Math.exp(-rate * years);
  const [n1, n2] = [normalBelow(side * d1), normalBelow(side * d2)];
  const density = Math.exp(-(d1 ** 2) / 2) / Math.sqrt(2 * Math.PI);
  return {
    price: side * (spot * n1 - discounted * n2),
    delta: side * n1,
    gamma: density / (spot * root),
    theta: -(spot * density * volatility) / (2 * Math.sqrt(years)) - side * rate * discounted * n2,
    vega: spot * density * Math.sqrt(years),
    rho: side * years * discounted * n2,
  };
}

/**
 * Values a right that ends at a barrier in the money and then pays what is left: little else than the forward, with no volatility in it.
 *
 * @param isFloored  whether it can be let go when it is out of the money
 */
export function valueOfForward(terms: OptionTerms, isFloored = true): OptionValue {
  const { right, spot, strike, rate } = terms;
  const side = right === 'call' ? 1 : -1;
  const years = Math.max(0, terms.years);
  const discounted = strike * Math.exp(-rate * years);
  const price = side * (spot - discounted);
  if (isFloored && price <= 0) return { price: 0, delta: 0, gamma: 0, theta: 0, vega: 0, rho: 0 };
  return {
    price,
    delta: side,
    gamma: 0,
    theta: -side * rate * discounted,
    vega: 0,
    rho: side * years * discounted,
  };
}

const LEAST_VOLATILITY = 0.001;
const MOST_VOLATILITY = 5;
const HALVINGS = 50;

/** Returns the volatility at which an option is worth `price`; null where no volatility makes it so. */
export function impliedVolatility(terms: Omit<OptionTerms, 'volatility'>, price: number): number | null {
  const at = (volatility: number) => valueOption({ ...terms, volatility }).price;
  let [low, high] = [LEAST_VOLATILITY, MOST_VOLATILITY];
  if (terms.years <= 0 || price < at(low) || price > at(high)) return null;
  for (let step = 0; step < HALVINGS; step += 1) {
    const middle = (low + high) / 2;
    if (at(middle) < price) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Standard normal distribution, to 7.5e-8. @source Abramowitz and Stegun, Handbook of Mathematical Functions, 26.2.17 */
function normalBelow(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x));
  const sum =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const above = (Math.exp(-(x ** 2) / 2) / Math.sqrt(2 * Math.PI)) * sum;
  return x >= 0 ? 1 - above : above;
}
