import type { CoverTerm, GroupLimit, RunLimit, SumLimit } from './compiled.js';
import type { Person, Problem } from './problem.js';

/** What rules are lowered into: the growing compiled problem, and the names in it by index. */
export class Lowering {
  readonly people: number;
  readonly days: number;
  readonly codes: number;
  readonly minutes: Int32Array;
  readonly allowed: Uint8Array;
  readonly cellCost: Int32Array;
  readonly banned: Uint8Array;
  readonly sums: SumLimit[] = [];
  readonly runs: RunLimit[] = [];
  readonly groups: GroupLimit[] = [];
  readonly cover: CoverTerm[] = [];
  private readonly personIndex: ReadonlyMap<string, number>;
  private readonly shiftCode: ReadonlyMap<string, number>;

  constructor(readonly problem: Problem) {
    this.people = problem.people.length;
    this.days = problem.days;
    this.codes = problem.shifts.length + 1;
    this.minutes = Int32Array.from([0, ...problem.shifts.map((shift) => shift.minutes)]);
    this.allowed = new Uint8Array(this.people * this.days * this.codes).fill(1);
    this.cellCost = new Int32Array(this.people * this.days * this.codes);
    this.banned = new Uint8Array(this.codes * this.codes);
    this.personIndex = new Map(problem.people.map(({ id }, index) => [id, index]));
    this.shiftCode = new Map(problem.shifts.map(({ id }, index) => [id, index + 1]));
  }

  /** Index of a person. The problem is valid, so the id is known. */
  person(id: string): number {
    return this.personIndex.get(id)!;
  }

  /** Code of a shift, 0 for a day off. */
  code(id: string | null): number {
    return id === null ? 0 : this.shiftCode.get(id)!;
  }

  /** Indices of the people a rule is for. */
  peopleOf(rule: { readonly people?: readonly string[] }): readonly number[] {
    return rule.people?.map((id) => this.person(id)) ?? this.problem.people.map((_, index) => index);
  }

  /** Codes of the shifts named, or of all. */
  codesOf(shifts: readonly string[] | undefined): readonly number[] {
    return shifts?.map((id) => this.code(id)) ?? this.problem.shifts.map((_, index) => index + 1);
  }

  /** Position in `allowed` and `cellCost` of a cell's code 0. */
  cell(person: number, day: number): number {
    return (person * this.days + day) * this.codes;
  }

  forbid(person: number, day: number, code: number): void {
    this.allowed[this.cell(person, day) + code] = 0;
  }

  charge(person: number, day: number, code: number, cost: number): void {
    this.cellCost[this.cell(person, day) + code]! += cost;
  }

  /** Codes of a person's days before the period, the last one last. */
  history(person: number): readonly number[] {
    return (this.problem.people[person] as Person).history?.map((id) => this.code(id)) ?? [];
  }
}
