import type { Roster } from '../model/compiled.js';

export interface SolveOptions {
  /** Wall-clock limit in seconds. One of `seconds` and `iterations` is needed. */
  readonly seconds?: number;
  /**
   * Limit on the moves of the search. Without `seconds` the result then depends on nothing but problem, seed, start and
   * this number: the same roster bit by bit, on one thread.
   */
  readonly iterations?: number;
  /** Seed of all randomness; 1 where left out. */
  readonly seed?: number;
  /** Threads to work on: 1 alternates search and MIP; with 2, each has its own. 2 where left out. */
  readonly threads?: number;
  /** Stops when a legal roster costs at most this. */
  readonly target?: number;
  /** Stops when aborted; the best roster so far is the result. */
  readonly signal?: AbortSignal;
  /** A roster to start from; the result is never worse. */
  readonly start?: Roster;
  /** Called for every better roster and every better bound. */
  readonly onImproved?: (progress: Progress) => void;
}

/** Where a solver stands. */
export interface Progress {
  /** Seconds since the start. */
  readonly seconds: number;
  readonly roster: Roster;
  readonly cost: number;
  /** Sum of the amounts of hard breaches; 0 when legal. */
  readonly hardAmount: number;
  /** No legal roster costs less; 0 while nothing is known. */
  readonly bound: number;
}
