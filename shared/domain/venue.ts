/** Where an order may be sent. SOR lets the broker choose between the two exchanges. */
export const VENUES = ['KRX', 'NXT', 'SOR'] as const;
export type Venue = (typeof VENUES)[number];

/** A venue that runs a book of its own. */
export type BookVenue = Exclude<Venue, 'SOR'>;
