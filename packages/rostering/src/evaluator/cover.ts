import type { Compiled, Roster } from '../model/compiled.js';
import type { Tables } from './tables.js';

/** The heads of every cover term, and what changes of them cost. What was asked last is in `soft` and `hard`. */
export class Cover {
  /** Change of the cost. */
  soft = 0;
  /** Change of the amount of hard breaches. */
  hard = 0;
  private readonly days: number;
  private readonly codes: number;
  private readonly heads: Int32Array;
  private readonly skilled: boolean;

  constructor(
    private readonly compiled: Compiled,
    private readonly tables: Tables,
  ) {
    this.days = compiled.days;
    this.codes = compiled.codes;
    this.heads = new Int32Array(compiled.cover.length);
    this.skilled = compiled.cover.some(({ who }) => who !== undefined);
  }

  /** Forgets everybody. */
  clear(): void {
    this.heads.fill(0);
  }

  /** What the heads cost as they are. */
  total(): void {
    const { termSoft, termHard, termStride } = this.tables;
    this.soft = 0;
    this.hard = 0;
    this.heads.forEach((heads, term) => {
      this.soft += termSoft[term * termStride + heads]!;
      this.hard += termHard[term * termStride + heads]!;
    });
  }

  /** What writing `fresh[0..length)` into a person's row from a day on would do. */
  change(roster: Roster, fresh: Uint8Array, person: number, from: number, length: number): void {
    const { days, codes, heads } = this;
    const { termStart, termItems, termHas, termSoft, termHard, termStride, termWho, whoCounts } = this.tables;
    let soft = 0;
    let hard = 0;
    const base = person * days + from;
    for (let i = 0; i < length; i += 1) {
      const old = roster[base + i]!;
      const code = fresh[i]!;
      if (old === code) continue;
      const row = (from + i) * codes;
      for (let item = termStart[row + old]!; item < termStart[row + old + 1]!; item += 1) {
        const term = termItems[item]!;
        if (termHas[term * codes + code] === 1) continue;
        if (termWho[term]! >= 0 && whoCounts[termWho[term]! + person] === 0) continue;
        const at = term * termStride + heads[term]!;
        soft += termSoft[at - 1]! - termSoft[at]!;
        hard += termHard[at - 1]! - termHard[at]!;
      }
      for (let item = termStart[row + code]!; item < termStart[row + code + 1]!; item += 1) {
        const term = termItems[item]!;
        if (termHas[term * codes + old] === 1) continue;
        if (termWho[term]! >= 0 && whoCounts[termWho[term]! + person] === 0) continue;
        const at = term * termStride + heads[term]!;
        soft += termSoft[at + 1]! - termSoft[at]!;
        hard += termHard[at + 1]! - termHard[at]!;
      }
    }
    this.soft = soft;
    this.hard = hard;
  }

  /**
   * What it would do that two people exchange those of the days from `from` on for which `gets` holds what the second of
   * them works: nothing, but where demand asks for a skill that only one of them holds.
   */
  exchange(roster: Roster, gets: Uint8Array, one: number, two: number, from: number, length: number): void {
    this.soft = 0;
    this.hard = 0;
    if (!this.skilled) return;
    const { days, codes, heads } = this;
    const { termStart, termItems, termHas, termSoft, termHard, termStride, termWho, whoCounts } = this.tables;
    let soft = 0;
    let hard = 0;
    for (let day = from; day < from + length; day += 1) {
      const mine = roster[one * days + day]!;
      const theirs = roster[two * days + day]!;
      if (mine === theirs || gets[day - from] === mine) continue;
      for (let side = 0; side < 2; side += 1) {
        const code = side === 0 ? mine : theirs;
        const other = side === 0 ? theirs : mine;
        const at = day * codes + code;
        for (let item = termStart[at]!; item < termStart[at + 1]!; item += 1) {
          const term = termItems[item]!;
          if (termWho[term]! < 0 || termHas[term * codes + other] === 1) continue;
          const gain = whoCounts[termWho[term]! + two]! - whoCounts[termWho[term]! + one]!;
          const now = term * termStride + heads[term]!;
          const then = now + (side === 0 ? gain : -gain);
          soft += termSoft[then]! - termSoft[now]!;
          hard += termHard[then]! - termHard[now]!;
        }
      }
    }
    this.soft = soft;
    this.hard = hard;
  }

  /** Takes a person out of the cover of the days from `from` up to `until` (`by` -1), or puts them in (1). Costs stay. */
  countRow(person: number, row: Uint8Array, from: number, until: number, by: number): void {
    for (let day = from; day < until; day += 1) this.count(person, day, row[day]!, by);
  }

  /**
   * What each code would cost on the days from `from` up to `until` for a person who is out of the cover, at `day * codes + code`: its cell, and one
   * head more. Breaches of hard cover count with a weight.
   */
  pricesFor(person: number, from: number, until: number, prices: Float64Array, weight: number): void {
    const { days, codes, heads, compiled } = this;
    const { termStart, termItems, termSoft, termHard, termStride, termWho, whoCounts } = this.tables;
    const first = person * days * codes;
    for (let at = from * codes; at < until * codes; at += 1) {
      let price = compiled.cellCost[first + at]!;
      for (let item = termStart[at]!; item < termStart[at + 1]!; item += 1) {
        const term = termItems[item]!;
        if (termWho[term]! >= 0 && whoCounts[termWho[term]! + person] === 0) continue;
        const now = term * termStride + heads[term]!;
        price += termSoft[now + 1]! - termSoft[now]! + (termHard[now + 1]! - termHard[now]!) * weight;
      }
      prices[at] = price;
    }
  }

  /** Counts a person onto a shift (1), or off it (-1). */
  count(person: number, day: number, code: number, by: number): void {
    const { termStart, termItems, termWho, whoCounts } = this.tables;
    const row = day * this.codes + code;
    for (let item = termStart[row]!; item < termStart[row + 1]!; item += 1) {
      const term = termItems[item]!;
      if (termWho[term]! >= 0 && whoCounts[termWho[term]! + person] === 0) continue;
      this.heads[term]! += by;
    }
  }
}
