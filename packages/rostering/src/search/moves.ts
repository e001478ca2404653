import type { Evaluator } from '../evaluator/evaluator.js';
import type { Random } from './random.js';

/** Row weights are added up in floating point; a bound by them is trusted this far. */
const SLACK = 1e-3;

/** How many days apart the two stretches of a double exchange may lie. */
const REACH = 14;

/**
 * The neighbourhoods of the search. Each draws a random change, tries it on the evaluator, and makes it when its worsening
 * (cost and weighted breaches) is at most `limit`. It returns whether it was made.
 */
export class Moves {
  private readonly own: Uint8Array;
  private readonly other: Uint8Array;
  private readonly choices: readonly Uint8Array[];

  constructor(
    private readonly evaluator: Evaluator,
    private readonly random: Random,
  ) {
    const { people, days, codes, compiled } = evaluator;
    this.own = new Uint8Array(days);
    this.other = new Uint8Array(days);
    this.choices = Array.from({ length: people }, (_, person) =>
      Uint8Array.from(
        Array.from({ length: codes }, (_, code) => code).filter((code) => {
          for (let day = 0; day < days; day += 1)
            if (compiled.allowed[(person * days + day) * codes + code] === 1) return true;
          return false;
        }),
      ),
    );
  }

  /** Any of the moves. */
  step(limit: number): boolean {
    const kind = this.random.bits() & 31;
    if (kind < 11) return this.exchangeBlocks(limit);
    if (kind < 19) return this.exchangeTwice(limit);
    if (kind < 26) return this.writeBlock(limit);
    if (kind < 30) return this.rotateBlock(limit);
    return this.changeCell(limit);
  }

  /** Two people exchange a stretch of days. */
  exchangeBlocks(limit: number): boolean {
    const { random } = this;
    const { people, days } = this.evaluator;
    if (people < 2) return false;
    const [one, two] = this.pair();
    const length = 1 + random.below(Math.min(days, random.below(12) + 1));
    const from = random.below(days - length + 1);
    return this.load(one, two, from, length) && this.exchange(one, two, from, length, limit);
  }

  /**
   * Two people exchange two short stretches near each other, the second such that what each works in all stays the same:
   * where hours are tight, no single exchange is legal.
   */
  exchangeTwice(limit: number): boolean {
    const { evaluator, random, own, other } = this;
    const { people, days, roster } = evaluator;
    if (people < 2) return false;
    const [one, two] = this.pair();
    const length = 1 + random.below(Math.min(3, days));
    const first = random.below(days - length + 1);
    const balance = this.balance(one, two, first, length);
    const low = Math.max(0, first - REACH);
    const span = Math.min(days - length, first + REACH) - low + 1;
    const start = random.below(span);
    for (let step = 0; step < span; step += 1) {
      const second = low + ((start + step) % span);
      if (Math.abs(second - first) < length) continue;
      if (this.balance(one, two, second, length) !== -balance) continue;
      const from = Math.min(first, second);
      const whole = Math.abs(second - first) + length;
      if (!this.load(one, two, from, whole)) return false;
      for (let i = length; i < whole - length; i += 1) {
        own[i] = roster[two * days + from + i]!;
        other[i] = roster[one * days + from + i]!;
      }
      return this.exchange(one, two, from, whole, limit);
    }
    return false;
  }

  /** Two different people. */
  private pair(): [number, number] {
    const { people } = this.evaluator;
    const one = this.random.below(people);
    const two = this.random.below(people - 1);
    return [one, two >= one ? two + 1 : two];
  }

  /** Minutes by which one person works more than the other in a stretch. */
  private balance(one: number, two: number, from: number, length: number): number {
    const { days, roster, compiled } = this.evaluator;
    let minutes = 0;
    for (let day = from; day < from + length; day += 1)
      minutes += compiled.minutes[roster[one * days + day]!]! - compiled.minutes[roster[two * days + day]!]!;
    return minutes;
  }

  /** Copies a stretch of both rows; false when they are the same. */
  private load(one: number, two: number, from: number, length: number): boolean {
    const { days, roster } = this.evaluator;
    let differ = false;
    for (let i = 0; i < length; i += 1) {
      const mine = roster[one * days + from + i]!;
      const theirs = roster[two * days + from + i]!;
      this.own[i] = mine;
      this.other[i] = theirs;
      if (mine !== theirs) differ = true;
    }
    return differ;
  }

  /** Gives `other` to the first person and `own` to the second, where both may work them and it is worth it. */
  private exchange(one: number, two: number, from: number, length: number, limit: number): boolean {
    const { evaluator, own, other } = this;
    const { days, codes, fresh, rowWeight } = evaluator;
    const { allowed } = evaluator.compiled;
    for (let i = 0; i < length; i += 1)
      if (
        allowed[(one * days + from + i) * codes + other[i]!] === 0 ||
        allowed[(two * days + from + i) * codes + own[i]!] === 0
      )
        return false;
    evaluator.begin();
    const cover = evaluator.tryExchangeCover(one, two, from, length, other);
    for (let i = 0; i < length; i += 1) fresh[i] = other[i]!;
    const first = evaluator.tryRow(one, from, length);
    if (cover + first > limit + rowWeight[two]! + SLACK) return false;
    for (let i = 0; i < length; i += 1) fresh[i] = own[i]!;
    const second = evaluator.tryRow(two, from, length);
    if (cover + first + second > limit) return false;
    evaluator.setRow(two, from, length, second);
    for (let i = 0; i < length; i += 1) fresh[i] = other[i]!;
    evaluator.setRow(one, from, length, first);
    evaluator.settle();
    return true;
  }

  /** One person gets a stretch of one shift, or off. */
  writeBlock(limit: number): boolean {
    const { evaluator, random } = this;
    const { people, days, roster, fresh } = evaluator;
    const person = random.below(people);
    const choices = this.choices[person]!;
    const length = 1 + random.below(Math.min(days, 5));
    const from = random.below(days - length + 1);
    const code = (random.bits() & 3) === 0 ? 0 : choices[random.below(choices.length)]!;
    let differ = false;
    for (let i = 0; i < length; i += 1) {
      const old = roster[person * days + from + i]!;
      fresh[i] = this.isAllowed(person, from + i, code) ? code : old;
      if (fresh[i] !== old) differ = true;
    }
    return differ && this.accept(person, from, length, limit);
  }

  /** One cell changes. */
  changeCell(limit: number): boolean {
    const { evaluator, random } = this;
    const { people, days, roster, fresh } = evaluator;
    const person = random.below(people);
    const choices = this.choices[person]!;
    const day = random.below(days);
    const code = choices[random.below(choices.length)]!;
    if (roster[person * days + day] === code || !this.isAllowed(person, day, code)) return false;
    fresh[0] = code;
    return this.accept(person, day, 1, limit);
  }

  /** A stretch of one person's row moves round by some days. */
  rotateBlock(limit: number): boolean {
    const { evaluator, random } = this;
    const { people, days, roster, fresh } = evaluator;
    if (days < 2) return false;
    const person = random.below(people);
    const length = 2 + random.below(Math.min(days - 1, 9));
    const from = random.below(days - length + 1);
    const by = 1 + random.below(length - 1);
    let differ = false;
    for (let i = 0; i < length; i += 1) {
      const code = roster[person * days + from + ((i + by) % length)]!;
      fresh[i] = code;
      if (code === roster[person * days + from + i]) continue;
      if (!this.isAllowed(person, from + i, code)) return false;
      differ = true;
    }
    return differ && this.accept(person, from, length, limit);
  }

  private accept(person: number, from: number, length: number, limit: number): boolean {
    const { evaluator } = this;
    evaluator.begin();
    evaluator.tryCover(person, from, length);
    if (evaluator.soft + evaluator.penalty > limit + evaluator.rowWeight[person]! + SLACK) return false;
    const change = evaluator.tryRow(person, from, length);
    if (evaluator.soft + evaluator.penalty > limit) return false;
    evaluator.setRow(person, from, length, change);
    evaluator.settle();
    return true;
  }

  private isAllowed(person: number, day: number, code: number): boolean {
    const { compiled, days, codes } = this.evaluator;
    return compiled.allowed[(person * days + day) * codes + code] === 1;
  }
}
