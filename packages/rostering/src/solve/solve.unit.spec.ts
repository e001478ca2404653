import { describe, expect, it } from 'vitest';
import { check } from '../check/check.js';
import { readBenchmark } from '../format/read-benchmark.js';
import { InvalidProblem } from '../model/validate.js';
import { replan } from '../repair/replan.js';
import { solve } from './solve.js';

/** Eight people, one shift, two weeks; hours so tight that few rosters are legal. */
const problem = readBenchmark(
  `SECTION_HORIZON
14
SECTION_SHIFTS
D,480,
SECTION_STAFF
${['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'].map((id) => `${id},D=14,4320,3360,5,2,2,1`).join('\n')}
SECTION_DAYS_OFF
A,0
B,5
C,8
D,2
SECTION_SHIFT_ON_REQUESTS
A,2,D,2
B,0,D,3
SECTION_SHIFT_OFF_REQUESTS
C,12,D,1
F,8,D,3
SECTION_COVER
${[5, 7, 6, 4, 5, 5, 5, 6, 7, 4, 2, 5, 6, 4].map((heads, day) => `${day},D,${heads},100,1`).join('\n')}
`,
  'tight',
);

describe('solve', () => {
  it('finds a legal roster, scored by the checker, not below its bound', async () => {
    const { roster, verdict, bound } = await solve(problem, { seconds: 15, seed: 1 });
    expect(verdict).toEqual(check(problem, roster));
    expect(verdict.legal).toBe(true);
    expect(bound).toBeGreaterThan(0);
    expect(verdict.cost).toBeGreaterThanOrEqual(bound - 1e-6);
  });

  it('gives the same roster for the same seed and moves', async () => {
    const options = { iterations: 600_000, seed: 5 };
    const [one, two] = [await solve(problem, options), await solve(problem, options)];
    expect(two.roster).toEqual(one.roster);
    expect(two.verdict.cost).toBe(one.verdict.cost);
  });

  it('is never worse than its start, and stops when told', async () => {
    const start = (await solve(problem, { iterations: 300_000 })).roster;
    const aborted = await solve(problem, { seconds: 60, start, signal: AbortSignal.timeout(500) });
    expect(aborted.seconds).toBeLessThan(10);
    expect(aborted.verdict.legal).toBe(true);
    expect(aborted.verdict.cost).toBeLessThanOrEqual(check(problem, start).cost);
  });

  it('mends a start that is not allowed', async () => {
    const start = new Uint8Array(8 * 14).fill(1);
    const { verdict } = await solve(problem, { iterations: 300_000, start });
    expect(verdict.legal).toBe(true);
  });

  it('stops at the target, and tells of every improvement in order', async () => {
    const seen: number[] = [];
    const { verdict, seconds } = await solve(problem, {
      ...{ seconds: 30, target: 5000 },
      onImproved: ({ cost, hardAmount }) => {
        if (hardAmount === 0) seen.push(cost);
      },
    });
    expect(verdict.cost).toBeLessThanOrEqual(5000);
    expect(seconds).toBeLessThan(20);
    expect(seen).toEqual([...seen].sort((a, b) => b - a));
  });

  it('refuses a problem that is not valid, and a run without a limit', async () => {
    await expect(solve({ ...problem, people: [] }, { seconds: 1 })).rejects.toThrow(InvalidProblem);
    await expect(solve(problem, {})).rejects.toThrow(RangeError);
  });
});

describe('replan', () => {
  it('keeps the absent person off, and most of the rest', async () => {
    const { roster } = await solve(problem, { iterations: 300_000 });
    const day = roster.subarray(0, 14).indexOf(1);
    const { roster: changed } = await replan(
      problem,
      roster,
      { kind: 'absent', person: 'A', days: [day] },
      20,
      {
        iterations: 300_000,
      },
    );
    expect(changed[day]).toBe(0);
    expect(changed.filter((code, cell) => code !== roster[cell]).length).toBeLessThan(12);
  });
});
