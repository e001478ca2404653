import { describe, expect, it } from 'vitest';
import { check } from '../check/check.js';
import { compile } from '../model/compile.js';
import type { Problem } from '../model/problem.js';
import { rowScratch } from './cost-to-go.js';
import { rowByParts } from './row-by-parts.js';
import { rowRulesOf } from './row-rules-of.js';
import { limitsByPerson } from './row-worth.js';

/** A year with shifts of many lengths: too many states for one piece. */
const year: Problem = {
  name: 'year',
  days: 364,
  shifts: [
    { id: 'E', minutes: 480 },
    { id: 'L', minutes: 600 },
    { id: 'N', minutes: 690 },
  ],
  people: [{ id: 'A', history: ['N', 'N', null] }],
  demand: [],
  requests: [50, 51, 120, 200, 201, 202].map((day) => ({
    person: 'A',
    day,
    wish: 'off' as const,
    weight: 5,
  })),
  rules: [
    { kind: 'total', of: 'minutes', min: 110_000, max: 110_700, weight: 'hard' },
    { kind: 'total', of: 'shifts', shifts: ['N'], max: 40, weight: 'hard' },
    { kind: 'run', of: 'work', min: 2, max: 5, weight: 'hard' },
    { kind: 'run', of: 'off', min: 2, weight: 'hard' },
    { kind: 'weekends', max: 30, weight: 'hard' },
    { kind: 'succession', first: 'N', next: ['E', 'L'] },
    { kind: 'absent', people: ['A'], days: [90, 91, 92, 93, 94, 95, 96, 140, 250, 330, 331, 360] },
  ],
};

describe('a row of a long period', () => {
  it('is legal over the seams of its parts', () => {
    const compiled = compile(year);
    const rules = rowRulesOf(compiled, 0, limitsByPerson(compiled)[0]!, compiled.allowed);
    const prices = Float64Array.from(compiled.cellCost, (cost, at) => cost - ((at * 7) % 11));
    const row = rowByParts(rules, prices, rowScratch());
    expect(check(year, row!).breaches.filter(({ hard }) => hard)).toEqual([]);
  });
});
