import { describe, expect, it } from 'vitest';
import type { Problem } from '../model/problem.js';
import { conflicts } from './conflicts.js';
import { unmetDemand } from './unmet-demand.js';

const problem: Problem = {
  name: 'three',
  days: 3,
  shifts: [
    { id: 'early', minutes: 480 },
    { id: 'late', minutes: 480 },
  ],
  people: [{ id: 'ada' }, { id: 'ben' }, { id: 'cleo', skills: [{ id: 'x', until: 0 }] }],
  demand: [{ day: 1, shift: 'early', target: 2, under: 100, over: 1 }],
  requests: [{ person: 'cleo', day: 1, wish: 'off', weight: 7 }],
  rules: [
    { kind: 'succession', first: 'late', next: ['early'] },
    { kind: 'absent', people: ['ben'], days: [1] },
  ],
};

describe('unmetDemand', () => {
  it('says for everybody why they do not take it', () => {
    const roster = Uint8Array.from([2, 0, 0, 2, 0, 0, 0, 0, 0]);
    const [unmet, ...more] = unmetDemand(problem, roster);
    expect(more).toEqual([]);
    expect(unmet).toMatchObject({ day: 1, shift: 'early', missing: 2 });
    expect(unmet!.reasons).toEqual([
      { person: 'ada', rules: ['early on day 1 after late; the rule: the day after late is none of early'] },
      {
        person: 'ben',
        rules: [
          'early on day 1 after late; the rule: the day after late is none of early',
          'works early on day 1; the rule: is absent on day 1',
        ],
      },
      { person: 'cleo', rules: [], costDifference: -93 },
    ]);
    expect(unmet!.repairs[0]!.assignments).toEqual([{ person: 'cleo', day: 1, was: null, shift: 'early' }]);
  });

  it('knows who holds the skill that is asked for', () => {
    const people = [
      { id: 'ada', skills: [{ id: 'x' }] },
      { id: 'ben' },
      { id: 'cleo', skills: [{ id: 'x', until: 0 }] },
    ];
    const demand = [{ day: 1, shift: 'early', skill: 'x', target: 1, under: 100, over: 1 }];
    const [unmet] = unmetDemand({ ...problem, people, demand }, new Uint8Array(9));
    expect(unmet!.reasons.map(({ rules }) => rules[0])).toEqual([
      undefined,
      'does not hold x',
      'does not hold x',
    ]);
    expect(unmet!.repairs[0]!.assignments[0]!.person).toBe('ada');
  });

  it('finds nothing where all is met', () => {
    expect(unmetDemand(problem, Uint8Array.from([0, 1, 0, 0, 0, 0, 0, 1, 0]))).toEqual([]);
  });
});

describe('conflicts', () => {
  const week: Problem = { ...problem, days: 7, demand: [], requests: [] };

  it('finds a smallest set of rules that leave nothing', () => {
    const found = conflicts({
      ...week,
      rules: [
        { kind: 'weekends', max: 0, weight: 'hard' },
        { kind: 'total', of: 'minutes', min: 2400, weight: 'hard' },
        { kind: 'run', of: 'work', max: 2, weight: 'hard' },
        { kind: 'run', of: 'off', min: 2, people: ['ada'], weight: 'hard' },
        { kind: 'absent', people: ['ben'], days: [6] },
      ],
    });
    expect(found.map(({ person, rules }) => ({ person, rules }))).toEqual([
      { person: 'ada', rules: [1, 2, 3] },
      { person: 'ben', rules: [1, 2, 4] },
      { person: 'cleo', rules: [0, 1, 2] },
    ]);
    expect(found[0]!.sentence).toContain('at most 2 days of work in a row');
  });

  it('finds none where every person has a row', () => {
    expect(conflicts({ ...week, rules: [{ kind: 'total', of: 'shifts', min: 5, weight: 'hard' }] })).toEqual(
      [],
    );
  });
});
