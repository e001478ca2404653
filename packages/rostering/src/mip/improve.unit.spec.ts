import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { masksOf, subProblem } from '../bound/sub-problem.js';
import { check } from '../check/check.js';
import { compile } from '../model/compile.js';
import type { Compiled } from '../model/compiled.js';
import type { Problem } from '../model/problem.js';
import { limitsByPerson, rowWorth } from '../rows/row-worth.js';
import { everyRow, smallProblem } from '../rows/small-problem.fixture.js';
import { highs } from './highs.js';
import { improve } from './improve.js';
import { solvePool } from './pool-mip.fixture.js';

const never = () => false;

describe('rosters of small problems', () => {
  it('are found, at the cost that a MIP over all rows proves best, and never below the bound', async () => {
    const solver = await highs();
    await fc.assert(
      fc.asyncProperty(smallProblem(3), fc.integer(), async (problem, seed) => {
        const compiled = compile(problem);
        const rows = everyLegalRow(compiled);
        const best = solvePool(solver, subProblem(compiled, masksOf(compiled)), compiled.codes, rows);
        const found = await improve(compiled, { seed, rounds: 300, stop: never });
        if (best.chosen === undefined) {
          expect(found.cost).toBe(Number.POSITIVE_INFINITY);
          return;
        }
        expect(best.optimal).toBe(true);
        expect(check(problem, rosterOf(compiled, best.chosen))).toMatchObject({
          legal: true,
          cost: best.cost,
        });
        expect(check(problem, found.roster)).toMatchObject({ legal: true, cost: found.cost });
        expect(found.bound).toBeLessThanOrEqual(best.cost);
        expect(found.cost).toBe(best.cost);
      }),
      { numRuns: 12 },
    );
  }, 120_000);

  it('are the same for the same seed and number of rounds', async () => {
    const [problem] = fc.sample(smallProblem(3), { numRuns: 1, seed: 7 }) as [Problem];
    const compiled = compile(problem);
    const run = () => improve(compiled, { seed: 5, rounds: 60, stop: never });
    expect((await run()).roster).toEqual((await run()).roster);
  });

  it('are never worse than what they start from', async () => {
    await fc.assert(
      fc.asyncProperty(smallProblem(2), async (problem) => {
        const compiled = compile(problem);
        const start = (await improve(compiled, { seed: 1, rounds: 100, stop: never })).roster;
        const again = await improve(compiled, { seed: 2, rounds: 1, stop: never, start });
        const [before, after] = [check(problem, start), check(problem, again.roster)];
        if (before.legal) expect(after.cost).toBeLessThanOrEqual(before.cost);
      }),
      { numRuns: 10 },
    );
  });
});

function everyLegalRow(compiled: Compiled) {
  const limits = limitsByPerson(compiled);
  return limits.flatMap((own, person) =>
    [...everyRow(compiled.days, compiled.codes)].flatMap((row) => {
      const cost = rowWorth(compiled, own, person, row);
      return cost < Number.POSITIVE_INFINITY ? [{ person, row, cost }] : [];
    }),
  );
}

function rosterOf(
  { people, days }: Compiled,
  rows: readonly { person: number; row: Uint8Array }[],
): Uint8Array {
  const roster = new Uint8Array(people * days);
  for (const { person, row } of rows) roster.set(row, person * days);
  return roster;
}
