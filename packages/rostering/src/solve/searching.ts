import { Evaluator } from '../evaluator/evaluator.js';
import type { Compiled, Roster } from '../model/compiled.js';
import { anneal } from '../search/anneal.js';
import type { Incumbent } from '../search/incumbent.js';
import { Random } from '../search/random.js';
import { annealRows } from '../search/row-annealing.js';
import { RowSampler } from '../search/row-sampler.js';
import type { Budget } from './budget.js';
import type { Exchange } from './exchange.js';

/** A descent of the temperature: by cells or by rows, from where to where, and its part of the budget. */
interface Descent {
  readonly by: 'cells' | 'rows';
  readonly hot: number;
  readonly cold: number;
  /** What a hard breach weighs at first. */
  readonly weight: number;
  readonly part: number;
  /** Moves per cell of the roster that are of use; more is no better. */
  readonly enough: number;
}

/** From anywhere to a roster of the right kind, then by rows to a good one, then again from the best that is known. */
const FIRST: Descent = { by: 'cells', hot: 60, cold: 0.5, weight: 100, part: 0.2, enough: 50_000 };
const SECOND: Descent = { by: 'rows', hot: 10, cold: 0.3, weight: 500, part: 0.35, enough: 100_000 };
const LATER: Descent = { by: 'rows', hot: 5, cold: 0.3, weight: 500, part: 0.15, enough: 100_000 };

/** Where there are so many cells that graphs of all rows take too much memory: all by cells. */
const LARGE = 10_000;
const LONG_FIRST: Descent = { ...FIRST, part: 0.7 };
const LONG_LATER: Descent = { ...FIRST, hot: 10, weight: 60, part: 0.3 };

/** Drawing a row takes about as long as so many moves of cells. */
const MOVES_PER_ROW = 500;

/** The search of one thread: descents from a high temperature, each from the best roster that anybody has found. */
export class Searching {
  private readonly evaluator: Evaluator;
  private readonly random: Random;
  private readonly sampler: RowSampler | undefined;
  private plan: Descent[];

  constructor(
    private readonly compiled: Compiled,
    private readonly exchange: Exchange,
    seed: number,
  ) {
    this.evaluator = new Evaluator(compiled);
    this.random = new Random(seed);
    const isLarge = compiled.people * compiled.days > LARGE;
    this.sampler = isLarge ? undefined : new RowSampler(compiled);
    this.plan = isLarge ? [LONG_FIRST] : [FIRST, SECOND];
    if (exchange.best !== undefined) this.plan = [];
    if (exchange.best === undefined) {
      this.evaluator.load(emptyRoster(compiled));
      const { roster, cost, hardAmount } = this.evaluator;
      exchange.offer({ roster, cost, hardAmount });
    }
  }

  /** The next descent, within its part of the budget. */
  descend(budget: Budget): void {
    const { evaluator, exchange, random } = this;
    const { by, hot, cold, weight, part, enough } =
      this.plan.shift() ?? (this.sampler === undefined ? LONG_LATER : LATER);
    const limit = enough * this.compiled.people * this.compiled.days;
    const before = budget.used;
    evaluator.weights.reset(weight);
    evaluator.load(exchange.best!.roster);
    let unsaid: Incumbent | undefined;
    const say = () => {
      if (unsaid !== undefined) exchange.offer(unsaid);
      unsaid = undefined;
    };
    const onImproved = (found: Incumbent) => {
      unsaid = { ...found, roster: found.roster.slice() };
    };
    const progress = (moves: number) => {
      say();
      if (exchange.stopped) return 1;
      return Math.max((budget.usedAfter(moves) - before) / Math.min(part, 1 - before), moves / limit);
    };
    if (by === 'cells' || this.sampler === undefined)
      budget.spend(anneal(evaluator, random, { hot, cold, progress }, exchange.best, onImproved));
    else {
      const byRows = (rows: number) => progress(rows * MOVES_PER_ROW);
      const rows = annealRows(
        evaluator,
        this.sampler,
        random,
        { hot, cold, progress: byRows },
        exchange.best,
        onImproved,
      );
      budget.spend(rows * MOVES_PER_ROW);
    }
    say();
  }
}

/** Everybody off, but where that is not allowed. */
export function emptyRoster({ people, days, codes, allowed }: Compiled): Roster {
  return Uint8Array.from({ length: people * days }, (_, cell) =>
    allowed.subarray(cell * codes, (cell + 1) * codes).indexOf(1),
  );
}
