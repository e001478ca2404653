import { describe, expect, it } from 'vitest';
import { check } from '../check/check.js';
import { randomProblem } from '../check/random-problem.fixture.js';
import type { Problem } from '../model/problem.js';
import { faultsOf } from '../model/validate.js';
import { Random } from '../search/random.js';
import { InvalidChange } from './change.js';
import { repair } from './repair.js';

const problem: Problem = {
  name: 'three',
  days: 3,
  shifts: [
    { id: 'early', minutes: 480 },
    { id: 'late', minutes: 480 },
  ],
  people: [{ id: 'ada' }, { id: 'ben' }, { id: 'cleo' }],
  demand: [
    { day: 1, shift: 'early', target: 1, under: 100, over: 1 },
    { day: 1, shift: 'late', target: 1, under: 50, over: 1 },
  ],
  requests: [{ person: 'cleo', day: 1, wish: 'off', weight: 7 }],
  rules: [{ kind: 'succession', first: 'late', next: ['early'] }],
};
/** Ada works early on day 1, Ben late on days 0 and 1. */
const roster = Uint8Array.from([0, 1, 0, 2, 2, 0, 0, 0, 0]);

describe('repair', () => {
  it('ranks who can take a shift that becomes free, legal ways first', () => {
    const { costDifference, bends, openings } = repair(problem, roster, {
      kind: 'absent',
      person: 'ada',
      days: [1],
    });
    expect(costDifference).toBe(100);
    expect(bends).toEqual([]);
    expect(openings.map(({ day, shift }) => ({ day, shift }))).toEqual([{ day: 1, shift: 'early' }]);
    const [first, second, third] = openings[0]!.candidates;
    expect(first).toEqual({
      assignments: [{ person: 'cleo', day: 1, was: null, shift: 'early' }],
      costDifference: -100 + 7,
      bends: [],
    });
    expect(second!.assignments).toEqual([
      { person: 'ben', day: 1, was: 'late', shift: 'early' },
      { person: 'cleo', day: 1, was: null, shift: 'late' },
    ]);
    expect(second!.costDifference).toBe(-100 + 7);
    expect(second!.bends.map(({ kind, person }) => ({ kind, person }))).toEqual([
      { kind: 'succession', person: 'ben' },
    ]);
    expect(third!.costDifference).toBe(-100 + 50);
  });

  it('says what a swap does', () => {
    const { costDifference, bends, openings } = repair(problem, roster, {
      ...{ kind: 'swap', people: ['ada', 'ben'], days: [1] },
    });
    expect(costDifference).toBe(0);
    expect(bends.map(({ sentence }) => sentence)).toEqual([
      'ben: early on day 1 after late; the rule: the day after late is none of early',
    ]);
    expect(openings).toEqual([]);
  });

  it('finds somebody for a new shift', () => {
    const { costDifference, openings } = repair(problem, roster, {
      kind: 'new-shift',
      day: 1,
      shift: 'early',
    });
    expect(costDifference).toBe(100);
    expect(openings[0]!.candidates[0]!.assignments).toEqual([
      { person: 'cleo', day: 1, was: null, shift: 'early' },
    ]);
  });

  it('refuses a change that names what is not there', () => {
    expect(() => repair(problem, roster, { kind: 'absent', person: 'dan', days: [1] })).toThrow(
      InvalidChange,
    );
    expect(() => repair(problem, roster, { kind: 'absent', person: 'ada', days: [3] })).toThrow(/day 3/);
    expect(() => repair(problem, roster, { kind: 'new-shift', day: 0, shift: 'x' })).toThrow(/no shift "x"/);
  });

  it('tells the cost and the rules that the checker finds, whatever the rules', () => {
    let compared = 0;
    for (let seed = 0; seed < 200; seed += 1) {
      const random = new Random(seed);
      const any = randomProblem(random);
      if (faultsOf(any).length > 0) continue;
      const before = new Uint8Array(any.people.length * any.days);
      const { roster: after, openings } = repair(any, before, { kind: 'new-shift', day: 1, shift: 'late' });
      const extra = { day: 1, shift: 'late', target: 1, under: 100, over: 0 };
      const had = any.demand.some(
        ({ day, shift, skill }) => day === 1 && shift === 'late' && skill === undefined,
      );
      const demand = had
        ? any.demand.map((one) =>
            one.day === 1 && one.shift === 'late' && one.skill === undefined
              ? { ...one, target: one.target + 1 }
              : one,
          )
        : [...any.demand, extra];
      const changed = { ...any, demand };
      const base = check(changed, after);
      for (const { assignments, costDifference } of openings[0]!.candidates) {
        const filled = after.slice();
        for (const { person, day, shift } of assignments) {
          const at = any.people.findIndex(({ id }) => id === person) * any.days + day;
          filled[at] = shift === null ? 0 : 1 + any.shifts.findIndex(({ id }) => id === shift);
        }
        expect(costDifference).toBe(check(changed, filled).cost - base.cost);
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(50);
  });
});
