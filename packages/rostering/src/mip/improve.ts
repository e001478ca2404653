import { setImmediate } from 'node:timers/promises';
import { ColumnGeneration, type Masks } from '../bound/column-generation.js';
import type { Compiled, Roster } from '../model/compiled.js';
import { Random } from '../search/random.js';
import { dive } from './dive.js';
import { greedyRoster } from './greedy.js';
import { type Highs, highs } from './highs.js';
import { neighbourhood } from './neighbourhood.js';
import { rosterWorth } from './roster-worth.js';

export interface ImproveOptions {
  readonly seed: number;
  /** Ends the work, looked at between rounds of pricing. */
  readonly stop: () => boolean;
  /** Number of sub-problems to solve, for repeatable runs. */
  readonly rounds?: number;
  /** A roster to start from. */
  readonly start?: Roster;
  /** A better roster that was found elsewhere meanwhile. */
  readonly incumbent?: () => Roster | undefined;
  readonly onImproved?: (roster: Roster, cost: number) => void;
  readonly onBound?: (bound: number) => void;
}

export interface Improved {
  readonly roster: Roster;
  /** Infinity while a hard rule is broken. */
  readonly cost: number;
  /** No legal roster costs less. */
  readonly bound: number;
}

/**
 * Improves a roster by mathematical programming until `stop`, or until the bound proves it best: column generation over
 * the whole problem, dives from its optimum, then the same on neighbourhoods of the best roster (some people over the
 * period; everybody over some days), each given up as soon as its own bound shows that it holds nothing better.
 */
export async function improve(compiled: Compiled, options: ImproveOptions): Promise<Improved> {
  return new Improver(await highs(), compiled, options).run();
}

/** Rows that a neighbourhood should need: one that needed more is followed by smaller ones. */
const wantedColumns = 1_200;

class Improver {
  private readonly random: Random;
  private best: Roster;
  private cost: number;
  private bound = Number.NEGATIVE_INFINITY;
  private share = { people: 6, days: 9 };

  constructor(
    private readonly solver: Highs,
    private readonly compiled: Compiled,
    private readonly options: ImproveOptions,
  ) {
    this.random = new Random(options.seed);
    this.best = options.start?.slice() ?? new Uint8Array(0);
    this.cost = this.best.length === 0 ? Number.POSITIVE_INFINITY : rosterWorth(compiled, this.best);
  }

  async run(): Promise<Improved> {
    const { compiled, options } = this;
    this.take(greedyRoster(compiled));
    const cg = new ColumnGeneration(this.solver, compiled);
    try {
      this.offerBest(cg);
      for (;;) {
        const { bound, master, more } = cg.round();
        this.raise(bound);
        await this.pause();
        if (!more || master - bound < 1e-6 || options.stop()) break;
      }
      for (let attempt = 0; attempt < 2 && !this.done(); attempt++) {
        const found = dive(cg, this.diving(0.1));
        if (found) this.take(found);
        await this.pause();
      }
    } finally {
      cg.dispose();
    }
    for (let round = 0; !this.done() && (options.rounds === undefined || round < options.rounds); round++) {
      this.look(round);
      await this.pause();
    }
    return { roster: this.best, cost: this.cost, bound: this.bound };
  }

  private look(round: number): void {
    if (round % 2 === 0) this.solve('people', this.somePeople());
    else this.solve('days', this.someDays());
  }

  /** Looks for something better within masks that contain the best roster. */
  private solve(kind: 'people' | 'days', masks: Masks): void {
    const cg = new ColumnGeneration(this.solver, this.compiled, masks);
    try {
      this.offerBest(cg);
      const progress = cg.run(({ bound }) => bound > this.cost - 1 + 1e-6 || this.options.stop());
      if (progress.bound > this.cost - 1 + 1e-6 || this.options.stop()) return;
      const found = dive(cg, this.diving(0.15));
      if (found) this.take(found);
    } finally {
      this.share[kind] = Math.max(2, this.share[kind] + (cg.master.columns.length < wantedColumns + this.compiled.people ? 1 : -1));
      cg.dispose();
    }
  }

  private diving(pace: number) {
    return { cutoff: this.cost, pace, random: () => this.random.bits() / 0x100000000, stop: this.options.stop };
  }

  private somePeople(): Masks {
    const chosen = new Set<number>();
    const count = Math.min(this.compiled.people, this.share.people);
    while (chosen.size < count) chosen.add(this.random.below(this.compiled.people));
    return neighbourhood(this.compiled, this.best, chosen, 0, this.compiled.days);
  }

  private someDays(): Masks {
    const { people, days } = this.compiled;
    const length = Math.min(days, this.share.days);
    const from = this.random.below(days - length + 1);
    return neighbourhood(this.compiled, this.best, new Set(Array(people).keys()), from, from + length);
  }

  private offerBest(cg: ColumnGeneration): void {
    const { people, days } = this.compiled;
    for (let person = 0; person < people; person++)
      cg.offer(person, this.best.slice(person * days, (person + 1) * days));
  }

  private take(roster: Roster): void {
    const cost = rosterWorth(this.compiled, roster);
    if (cost >= this.cost && this.best.length > 0) return;
    this.best = roster.slice();
    this.cost = cost;
    this.options.onImproved?.(this.best, cost);
  }

  private raise(bound: number): void {
    if (bound <= this.bound) return;
    this.bound = bound;
    this.options.onBound?.(bound);
  }

  private done(): boolean {
    return this.options.stop() || this.cost - this.bound < 1 - 1e-6;
  }

  /** Lets messages in, and takes over what was found elsewhere. */
  private async pause(): Promise<void> {
    await setImmediate();
    const other = this.options.incumbent?.();
    if (other) this.take(other);
  }
}
