import { describe, expect, it } from 'vitest';
import { compile } from './compile.js';
import type { Problem } from './problem.js';
import { faultsOf, InvalidProblem } from './validate.js';

const good: Problem = {
  name: 'good',
  days: 7,
  shifts: [
    { id: 'd', minutes: 480 },
    { id: 'n', minutes: 600 },
  ],
  people: [{ id: 'ada' }, { id: 'ben' }],
  demand: [{ day: 0, shift: 'd', target: 1, under: 100, over: 1 }],
  requests: [],
  rules: [{ kind: 'succession', first: 'n', next: ['d'] }],
};

describe('faultsOf', () => {
  it('finds nothing wrong with a good problem', () => expect(faultsOf(good)).toEqual([]));

  it('lists everything that is wrong with names and numbers at once', () => {
    const faults = faultsOf({
      ...good,
      days: 0,
      people: [{ id: 'ada' }, { id: 'ada' }],
      demand: [{ day: 9, shift: 'x', target: 1.5, under: 1, over: 1, minimum: 2, maximum: 1 }],
      requests: [{ person: 'cleo', day: 0, wish: 'on', weight: -1 }],
      rules: [
        { kind: 'total', of: 'minutes', min: 5, max: 3, weight: 'hard' },
        { kind: 'run', of: ['y'], max: 3, weight: 'hard' },
        { kind: 'rest', minutes: 600 },
      ],
    });
    expect(faults).toEqual([
      'days: the period is empty (0)',
      'people: "ada" is there more than once',
      'demand 1: day 9 is not from 0 to -1',
      'demand 1: there is no shift "x"',
      'demand 1: target 1.5 is no whole number from 0 to a million',
      'demand 1: its minimum 2 is above its maximum 1',
      'request 1: nobody is called "cleo"',
      'request 1: day 0 is not from 0 to -1',
      'request 1: weight -1 is no whole number from 0 to a million',
      'rule 1 (total): min 5 is above max 3',
      'rule 2 (run): there is no shift "y"',
      'rule 3 (rest): it needs the start of d, n',
    ]);
  });

  it('finds demand that nobody is qualified for', () => {
    const rules = [{ kind: 'skilled', shifts: ['d'], skill: 'x' } as const];
    expect(faultsOf({ ...good, rules })).toEqual(['demand 1: d on day 0: nobody is qualified for it']);
    expect(faultsOf({ ...good, rules, people: [{ id: 'ada', skills: [{ id: 'x', from: 3 }] }] })).toEqual([]);
  });

  it('finds limits that no row can reach', () => {
    const rules = [
      { kind: 'total', of: 'shifts', min: 6, weight: 'hard' } as const,
      { kind: 'absent', people: ['ben'], days: [0, 1] } as const,
      { kind: 'total', of: 'shifts', max: 3, people: ['ada'], weight: 'hard' } as const,
    ];
    expect(faultsOf({ ...good, rules })).toEqual([
      'ben: a rule wants at least 6, at most 5 can be reached',
      'ada: one rule wants at least 6, another allows at most 3',
    ]);
  });

  it('finds settled cells that cannot be', () => {
    const assignments = [
      { person: 'ada', day: 0, shift: 'n', weight: 'hard' },
      { person: 'ada', day: 1, shift: 'd', weight: 'hard' },
      { person: 'ben', day: 2, shift: 'd', weight: 'hard' },
    ] as const;
    const rules = [...good.rules, { kind: 'absent', people: ['ben'], days: [2] } as const];
    expect(faultsOf({ ...good, assignments, rules })).toEqual([
      'ben: on day 2 neither a shift nor a day off is allowed',
      'ada: d on day 1 is settled, and may not follow n',
    ]);
  });
});

describe('compile', () => {
  it('refuses what is not valid', () =>
    expect(() => compile({ ...good, people: [] })).toThrow(InvalidProblem));
});
