import { Evaluator } from '../evaluator/evaluator.js';
import type { Compiled, Roster } from '../model/compiled.js';
import { anneal } from '../search/anneal.js';
import type { Incumbent } from '../search/incumbent.js';
import { Random } from '../search/random.js';
import type { Exchange } from './exchange.js';

/** Moves per cell that a first descent can make use of. */
const ENOUGH = 50_000;

/** A descent from anywhere, and one that keeps most of what it starts from. Temperatures and weights are units of cost. */
const FIRST = { hot: 60, cold: 0.5, weight: 100 };
const AGAIN = { hot: 10, cold: 0.5, weight: 60 };

/**
 * The search of one thread: a first descent from a high temperature, then lower ones, each from the best roster anybody
 * has found.
 */
export class Searching {
  private readonly evaluator: Evaluator;
  private readonly random: Random;
  private next = FIRST;

  constructor(
    private readonly compiled: Compiled,
    private readonly exchange: Exchange,
    seed: number,
  ) {
    this.evaluator = new Evaluator(compiled);
    this.random = new Random(seed);
    if (exchange.best !== undefined) this.next = AGAIN;
    else {
      this.evaluator.load(emptyRoster(compiled));
      exchange.offer(this.standing());
    }
  }

  /** Moves that a first descent can make use of. */
  get enough(): number {
    return ENOUGH * this.compiled.people * this.compiled.days;
  }

  /** One descent; `progress` tells how much of it is behind after so many moves. Returns the moves tried. */
  descend(progress: (moves: number) => number): number {
    const { evaluator, exchange } = this;
    const { weight, ...temperatures } = this.next;
    evaluator.weights.reset(weight);
    evaluator.load(exchange.best!.roster);
    this.next = AGAIN;
    let unsaid: Incumbent | undefined;
    const say = () => {
      if (unsaid !== undefined) exchange.offer(unsaid);
      unsaid = undefined;
    };
    const watched = (moves: number) => {
      say();
      return exchange.stopped ? 1 : progress(moves);
    };
    const moves = anneal(evaluator, this.random, { ...temperatures, progress: watched }, exchange.best!, {
      onImproved: (found) => {
        unsaid = { ...found, roster: found.roster.slice() };
      },
      onHarvest: () => this.harvest(),
    });
    say();
    return moves;
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

  private standing(): Incumbent {
    const { roster, cost, hardAmount } = this.evaluator;
    return { roster, cost, hardAmount };
  }
}

/** Everybody off, but where that is not allowed. */
export function emptyRoster({ people, days, codes, allowed }: Compiled): Roster {
  return Uint8Array.from({ length: people * days }, (_, cell) =>
    allowed.subarray(cell * codes, (cell + 1) * codes).indexOf(1),
  );
}
