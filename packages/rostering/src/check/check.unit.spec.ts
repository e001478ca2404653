import { describe, expect, it } from 'vitest';
import type { Problem, Rule } from '../model/problem.js';
import { check } from './check.js';

/** One person, two weeks from a Monday; `d` is a day shift, `n` a night shift, `.` a day off. */
function breaches(rule: Rule, row: string, person: object = {}) {
  const problem: Problem = {
    name: 'one',
    days: row.length,
    shifts: [
      { id: 'd', minutes: 480, start: 480, site: 'here' },
      { id: 'n', minutes: 600, start: 1320, site: 'there' },
    ],
    people: [{ id: 'ada', ...person }],
    demand: [],
    requests: [],
    rules: [rule],
  };
  const roster = Uint8Array.from(row, (letter) => '.dn'.indexOf(letter));
  return check(problem, roster).breaches.map(({ day, amount, hard, cost }) => ({ day, amount, hard, cost }));
}

const amounts = (rule: Rule, row: string, person: object = {}) =>
  breaches(rule, row, person).map(({ amount }) => amount);

describe('check', () => {
  it('adds up minutes and shifts', () => {
    expect(amounts({ kind: 'total', of: 'minutes', max: 1000, weight: 'hard' }, 'dn.')).toEqual([80]);
    expect(amounts({ kind: 'total', of: 'minutes', min: 1081, weight: 'hard' }, 'dn.')).toEqual([1]);
    expect(amounts({ kind: 'total', of: 'shifts', shifts: ['n'], max: 1, weight: 'hard' }, 'nnd')).toEqual([
      1,
    ]);
    expect(
      amounts({ kind: 'total', of: 'shifts', max: 1, from: 1, until: 2, weight: 'hard' }, 'dddd'),
    ).toEqual([1]);
  });

  it('prices what is soft', () => {
    expect(breaches({ kind: 'total', of: 'shifts', max: 1, weight: 7 }, 'ddd')).toEqual([
      { day: 0, amount: 2, hard: false, cost: 14 },
    ]);
  });

  it('looks at every rolling window, the days before included', () => {
    const rule: Rule = { kind: 'total', of: 'shifts', max: 2, rolling: 3, weight: 'hard' };
    expect(amounts(rule, 'ddd.')).toEqual([1]);
    expect(amounts(rule, 'd.dd', { history: ['d', 'd'] })).toEqual([1]);
    expect(amounts({ ...rule, max: 3, min: 1 }, '..d.')).toEqual([]);
    expect(amounts({ ...rule, max: 3, min: 1 }, '...d')).toEqual([1]);
  });

  it('counts runs, and never those cut by an edge as too short', () => {
    const work: Rule = { kind: 'run', of: 'work', min: 2, max: 3, weight: 'hard' };
    expect(amounts(work, 'd..d..d')).toEqual([1]);
    expect(amounts(work, 'dddd.')).toEqual([1]);
    expect(amounts(work, 'dd.', { history: ['d', 'd'] })).toEqual([1]);
    expect(amounts(work, 'd..', { history: [null] })).toEqual([1]);
    expect(amounts(work, '.dd', { history: [null, 'd'] })).toEqual([]);
    expect(amounts({ kind: 'run', of: 'off', min: 2, weight: 'hard' }, 'd.dd..d.')).toEqual([1]);
    expect(amounts({ kind: 'run', of: ['n'], max: 1, weight: 'hard' }, 'nnd')).toEqual([1]);
  });

  it('counts weekends', () => {
    expect(amounts({ kind: 'weekends', max: 0, weight: 'hard' }, '.....d.......d')).toEqual([2]);
    expect(amounts({ kind: 'whole-weekends', weight: 'hard' }, '.....d.....dd')).toEqual([1]);
  });

  it('sees what follows what, from the last day before the period on', () => {
    const rule: Rule = { kind: 'succession', first: 'n', next: ['d'] };
    expect(breaches(rule, 'dnd')).toEqual([{ day: 2, amount: 1, hard: true, cost: 0 }]);
    expect(amounts(rule, 'd.', { history: ['n'] })).toEqual([1]);
    expect(amounts({ kind: 'rest', minutes: 480 }, 'nd')).toEqual([1]);
    expect(amounts({ kind: 'rest', minutes: 0 }, 'nd')).toEqual([]);
  });

  it('sees absences and skills that are not held yet', () => {
    expect(amounts({ kind: 'absent', days: [1, 2] }, '.d.')).toEqual([1]);
    const rule: Rule = { kind: 'skilled', shifts: ['d'], skill: 'x' };
    expect(amounts(rule, 'ddd', { skills: [{ id: 'x', from: 1, until: 1 }] })).toEqual([1, 1]);
  });

  it('prices work away from home', () => {
    expect(breaches({ kind: 'float', price: 3, max: 1 }, 'nn', { home: 'here' })).toEqual([
      { day: 0, amount: 1, hard: false, cost: 3 },
      { day: 1, amount: 1, hard: false, cost: 3 },
      { day: undefined, amount: 1, hard: true, cost: 0 },
    ]);
  });

  it('shares demand out fairly', () => {
    const problem: Problem = {
      name: 'two',
      days: 4,
      shifts: [{ id: 'd', minutes: 480 }],
      people: [{ id: 'ada' }, { id: 'ben', share: 0.5 }],
      demand: [{ day: 0, shift: 'd', target: 3, under: 0, over: 0 }],
      requests: [],
      rules: [{ kind: 'fair', of: 'shifts', weight: 5 }],
    };
    const { cost, legal } = check(problem, Uint8Array.from([1, 1, 1, 1, 0, 0, 0, 0]));
    expect({ cost, legal }).toEqual({ cost: 5 * 2 + 5 * 1, legal: true });
  });

  it('scores demand, rooms, wishes and settled cells', () => {
    const problem: Problem = {
      name: 'two',
      days: 2,
      shifts: [
        { id: 'a', minutes: 480 },
        { id: 'b', minutes: 480 },
      ],
      people: [{ id: 'ada', skills: [{ id: 'x' }] }, { id: 'ben' }],
      demand: [
        { day: 0, shift: 'a', target: 2, under: 100, over: 1 },
        { day: 0, shift: 'a', skill: 'x', target: 0, under: 100, over: 4 },
        { day: 1, shift: 'b', target: 0, under: 0, over: 0, minimum: 1 },
      ],
      requests: [
        { person: 'ada', day: 0, shift: 'a', wish: 'off', weight: 3 },
        { person: 'ben', day: 0, wish: 'on', weight: 2 },
        { person: 'ben', day: 1, wish: 'off', weight: 9 },
      ],
      assignments: [
        { person: 'ben', day: 0, shift: 'a', weight: 20 },
        { person: 'ada', day: 1, shift: null, weight: 'hard' },
      ],
      rooms: [{ id: 'chair', capacity: 0, shifts: ['a', 'b'] }],
      rules: [],
    };
    const verdict = check(problem, Uint8Array.from([1, 0, 0, 0]));
    expect(verdict.cost).toBe(100 + 4 + 3 + 2 + 20);
    expect(verdict.hardAmount).toBe(1 + 1);
    expect(verdict.legal).toBe(false);
    expect(verdict.breaches.map(({ kind }) => kind).sort()).toEqual(
      ['assignment', 'demand', 'demand', 'demand', 'request', 'request', 'room'].sort(),
    );
  });

  it('refuses a roster of another size, or with a shift that is not there', () => {
    const problem = {
      name: '',
      days: 1,
      shifts: [],
      people: [{ id: 'a' }],
      demand: [],
      requests: [],
      rules: [],
    };
    expect(() => check(problem, new Uint8Array(2))).toThrow(/2 cells; 1 people times 1 days/);
    expect(() => check(problem, Uint8Array.of(1))).toThrow(/shift code 1/);
  });
});
