import { Evaluator } from '../evaluator/evaluator.js';
import type { Compiled, Roster } from '../model/compiled.js';
import { type AnnealHooks, anneal } from '../search/anneal.js';
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

/** Drawing a row takes about as long as so many moves of cells. */
const MOVES_PER_ROW = 500;

/** The search of one thread: descents from a high temperature, each from the best roster that anybody has found. */
export class Searching {
  private readonly evaluator: Evaluator;
  private readonly random: Random;
  private readonly sampler: RowSampler;
  private plan: Descent[];

  constructor(
    private readonly compiled: Compiled,
    private readonly exchange: Exchange,
    seed: number,
  ) {
    this.evaluator = new Evaluator(compiled);
    this.random = new Random(seed);
    this.sampler = new RowSampler(compiled);
    this.plan = exchange.best === undefined ? [FIRST, SECOND] : [];
    if (exchange.best === undefined) {
      this.evaluator.load(emptyRoster(compiled));
      const { roster, cost, hardAmount } = this.evaluator;
      exchange.offer({ roster, cost, hardAmount });
    }
  }

  /** The next descent, within its part of the budget. */
  descend(budget: Budget): void {
    const { evaluator, exchange, random } = this;
    const { by, hot, cold, weight, part, enough } = this.plan.shift() ?? LATER;
    const limit = enough * this.compiled.people * this.compiled.days;
    const before = budget.used;
    evaluator.weights.reset(weight);
    evaluator.load(exchange.best!.roster);
    let unsaid: Incumbent | undefined;
    const say = () => {
      if (unsaid !== undefined) exchange.offer(unsaid);
      unsaid = undefined;
    };
    const hooks: AnnealHooks = {
      onImproved: (found) => {
        unsaid = { ...found, roster: found.roster.slice() };
      },
      onHarvest: () => this.harvest(),
    };
    const progress = (moves: number) => {
      say();
      if (exchange.stopped) return 1;
      return Math.max((budget.usedAfter(moves) - before) / Math.min(part, 1 - before), moves / limit);
    };
    if (by === 'cells')
      budget.spend(anneal(evaluator, random, { hot, cold, progress }, exchange.best, hooks));
    else {
      const byRows = (rows: number) => progress(rows * MOVES_PER_ROW);
      const rows = annealRows(
        evaluator,
        this.sampler,
        random,
        { hot, cold, progress: byRows },
        exchange.best,
        hooks,
      );
      budget.spend(rows * MOVES_PER_ROW);
    }
    say();
  }

  /** Keeps the legal rows of the roster the search is at. */
  private harvest(): void {
    const { evaluator, exchange } = this;
    const { people, days } = this.compiled;
    for (let person = 0; person < people; person += 1)
      if (evaluator.rowIsLegal(person))
        exchange.pool.add(person, evaluator.roster.subarray(person * days, (person + 1) * days));
    exchange.share();
  }
}

/** Everybody off, but where that is not allowed. */
export function emptyRoster({ people, days, codes, allowed }: Compiled): Roster {
  return Uint8Array.from({ length: people * days }, (_, cell) =>
    allowed.subarray(cell * codes, (cell + 1) * codes).indexOf(1),
  );
}
