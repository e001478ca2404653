import type { Compiled, Roster } from '../model/compiled.js';
import { Cover } from './cover.js';
import { HardWeights } from './hard-weights.js';
import { type Tables, tablesOf } from './tables.js';

/**
 * A roster whose cost is kept up to date as it changes.
 *
 * A change is first tried and then, where wanted, made. After `begin`, `tryRow` and `tryCover` add up what writing `fresh`
 * into a stretch of a person's row would do, in the fields `soft` (cost), `hard` (amount of hard breaches) and `penalty`
 * (those amounts by their weights); `setRow` writes it, and `settle` adds the sums to the roster's. Only what touches the
 * stretch is looked at again.
 */
export class Evaluator {
  readonly people: number;
  readonly days: number;
  readonly codes: number;
  readonly roster: Roster;
  readonly weights: HardWeights;
  readonly cover: Cover;
  /** Codes to be tried, in the first places. */
  readonly fresh: Uint8Array;

  /** Cost of the roster, amount of its hard breaches, and their weight. */
  cost = 0;
  hardAmount = 0;
  hardPenalty = 0;
  /** Cost and weight of each person's own breaches: no change of their row can improve it by more. */
  readonly rowWeight: Float64Array;
  /** What is being tried would change. */
  soft = 0;
  hard = 0;
  penalty = 0;

  private readonly tables: Tables;
  private readonly sumValue: Int32Array;
  private readonly groupCount: Int32Array;
  private readonly pending: Int32Array;
  private readonly marked: Uint8Array;
  private readonly touched: Int32Array;
  private readonly runBits: Uint32Array;

  constructor(readonly compiled: Compiled) {
    const { people, days, codes, sums, groups, runs } = compiled;
    this.people = people;
    this.days = days;
    this.codes = codes;
    this.tables = tablesOf(compiled);
    this.weights = new HardWeights(compiled);
    this.roster = new Uint8Array(people * days);
    this.fresh = new Uint8Array(days);
    this.rowWeight = new Float64Array(people);
    this.sumValue = new Int32Array(sums.length);
    this.groupCount = new Int32Array(groups.length);
    this.cover = new Cover(compiled, this.tables);
    this.pending = new Int32Array(sums.length);
    this.marked = new Uint8Array(sums.length);
    this.touched = new Int32Array(sums.length);
    this.runBits = new Uint32Array(people * codes);
    const position = new Int32Array(people);
    for (const { person, member } of runs) {
      const bit = 1 << (position[person]! & 31);
      position[person]! += 1;
      for (let code = 0; code < codes; code += 1)
        if (member[code] === 1) this.runBits[person * codes + code]! |= bit;
    }
    this.load(this.roster);
  }

  /** Takes a roster over and counts everything anew. */
  load(roster: Roster): void {
    this.roster.set(roster);
    this.cover.clear();
    const { tables, days, codes } = this;
    this.compiled.sums.forEach((limit, index) => {
      this.sumValue[index] = limit.offset;
    });
    for (let person = 0; person < this.people; person += 1)
      for (let day = 0; day < days; day += 1) {
        const code = this.roster[person * days + day]!;
        this.cover.count(person, day, code, 1);
        const at = person * codes + code;
        for (let item = tables.sumStart[at]!; item < tables.sumStart[at + 1]!; item += 1) {
          const sum = tables.sumItems[item]!;
          if (day >= tables.sumFrom[sum]! && day < tables.sumUntil[sum]!)
            this.sumValue[sum]! += tables.sumWeights[item]!;
        }
      }
    this.compiled.groups.forEach((limit, index) => {
      let count = 0;
      for (let group = 0; group < limit.groups.length; group += 1)
        count += this.groupCounts(index, group, this.roster, limit.person * days);
      this.groupCount[index] = count;
    });
    this.recount();
  }

  /** Adds the cost up anew, after the weights changed. */
  recount(): void {
    this.begin();
    const { rowWeight } = this;
    const { sums, groups } = this.compiled;
    rowWeight.fill(0);
    let sofar = 0;
    const note = (person: number) => {
      rowWeight[person]! += this.soft + this.penalty - sofar;
      sofar = this.soft + this.penalty;
    };
    sums.forEach(({ person }, sum) => {
      this.addSum(sum, this.sumValue[sum]!, 1);
      note(person);
    });
    groups.forEach(({ person }, limit) => {
      this.addGroup(limit, this.groupCount[limit]!, 1);
      note(person);
    });
    for (let person = 0; person < this.people; person += 1) {
      this.addRuns(person, 0, this.days, 0xffffffff, 1);
      this.addPairs(person, 0, this.days, 1);
      for (let day = 0; day < this.days; day += 1) {
        const cell = person * this.days + day;
        this.soft += this.compiled.cellCost[cell * this.codes + this.roster[cell]!]!;
      }
      note(person);
    }
    this.cover.total();
    this.addCover();
    this.cost = this.soft;
    this.hardAmount = this.hard;
    this.hardPenalty = this.penalty;
  }

  /** Forgets what was tried. */
  begin(): void {
    this.soft = 0;
    this.hard = 0;
    this.penalty = 0;
  }

  /**
   * Adds what it would do to the person's own row, without the cover, to write `fresh[0..length)` from day `from` on, and
   * returns it (cost and penalty). Every code must be allowed in its cell.
   */
  tryRow(person: number, from: number, length: number): number {
    const before = this.soft + this.penalty;
    const { roster, fresh, days, codes, tables, pending, marked, touched, runBits } = this;
    const { cellCost } = this.compiled;
    const { sumStart, sumItems, sumWeights, sumFrom, sumUntil } = tables;
    const base = person * days + from;
    const own = person * codes;
    let soft = 0;
    let runsChanged = 0;
    let workChanged = false;
    let touches = 0;
    for (let i = 0; i < length; i += 1) {
      const old = roster[base + i]!;
      const code = fresh[i]!;
      if (old === code) continue;
      const cell = (base + i) * codes;
      soft += cellCost[cell + code]! - cellCost[cell + old]!;
      runsChanged |= runBits[own + old]! ^ runBits[own + code]!;
      if (old === 0 || code === 0) workChanged = true;
      const day = from + i;
      for (let item = sumStart[own + old]!; item < sumStart[own + old + 1]!; item += 1) {
        const sum = sumItems[item]!;
        if (day < sumFrom[sum]! || day >= sumUntil[sum]!) continue;
        if (marked[sum] === 0) {
          marked[sum] = 1;
          touched[touches++] = sum;
        }
        pending[sum]! -= sumWeights[item]!;
      }
      for (let item = sumStart[own + code]!; item < sumStart[own + code + 1]!; item += 1) {
        const sum = sumItems[item]!;
        if (day < sumFrom[sum]! || day >= sumUntil[sum]!) continue;
        if (marked[sum] === 0) {
          marked[sum] = 1;
          touched[touches++] = sum;
        }
        pending[sum]! += sumWeights[item]!;
      }
    }
    for (let t = 0; t < touches; t += 1) {
      const sum = touched[t]!;
      const by = pending[sum]!;
      marked[sum] = 0;
      if (by === 0) continue;
      pending[sum] = 0;
      const value = this.sumValue[sum]!;
      this.addSum(sum, value, -1);
      this.addSum(sum, value + by, 1);
    }
    if (workChanged) this.addGroupChanges(person, from, length);
    this.addPairs(person, from, length, -1);
    if (runsChanged !== 0) this.addRuns(person, from, length, runsChanged, -1);
    this.exchange(base, length);
    this.addPairs(person, from, length, 1);
    if (runsChanged !== 0) this.addRuns(person, from, length, runsChanged, 1);
    this.exchange(base, length);
    this.soft += soft;
    return this.soft + this.penalty - before;
  }

  /** Adds what the same writing would do to the cover. */
  tryCover(person: number, from: number, length: number): void {
    this.cover.change(this.roster, this.fresh, person, from, length);
    this.addCover();
  }

  /** Adds, and returns, what it would do to the cover that two people exchange days; see `Cover.exchange`. */
  tryExchangeCover(one: number, two: number, from: number, length: number, gets: Uint8Array): number {
    this.cover.exchange(this.roster, gets, one, two, from, length);
    this.addCover();
    return this.cover.soft + this.cover.hard * this.weights.cover;
  }

  /** Writes `fresh[0..length)` into the row; `change` is what `tryRow` returned. */
  setRow(person: number, from: number, length: number, change: number): void {
    const { roster, fresh, days, codes, tables } = this;
    const { sumStart, sumItems, sumWeights, sumFrom, sumUntil } = tables;
    const base = person * days + from;
    this.moveGroups(person, from, length, -1);
    for (let i = 0; i < length; i += 1) {
      const old = roster[base + i]!;
      const code = fresh[i]!;
      if (old === code) continue;
      const day = from + i;
      for (let sign = -1; sign <= 1; sign += 2) {
        const at = person * codes + (sign < 0 ? old : code);
        for (let item = sumStart[at]!; item < sumStart[at + 1]!; item += 1) {
          const sum = sumItems[item]!;
          if (day >= sumFrom[sum]! && day < sumUntil[sum]!) this.sumValue[sum]! += sign * sumWeights[item]!;
        }
      }
      this.cover.count(person, day, old, -1);
      this.cover.count(person, day, code, 1);
      roster[base + i] = code;
    }
    this.moveGroups(person, from, length, 1);
    this.rowWeight[person]! += change;
  }

  /** Adds what was tried, and has been written, to the roster's sums. */
  settle(): void {
    this.cost += this.soft;
    this.hardAmount += this.hard;
    this.hardPenalty += this.penalty;
  }

  /** Multiplies the weight of every hard limit that is broken, so that the search turns to it. */
  raiseBroken(by: number): void {
    const { weights } = this;
    const { sums, groups, runs } = this.compiled;
    const broken = (look: () => void) => {
      this.begin();
      look();
      return this.hard > 0;
    };
    sums.forEach((_, sum) => {
      if (broken(() => this.addSum(sum, this.sumValue[sum]!, 1))) weights.sums[sum]! *= by;
    });
    groups.forEach((_, limit) => {
      if (broken(() => this.addGroup(limit, this.groupCount[limit]!, 1))) weights.groups[limit]! *= by;
    });
    runs.forEach(({ person }, run) => {
      if (broken(() => this.addRun(run, person, 0, this.days, 1))) weights.runs[run]! *= by;
    });
    this.begin();
    for (let person = 0; person < this.people; person += 1) this.addPairs(person, 0, this.days, 1);
    if (this.hard > 0) weights.banned *= by;
    this.cover.total();
    if (this.cover.hard > 0) weights.cover *= by;
    this.recount();
  }

  /** Multiplies all weights, down to a least one. */
  shrinkWeights(by: number): void {
    this.weights.scale(by);
    this.recount();
  }

  /** Whether the person's row breaks no hard limit. */
  rowIsLegal(person: number): boolean {
    this.begin();
    const { tables } = this;
    const end = (person + 1) * this.codes;
    for (let at = person * this.codes; at < end; at += 1)
      for (let item = tables.sumStart[at]!; item < tables.sumStart[at + 1]!; item += 1) {
        const sum = tables.sumItems[item]!;
        this.addSum(sum, this.sumValue[sum]!, 1);
      }
    for (let item = tables.groupStart[person]!; item < tables.groupStart[person + 1]!; item += 1)
      this.addGroup(tables.groupItems[item]!, this.groupCount[tables.groupItems[item]!]!, 1);
    this.addRuns(person, 0, this.days, 0xffffffff, 1);
    this.addPairs(person, 0, this.days, 1);
    return this.hard === 0;
  }

  /** Exchanges the stretch with `fresh`. */
  private exchange(base: number, length: number): void {
    const { roster, fresh } = this;
    for (let i = 0; i < length; i += 1) {
      const code = roster[base + i]!;
      roster[base + i] = fresh[i]!;
      fresh[i] = code;
    }
  }

  private addCover(): void {
    const { soft, hard } = this.cover;
    this.soft += soft;
    this.hard += hard;
    this.penalty += hard * this.weights.cover;
  }

  private addSum(sum: number, value: number, sign: number): void {
    const { sumMin, sumMax, sumHard, sumPrice } = this.tables;
    const amount =
      value < sumMin[sum]! ? sumMin[sum]! - value : value > sumMax[sum]! ? value - sumMax[sum]! : 0;
    if (amount === 0) return;
    if (sumHard[sum] === 1) {
      this.hard += sign * amount;
      this.penalty += sign * amount * this.weights.sums[sum]!;
    } else this.soft += sign * amount * sumPrice[sum]!;
  }

  private addGroup(limit: number, value: number, sign: number): void {
    const { groupMin, groupMax, groupHard, groupPrice } = this.tables;
    const amount =
      value < groupMin[limit]!
        ? groupMin[limit]! - value
        : value > groupMax[limit]!
          ? value - groupMax[limit]!
          : 0;
    if (amount === 0) return;
    if (groupHard[limit] === 1) {
      this.hard += sign * amount;
      this.penalty += sign * amount * this.weights.groups[limit]!;
    } else this.soft += sign * amount * groupPrice[limit]!;
  }

  /** Banned pairs that touch the stretch. */
  private addPairs(person: number, from: number, length: number, sign: number): void {
    const { roster, days, codes } = this;
    const { banned, before } = this.compiled;
    const base = person * days;
    let last = from === 0 ? before[person]! : roster[base + from - 1]!;
    const end = Math.min(days, from + length + 1);
    let count = 0;
    for (let day = from; day < end; day += 1) {
      const code = roster[base + day]!;
      count += banned[last * codes + code]!;
      last = code;
    }
    if (count === 0) return;
    this.hard += sign * count;
    this.penalty += sign * count * this.weights.banned;
  }

  /** Runs that touch the stretch, of the person's run limits whose bit is set. */
  private addRuns(person: number, from: number, length: number, bits: number, sign: number): void {
    const { runStart, runItems } = this.tables;
    const first = runStart[person]!;
    for (let item = first; item < runStart[person + 1]!; item += 1)
      if ((bits & (1 << ((item - first) & 31))) !== 0)
        this.addRun(runItems[item]!, person, from, length, sign);
  }

  private addRun(run: number, person: number, from: number, length: number, sign: number): void {
    const { roster, days } = this;
    const { runMember, runFar, runBefore, runOpen, runMin, runMax, runCodes } = this.tables;
    const member = run * runCodes;
    const base = person * days;
    const far = runFar[run]!;
    const min = runMin[run]!;
    const max = runMax[run]!;
    let day = from - 1;
    let size = 0;
    while (day >= 0 && size < far && runMember[member + roster[base + day]!] === 1) {
      size += 1;
      day -= 1;
    }
    let open = false;
    // What history ends with is over when day 0 does not belong to it.
    if (day < 0 && runMember[member + roster[base]!] === 1) {
      size += runBefore[run]!;
      open = runOpen[run] === 1;
    }
    let amount = 0;
    const end = from + length;
    for (day = from; day < end; day += 1) {
      if (runMember[member + roster[base + day]!] === 1) size += 1;
      else {
        if (size > max) amount += size - max;
        else if (size < min && size > 0 && !open) amount += min - size;
        size = 0;
        open = false;
      }
    }
    while (day < days && size < far && runMember[member + roster[base + day]!] === 1) {
      size += 1;
      day += 1;
    }
    if (size > max) amount += size - max;
    else if (size < min && size > 0 && !open && day < days) amount += min - size;
    if (amount === 0) return;
    if (this.tables.runHard[run] === 1) {
      this.hard += sign * amount;
      this.penalty += sign * amount * this.weights.runs[run]!;
    } else this.soft += sign * amount * this.tables.runPrice[run]!;
  }

  /** What the change of the stretch to `fresh` does to the person's limits on groups. */
  private addGroupChanges(person: number, from: number, length: number): void {
    const { tables, groupCount } = this;
    const { groupStart, groupItems } = tables;
    const base = person * this.days;
    for (let item = groupStart[person]!; item < groupStart[person + 1]!; item += 1) {
      const limit = groupItems[item]!;
      const count = groupCount[limit]!;
      const before = this.groupsTouched(limit, base, from, length);
      this.exchange(base + from, length);
      const after = this.groupsTouched(limit, base, from, length);
      this.exchange(base + from, length);
      if (before === after) continue;
      this.addGroup(limit, count, -1);
      this.addGroup(limit, count + after - before, 1);
    }
  }

  private moveGroups(person: number, from: number, length: number, sign: number): void {
    const { groupStart, groupItems } = this.tables;
    for (let item = groupStart[person]!; item < groupStart[person + 1]!; item += 1) {
      const limit = groupItems[item]!;
      this.groupCount[limit]! += sign * this.groupsTouched(limit, person * this.days, from, length);
    }
  }

  /** How many of the groups that touch the stretch count. */
  private groupsTouched(limit: number, base: number, from: number, length: number): number {
    const { groupOf, groupPattern } = this.tables;
    const pattern = groupPattern[limit]! * this.days;
    let last = -1;
    let count = 0;
    for (let day = from; day < from + length; day += 1) {
      const group = groupOf[pattern + day]!;
      if (group === -1 || group === last) continue;
      last = group;
      count += this.groupCounts(limit, group, this.roster, base);
    }
    return count;
  }

  /** 1 where the group counts. Its first and last day are all of it. */
  private groupCounts(limit: number, group: number, roster: Roster, base: number): number {
    const { groupFirst, groupLast, groupPattern, groupPartial, groupsPerPattern } = this.tables;
    const at = groupPattern[limit]! * groupsPerPattern + group;
    const first = roster[base + groupFirst[at]!] === 0 ? 0 : 1;
    const last = roster[base + groupLast[at]!] === 0 ? 0 : 1;
    return groupPartial[limit] === 1 ? first ^ last : first | last;
  }
}
