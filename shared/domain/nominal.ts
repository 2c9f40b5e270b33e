declare const brand: unique symbol;

/** A value of type `T` that cannot be mixed up with another value of the same shape. */
export type Nominal<T, Name extends string> = T & { readonly [brand]: Name };
