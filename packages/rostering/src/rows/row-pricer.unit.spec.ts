import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { check } from '../check/check.js';
import { compile } from '../model/compile.js';
import { rowScratch } from './cost-to-go.js';
import { RowPricer } from './row-pricer.js';
import { rowRulesOf } from './row-rules-of.js';
import { limitsByPerson, rowWorth } from './row-worth.js';
import { everyRow, smallProblem } from './small-problem.fixture.js';

const prices = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 28, maxLength: 28 });

describe('rows of one person', () => {
  it('cost and are legal as the checker says', () => {
    fc.assert(
      fc.property(smallProblem(1), fc.uint8Array({ minLength: 7, maxLength: 7, max: 3 }), (problem, row) => {
        const compiled = compile({ ...problem, demand: [] });
        const verdict = check({ ...problem, demand: [] }, row);
        const worth = rowWorth(compiled, limitsByPerson(compiled)[0]!, 0, row);
        expect(worth).toBe(verdict.legal ? verdict.cost : Number.POSITIVE_INFINITY);
      }),
      { numRuns: 2_000 },
    );
  });

  it('are found at the least price', () => {
    fc.assert(
      fc.property(smallProblem(1), prices, (problem, list) => {
        const compiled = compile(problem);
        const limits = limitsByPerson(compiled)[0]!;
        const legal = [...legalRows(compiled, limits, list)];
        const least = Math.min(...legal.map(({ price }) => price));

        const pricer = new RowPricer(rowRulesOf(compiled, 0, limits, compiled.allowed), rowScratch());
        const priced = pricer.price(Float64Array.from(list), true);
        expect(priced.price).toBe(least);
        expect(priced.bound).toBeCloseTo(least, 6);
        if (least === Number.POSITIVE_INFINITY) return;
        expect(legal.find(({ key }) => key === priced.row!.join())?.price).toBe(least);
      }),
      { numRuns: 150 },
    );
  });
});

function* legalRows(
  compiled: ReturnType<typeof compile>,
  limits: ReturnType<typeof limitsByPerson>[number],
  prices: readonly number[],
) {
  for (const row of everyRow(compiled.days, compiled.codes)) {
    if (rowWorth(compiled, limits, 0, row) === Number.POSITIVE_INFINITY) continue;
    yield {
      key: row.join(),
      price: row.reduce((sum, code, day) => sum + prices[day * compiled.codes + code]!, 0),
    };
  }
}
