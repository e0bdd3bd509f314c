// What surprises are drawn with; a run has random numbers of its own (training/random.js).

/** A number from 0 to n - 1, at random. @param {number} n */
export const below = (n) => Math.floor(n * Math.random());

/** One of some, at random. @template T @param {T[]} some */
export const oneAtRandom = (some) => some[below(some.length)];
