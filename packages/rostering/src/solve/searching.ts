import { Evaluator } from '../evaluator/evaluator.js';
import type { Compiled } from '../model/compiled.js';
import { anneal } from '../search/anneal.js';
import type { Incumbent } from '../search/incumbent.js';
import { Random } from '../search/random.js';
import { annealRows } from '../search/row-annealing.js';
import { RowSampler } from '../search/row-sampler.js';
import type { Budget } from './budget.js';
import type { Exchange } from './exchange.js';
import { emptyRoster } from './starts.js';

/** How a descent cools, in units of cost; `weight` is what a hard breach weighs at first. */
interface Descent {
  readonly hot: number;
  readonly cold: number;
  readonly weight: number;
  readonly part: number;
}

type Kind = 'cells' | 'rows';

/** From anywhere to a roster of the right kind, by cells. */
const FIRST: Descent = { hot: 10, cold: 0.3, weight: 40, part: 0.25 };
/** From a good roster to a better one. */
const LATER: Readonly<Record<Kind, Descent>> = {
  cells: { hot: 5, cold: 0.3, weight: 50, part: 0.2 },
  rows: { hot: 8, cold: 0.3, weight: 500, part: 0.2 },
};

/** Moves of cells, for each cell of the roster, beyond which a descent is no better. */
const ENOUGH = 50_000;

/** Drawing a row takes about as long as so many moves of cells. */
const MOVES_PER_ROW = 500;

/** Where there are so many cells, the graphs of all rows would take too much memory. */
const LARGE = 10_000;

/**
 * The search of one thread: descents from a high temperature, each from the best roster that anybody has found. By cells
 * or by rows: whichever gained more on its last try, both being tried once.
 */
export class Searching {
  private readonly evaluator: Evaluator;
  private readonly random: Random;
  private readonly sampler: RowSampler | undefined;
  private readonly gains: Record<Kind, number>;
  private isFirst: boolean;

  constructor(
    private readonly compiled: Compiled,
    private readonly exchange: Exchange,
    seed: number,
  ) {
    const { people, days } = compiled;
    this.evaluator = new Evaluator(compiled);
    this.random = new Random(seed);
    this.sampler = people * days > LARGE ? undefined : new RowSampler(compiled);
    this.gains = {
      cells: Number.MAX_VALUE,
      rows: this.sampler === undefined ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY,
    };
    this.isFirst = exchange.best === undefined;
    if (exchange.best !== undefined) return;
    this.evaluator.load(emptyRoster(compiled));
    const { roster, cost, hardAmount } = this.evaluator;
    exchange.offer({ roster, cost, hardAmount });
  }

  /** The next descent, within its part of the budget. */
  descend(budget: Budget): void {
    const kind = this.isFirst || this.gains.cells > this.gains.rows ? 'cells' : 'rows';
    const descent = this.isFirst ? FIRST : LATER[kind];
    const start = this.exchange.best!;
    const found = this.run(kind, descent, start, budget);
    if (!this.isFirst)
      this.gains[kind] = start.hardAmount > found.hardAmount ? 1 : start.cost / found.cost - 1;
    this.isFirst = false;
  }

  /** Returns the best roster of the descent, or its start. */
  private run(kind: Kind, descent: Descent, start: Incumbent, budget: Budget): Incumbent {
    const { evaluator, exchange, random, compiled } = this;
    const { hot, cold, weight, part } = descent;
    const limit = ENOUGH * compiled.people * compiled.days;
    const before = budget.used;
    let found = start;
    const onImproved = (better: Incumbent) => {
      found = { ...better, roster: better.roster.slice() };
    };
    const progress = (moves: number) => {
      exchange.offer(found);
      if (exchange.stopped) return 1;
      return Math.max((budget.usedAfter(moves) - before) / Math.min(part, 1 - before), moves / limit);
    };
    evaluator.weights.reset(weight);
    evaluator.load(start.roster);
    if (kind === 'cells' || this.sampler === undefined)
      budget.spend(anneal(evaluator, random, { hot, cold, progress }, start, onImproved));
    else {
      const byRows = (rows: number) => progress(rows * MOVES_PER_ROW);
      const rows = annealRows(
        evaluator,
        this.sampler,
        random,
        { hot, cold, progress: byRows },
        start,
        onImproved,
      );
      budget.spend(rows * MOVES_PER_ROW);
    }
    exchange.offer(found);
    return found;
  }
}
