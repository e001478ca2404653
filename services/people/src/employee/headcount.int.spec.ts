import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { headcount } from './headcount.query.js';
import { days } from './random-histories.fixtures.js';
import { inView, keyOf, question, type RandomStaff, randomStaff, viewOf } from './random-staff.fixtures.js';

let random: RandomStaff;

beforeAll(async () => {
  random = await randomStaff();
});

afterAll(() => random?.drop());

describe('headcount', () => {
  it('counts those whom painting day by day finds employed', async () => {
    await fc.assert(
      fc.asyncProperty(question, async (asked) => {
        const { day, instant, groupBy, scope } = asked;
        const expected = new Map<string, { employed: number; active: number; onLeave: number }>();
        for (const { cells } of random.paintedAt(instant)) {
          const cell = cells[days.indexOf(day)]!;
          if (cell.hiredOn === undefined || !inView(cell, asked)) continue;
          const row = expected.get(keyOf(cell, groupBy)) ?? { employed: 0, active: 0, onLeave: 0 };
          row.employed++;
          row[cell.onLeave ? 'onLeave' : 'active']++;
          expected.set(keyOf(cell, groupBy), row);
        }
        const { rows, total } = await headcount(
          random.staff,
          scope,
          { day, instant },
          viewOf(asked),
          groupBy,
        );
        const counted = new Map(rows.map(({ group, ...counts }) => [keyOf(group!, groupBy), counts]));
        expect(counted).toEqual(expected);
        expect(total?.employed).toBe([...expected.values()].reduce((sum, { employed }) => sum + employed, 0));
      }),
      { numRuns: 100 },
    );
  });
});
