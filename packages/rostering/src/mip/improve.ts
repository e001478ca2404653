import { setImmediate } from 'node:timers/promises';
import { Branching } from '../bound/branching.js';
import { ColumnGeneration, met } from '../bound/column-generation.js';
import { type Masks, masksOf } from '../bound/sub-problem.js';
import type { Compiled, Roster } from '../model/compiled.js';
import { Random } from '../search/random.js';
import { coverCostByDay } from './cover-costs.js';
import { dive } from './dive.js';
import { greedyRosters } from './greedy.js';
import { type Highs, highs } from './highs.js';
import { neighbourhood } from './neighbourhood.js';
import { rosterWorth } from './roster-worth.js';

export interface ImproveOptions {
  readonly seed: number;
  /** Ends the work, looked at in every round of pricing. */
  readonly stop: () => boolean;
  /** Ends the work after about so many rounds of pricing, for repeatable runs. */
  readonly rounds?: number;
  /** Ends bounding the whole problem early, in favour of a dive if the gap is small, and of neighbourhoods. */
  readonly stopWhole?: () => boolean;
  /** A roster to start from. */
  readonly start?: Roster;
  /** A better roster that was found elsewhere meanwhile. */
  readonly incumbent?: () => Roster | undefined;
  /** Only for legal rosters. */
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
 * the whole problem, a dive from its optimum, then the same on neighbourhoods of the best roster (some people, or everybody,
 * over some days), each given up as soon as its own bound shows that it holds nothing better.
 */
export async function improve(compiled: Compiled, options: ImproveOptions): Promise<Improved> {
  return new Improver(await highs(), compiled, options).run();
}

/** Cover terms beyond which the master of the whole problem is too slow to be of use. */
const mostCover = 1_000;
/** Most days of a neighbourhood of some people, and of everybody: the states of a row grow with the cube of its days. */
const mostDays = { people: 42, days: 84 };
/** Gap of the whole problem, when its time is up, at which a dive is still worth it. */
const nearEnough = 0.02;
/** Share of the open cells that a step of the dive from the whole problem settles. */
const rootPace = 0.05;
/** Nodes of branching that do not raise the bound before it is left at that. */
const idleSteps = 8;
/** The same for neighbourhoods. */
const pace = 0.08;
/** Rows that a dive begins with. */
const columnsPerPerson = 30;
const steps = 4;

class Improver {
  private readonly random: Random;
  private best: Roster;
  private cost: number;
  private bound = Number.NEGATIVE_INFINITY;
  private rounds = 0;
  /** Rounds spent on neighbourhoods of each kind; those of days gain more, and get two thirds. */
  private readonly effort = { people: 0, days: 0 };
  private readonly share: { people: number; days: number };

  constructor(
    private readonly solver: Highs,
    private readonly compiled: Compiled,
    private readonly options: ImproveOptions,
  ) {
    this.random = new Random(options.seed);
    this.share = { people: Math.min(compiled.people, 6), days: Math.min(compiled.days, 9) };
    this.best = options.start?.slice() ?? new Uint8Array(0);
    this.cost = this.best.length === 0 ? Number.POSITIVE_INFINITY : rosterWorth(compiled, this.best);
  }

  private readonly stop = (): boolean => {
    this.rounds++;
    return this.rounds > (this.options.rounds ?? Number.POSITIVE_INFINITY) || this.options.stop();
  };

  async run(): Promise<Improved> {
    const { compiled } = this;
    for (const roster of greedyRosters(compiled)) {
      this.take(roster);
      await this.pause();
      if (this.stop()) break;
    }
    if (compiled.cover.length <= mostCover) await this.whole();
    while (!this.done()) {
      if (2 * this.effort.people < this.effort.days) this.solve('people', this.somePeople());
      else this.solve('days', this.someDays());
      await this.pause();
    }
    return { roster: this.best, cost: this.cost, bound: this.bound };
  }

  /** Bounds the whole problem and dives from there. */
  private async whole(): Promise<void> {
    const cg = new ColumnGeneration(this.solver, this.compiled);
    try {
      if ((await this.root(cg)) && !this.done()) this.dive(cg, masksOf(this.compiled), rootPace);
      await this.pause();
    } finally {
      cg.dispose();
    }
  }

  /** The bound of the whole problem. Leaves the master at the node from which to dive; false if it is not worth a dive. */
  private async root(cg: ColumnGeneration): Promise<boolean> {
    this.offerBest(cg);
    for (;;) {
      const progress = cg.round();
      this.raise(progress.bound);
      await this.pause();
      if (this.stop()) return false;
      if (!progress.more || met(progress)) break;
      if (!this.options.stopWhole?.()) continue;
      if (progress.master - progress.bound > nearEnough * progress.master) return false;
      break;
    }
    const branching = new Branching(cg);
    for (let idle = 0; idle < idleSteps && !this.done() && !this.options.stopWhole?.(); idle++) {
      const before = this.bound;
      const more = branching.step(this.cost, this.stop);
      this.raise(Math.min(branching.bound, this.cost));
      await this.pause();
      if (!more) break;
      if (this.bound > before) idle = 0;
    }
    branching.enter();
    cg.master.solve();
    return true;
  }

  /** Looks for something better in a neighbourhood of the best roster: larger ones after a proof that there is nothing. */
  private solve(kind: 'people' | 'days', masks: Masks): void {
    const before = this.cost;
    const rounds = this.rounds;
    const proved = this.search(masks);
    this.effort[kind] += this.rounds - rounds;
    const factor = proved ? 1.2 : this.cost < before ? 1 : 0.85;
    const most = kind === 'days' ? Math.min(this.compiled.days, mostDays.days) : this.compiled.people;
    this.share[kind] = Math.min(most, Math.max(2, this.share[kind] * factor));
  }

  /** Looks for something better within masks; true if the bound proves that there is nothing. */
  private search(masks: Masks): boolean {
    const cg = new ColumnGeneration(this.solver, this.compiled, masks);
    try {
      this.offerBest(cg);
      const branching = new Branching(cg);
      for (let step = 0; step < steps && !this.stop(); step++) {
        const more = branching.step(this.cost, this.stop);
        if (this.hopeless(branching.bound)) return true;
        if (!more) break;
      }
      branching.enter();
      cg.master.solve();
      this.dive(cg, masks, pace);
      return false;
    } finally {
      cg.dispose();
    }
  }

  private dive({ master }: ColumnGeneration, masks: Masks, pace: number): void {
    const found = dive(this.solver, this.compiled, {
      masks,
      columns: master.promising(columnsPerPerson),
      limits: master.shortfallLimits.filter(({ min, max }) => min > 0 || max < Number.POSITIVE_INFINITY),
      cutoff: this.cost,
      pace,
      random: () => this.random.bits() / 0x100000000,
      stop: this.stop,
    });
    if (found) this.take(found);
  }

  private somePeople(): Masks {
    const chosen = new Set<number>();
    while (chosen.size < Math.floor(this.share.people)) chosen.add(this.random.below(this.compiled.people));
    return this.stretch(chosen, Math.min(this.compiled.days, mostDays.people));
  }

  private someDays(): Masks {
    return this.stretch(new Set(Array(this.compiled.people).keys()), Math.floor(this.share.days));
  }

  /** A stretch of days for these people, around a day drawn by what its cover costs, so that it lies where there is to gain. */
  private stretch(people: ReadonlySet<number>, length: number): Masks {
    const { days } = this.compiled;
    const costs = coverCostByDay(this.compiled, this.best).map((cost) => cost + 1);
    let left = (this.random.bits() / 0x100000000) * costs.reduce((sum, cost) => sum + cost, 0);
    const day = costs.findIndex((cost) => {
      left -= cost;
      return left < 0;
    });
    const from = Math.max(0, Math.min(days - length, day - this.random.below(length)));
    return neighbourhood(this.compiled, this.best, people, from, from + length);
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
    if (cost < Number.POSITIVE_INFINITY) this.options.onImproved?.(this.best, cost);
  }

  private raise(bound: number): void {
    const whole = Math.ceil(bound - 1e-6);
    if (whole <= this.bound) return;
    this.bound = whole;
    this.options.onBound?.(whole);
  }

  private done(): boolean {
    return this.stop() || this.hopeless(this.bound);
  }

  /** Whether a bound leaves no room for a better roster. Costs are whole. */
  private hopeless(bound: number): boolean {
    return bound > this.cost - 1 + 1e-6;
  }

  /** Lets messages in, and takes over what was found elsewhere. */
  private async pause(): Promise<void> {
    await setImmediate();
    const other = this.options.incumbent?.();
    if (other) this.take(other);
  }
}
