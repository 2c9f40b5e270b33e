/** Closed sets of the contract. Free of the schema library, so that a window may import them. */
export const MARKET_INTEREST_CHANNELS = ['quote', 'book', 'trades'] as const;
export const INTEREST_PRIORITIES = ['focused', 'visible', 'background'] as const;
export const LINK_GROUPS = ['amber', 'violet', 'green', 'cyan'] as const;
export const THEMES = ['dark', 'light'] as const;
export const LOCALES = ['ko', 'en'] as const;
/** What a test of keys goes through, in this order. */
export const KEY_TEST_STEPS = ['keys', 'token', 'account', 'socket'] as const;

export type MarketInterestChannel = (typeof MARKET_INTEREST_CHANNELS)[number];
export type InterestPriority = (typeof INTEREST_PRIORITIES)[number];
export type LinkGroup = (typeof LINK_GROUPS)[number];
export type Theme = (typeof THEMES)[number];
export type KeyTestStep = (typeof KEY_TEST_STEPS)[number];
export type Locale = (typeof LOCALES)[number];

/** Key of the setting that holds a `Locale`. Hosts set it when the launcher is told a language. */
export const LOCALE_SETTING = 'appearance.locale';
