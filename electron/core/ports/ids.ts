/** Source of unique ids and of chance; a test gives a seeded one. */
export interface Ids {
  /** Returns a new id that no earlier or later run gives again; ascending in time. */
  next(): string;
  /** Uniform in [0, 1). */
  random(): number;
}
